package org.paraat.sip.transport;

import java.util.Optional;

/** Our listening ports and the connections through them. */
public interface Transports extends AutoCloseable {

  /** Begins to listen. */
  void start(TransportHandler handler);

  /**
   * The path to an address: an open connection is used again, a missing one is made; messages wait
   * for it.
   *
   * @throws IllegalArgumentException when we do not listen on that transport
   */
  Flow to(SipAddress address);

  /** Where we listen; empty when that transport is not in use. */
  Optional<SipAddress> listening(Transport transport);

  @Override
  void close();
}

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

  /**
   * The path to a server whose certificate must be for a name (RFC 5922), where it has one: a
   * connection that was checked for another name is not used for it.
   *
   * @throws IllegalArgumentException when we do not listen on that transport
   */
  default Flow to(SipAddress address, String serverName) {
    return to(address);
  }

  /** Where we listen; empty when that transport is not in use. */
  Optional<SipAddress> listening(Transport transport);

  @Override
  void close();
}

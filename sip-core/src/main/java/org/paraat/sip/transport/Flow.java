package org.paraat.sip.transport;

/**
 * A path to one peer: a UDP address by way of our port, a TCP or TLS connection, a WebSocket.
 *
 * <p>Flows over UDP to the same peer are equal to each other; a connection is equal to itself.
 */
public interface Flow {

  Transport transport();

  /** The peer, as the network shows it. */
  SipAddress remote();

  /** Where the peer reaches us: what a Via and a Contact say. */
  SipAddress local();

  /**
   * Sends one message. What cannot be sent is told by {@link TransportHandler#onUnreachable} or
   * {@link TransportHandler#onFlowClosed}, later; nothing is thrown.
   */
  void send(byte[] message);

  /** Whether messages can still be sent; always so over UDP. */
  boolean isOpen();

  /** Whether the peer has shown a certificate, which we trust, for this name (RFC 5922 7.2). */
  default boolean hasProvenToBe(String name) {
    return false;
  }

  /** Ends a connection; UDP does not mind. */
  void close();

  /**
   * The peer is silent: asks whether anybody is there. A closed UDP port is told by {@link
   * TransportHandler#onUnreachable}, silence over UDP is not; a connection on which nothing is
   * heard then either is closed.
   */
  default void suspect() {}

  /**
   * The peer of a connection listens at this port too, and wants what is meant for there to take
   * this connection (RFC 5923).
   */
  default void sharesWith(int listeningPort) {}

  default boolean isReliable() {
    return transport().isReliable();
  }
}

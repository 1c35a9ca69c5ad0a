package org.paraat.sip.transport;

/** Who is told what the network brings; called on the loop. */
public interface TransportHandler {

  /** One whole message; over TCP its end is known from Content-Length already. */
  void onMessage(Flow flow, byte[] message);

  /** A connection ended, or could not be made. */
  void onFlowClosed(Flow flow, String because);

  /** The network said that nobody listens there (ICMP); the flow can be used again later. */
  void onUnreachable(Flow flow, String because);

  /** Bytes were thrown away before they became a message. */
  void onDropped(Flow flow, String because);

  /** A connection was turned away, or ended by us; one that was a flow is told as closed too. */
  default void onRefused(Refusal because) {}
}

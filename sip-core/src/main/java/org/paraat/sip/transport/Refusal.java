package org.paraat.sip.transport;

/** Why a connection was turned away or ended by us. */
public enum Refusal {
  /** As many connections as there may be are open. */
  CONNECTIONS_FULL,
  /** As many connections of that source as there may be are open. */
  SOURCE_FULL,
  /** As many TLS handshakes as there may be are under way. */
  HANDSHAKES_FULL,
  /** A TLS handshake that was not done in time. */
  HANDSHAKE_TOO_SLOW,
  /** A TLS handshake that failed: no common version, an untrusted certificate. */
  HANDSHAKE_FAILED,
  /** No message came after the connection was made. */
  NO_MESSAGE_CAME,
  /** Nothing passed for a long time. */
  IDLE,
  /** Nothing was heard when the peer was asked whether it is there. */
  SILENT,
  /** The peer does not read what it is sent. */
  READS_TOO_SLOWLY,
  /** A stream that lost its framing, or a message beyond the bounds. */
  BROKEN_STREAM,
  /** As much as may be kept of large messages whose end has not come is kept. */
  UNFINISHED_FULL,
  /** A WebSocket that a page of another site asked for. */
  FOREIGN_ORIGIN,
  /** A WebSocket that is not meant for SIP. */
  WRONG_SUBPROTOCOL
}

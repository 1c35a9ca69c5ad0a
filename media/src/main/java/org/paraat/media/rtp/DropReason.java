package org.paraat.media.rtp;

/** Why a packet went no further. */
public enum DropReason {
  /** Too short, too long, another version, or shorter than it says. */
  MALFORMED,
  /** RTCP that cannot be believed. */
  CONTROL,
  /**
   * Encrypted with another key than the agreed one, changed on its way, or not encrypted at all.
   */
  FORGED,
  /** Encrypted, and heard before. */
  REPLAYED,
  /** From an address that the session does not listen to. */
  FOREIGN_SOURCE,
  /** More packets a second than any phone sends. */
  FLOOD,
  /** A payload type that was not negotiated. */
  UNKNOWN_PAYLOAD_TYPE,
  /** The peer said that it would not send. */
  NOT_EXPECTED,
  /** The peer does not want to receive: it holds us. */
  HELD,
  /** From before the present source of the stream began. */
  LATE,
  /** The loop of the other leg is behind. */
  HAND_OVER_FULL,
  /** The socket took no more. */
  SEND_BUFFER_FULL,
  /** The system refused to send it. */
  SEND_FAILED,
  /** The system reported a fault instead of a packet. */
  RECEIVE_FAILED
}

package org.paraat.sip.dialog;

/** How a leg ended without our asking. */
public enum InviteEnd {
  /** The caller gave up before we answered. */
  CANCELLED,
  /** The peer hung up. */
  BYE,
  /** We answered or described ourselves, and the caller never acknowledged. */
  NO_ACK,
  /** Nobody refreshed the session in time (RFC 4028). */
  EXPIRED,
  /** The peer left out what the call cannot do without. */
  PROTOCOL_BROKEN,
  /** The peer no longer knows the dialog, or answers no more. */
  LOST
}

package org.paraat.sip.dialog;

/** How a leg ended without our asking. */
public enum InviteEnd {
  /** The caller gave up before we answered. */
  CANCELLED,
  /** The peer hung up. */
  BYE,
  /** We answered, and the caller never acknowledged. */
  NO_ACK,
  /** The peer no longer knows the dialog, or answers no more. */
  LOST
}

package org.paraat.scenario;

/** What phones do each in the way of their maker. */
enum Maker {
  /** As most do. */
  UNNAMED(HoldForm.SENDONLY, WhileItRings.NAMES_THE_RINGING_CALL),
  /** Holds the call to the target too, and waits until it is hung up. */
  SNOM(HoldForm.SENDONLY, WhileItRings.NAMES_THE_RINGING_CALL),
  /**
   * Names where the target was reached, not what was dialled; hangs up when it is told of success.
   */
  YEALINK(HoldForm.SENDONLY, WhileItRings.NAMES_THE_NUMBER),
  GRANDSTREAM(HoldForm.SENDONLY, WhileItRings.NAMES_THE_RINGING_CALL),
  POLY(HoldForm.INACTIVE, WhileItRings.NAMES_THE_RINGING_CALL),
  /** Takes its call back first, and names the number again. */
  AASTRA(HoldForm.SENDONLY, WhileItRings.CANCELS_AND_NAMES_THE_NUMBER),
  /** Set to the holds of RFC 2543. */
  OLD(HoldForm.ZERO_ADDRESS, WhileItRings.NAMES_THE_NUMBER);

  /** How somebody is transferred to a phone that still rings. */
  enum WhileItRings {
    NAMES_THE_RINGING_CALL,
    NAMES_THE_NUMBER,
    CANCELS_AND_NAMES_THE_NUMBER
  }

  private final HoldForm holds;
  private final WhileItRings whileItRings;

  Maker(HoldForm holds, WhileItRings whileItRings) {
    this.holds = holds;
    this.whileItRings = whileItRings;
  }

  HoldForm holds() {
    return holds;
  }

  WhileItRings whileItRings() {
    return whileItRings;
  }

  /** Whether the call to the target is put on hold before it is asked for the transfer. */
  boolean holdsBoth() {
    return this == SNOM;
  }

  /** Whether the target is named by its Contact, which is ours. */
  boolean namesContact() {
    return this == YEALINK || this == GRANDSTREAM;
  }

  /** Whether it hangs up by itself when it is told that the transfer is done. */
  boolean leavesWhenDone() {
    return this == YEALINK || this == POLY;
  }

  /** Whether it takes its party back by itself when it is told that the transfer failed. */
  boolean takesBack() {
    return this == SNOM || this == GRANDSTREAM;
  }
}

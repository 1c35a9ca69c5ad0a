package org.paraat.pbx.vocabulary;

/** How a phone is to ring. */
public enum Alerting {
  ROUTINE,
  /** Own ring, prefixed name, Resource-Priority (V5). */
  EMERGENCY,
  /** Who is rung had this caller before, on hold, parked or transferred. */
  RECALL,
  /** An abandoned emergency is called back (RFC 7090). */
  CALL_BACK;

  /** Of a call of this urgency that is new to who is rung. */
  public static Alerting of(Urgency urgency) {
    return switch (urgency) {
      case EMERGENCY -> EMERGENCY;
      case ROUTINE -> ROUTINE;
    };
  }
}

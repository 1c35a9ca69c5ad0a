package org.paraat.pbx.vocabulary;

/** Why a call or an attempt ended, and whose business that is. */
public enum Cause {
  /** A party hung up after a conversation, or a code or announcement had said all it had to say. */
  NORMAL(Blame.NOBODY),
  /** Somebody else answered first (RFC 3326, Q.850 does not know it). */
  COMPLETED_ELSEWHERE(Blame.NOBODY),
  /** The caller hung up before anybody answered. */
  CALLER_GAVE_UP(Blame.NOBODY),
  BUSY(Blame.NOBODY),
  /** The called party pressed reject. */
  DECLINED(Blame.NOBODY),
  NO_ANSWER(Blame.NOBODY),
  /** The called phone sent the call elsewhere (302). */
  MOVED(Blame.NOBODY),
  UNKNOWN_NUMBER(Blame.CALLER),
  NOT_ALLOWED(Blame.CALLER),
  /** The peer's media offer has nothing that we speak. */
  MEDIA_NOT_ACCEPTABLE(Blame.CALLER),
  /** The peer sent what the protocol does not allow. */
  PROTOCOL_ERROR(Blame.CALLER),
  /** The carrier answered with a failure of its own (5xx). */
  TRUNK_FAILED(Blame.CARRIER),
  /** The carrier gave no answer in time, or its port is closed. */
  TRUNK_UNREACHABLE(Blame.CARRIER),
  /** No trunk is left to try. */
  ALL_TRUNKS_FAILED(Blame.CARRIER),
  /** The phone is not registered, or gave no answer to our INVITE. */
  DEVICE_UNREACHABLE(Blame.US),
  /** Nobody who could take the call can be reached. */
  NOBODY_REACHABLE(Blame.US),
  /** No port, leg or queue place was left. */
  OVERLOAD(Blame.US),
  SHUTTING_DOWN(Blame.US),
  OUR_BUG(Blame.US);

  /** Whose business an ending is. */
  public enum Blame {
    NOBODY,
    CALLER,
    CARRIER,
    US
  }

  private final Blame blame;

  Cause(Blame blame) {
    this.blame = blame;
  }

  public Blame blame() {
    return blame;
  }
}

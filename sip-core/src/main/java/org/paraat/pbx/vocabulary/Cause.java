package org.paraat.pbx.vocabulary;

/** Why a call or an attempt ended, and whose business that is. */
public enum Cause {
  /** A party hung up after a conversation, or a code or announcement had said all it had to say. */
  NORMAL(Blame.NOBODY, "the conversation was over"),
  /** Somebody else answered first (RFC 3326, Q.850 does not know it). */
  COMPLETED_ELSEWHERE(Blame.NOBODY, "somebody else answered first"),
  /** The caller hung up before anybody answered. */
  CALLER_GAVE_UP(Blame.NOBODY, "the caller hung up"),
  BUSY(Blame.NOBODY, "busy"),
  /** The called party pressed reject. */
  DECLINED(Blame.NOBODY, "declined"),
  NO_ANSWER(Blame.NOBODY, "no answer"),
  /** The called phone sent the call elsewhere (302). */
  MOVED(Blame.NOBODY, "the phone sends its calls elsewhere"),
  UNKNOWN_NUMBER(Blame.CALLER, "unknown number"),
  /** Numbers that are forwarded to each other (RFC 7332). */
  GOES_IN_CIRCLES(Blame.CALLER, "it was passed on too often"),
  /** The conversation that was to be taken over or joined does not exist any more. */
  CONVERSATION_GONE(Blame.CALLER, "that conversation is over"),
  NOT_ALLOWED(Blame.CALLER, "not allowed"),
  /** The peer's media offer has nothing that we speak. */
  MEDIA_NOT_ACCEPTABLE(Blame.CALLER, "no common way to send sound"),
  /** The peer sent what the protocol does not allow. */
  PROTOCOL_ERROR(Blame.CALLER, "a message that the protocol does not allow"),
  /** The carrier answered with a failure of its own (5xx). */
  TRUNK_FAILED(Blame.CARRIER, "the carrier failed"),
  /** The carrier gave no answer in time, or its port is closed. */
  TRUNK_UNREACHABLE(Blame.CARRIER, "the carrier gave no answer"),
  /** No trunk is left to try. */
  ALL_TRUNKS_FAILED(Blame.CARRIER, "no trunk carried the call"),
  /** The phone is not registered, or gave no answer to our INVITE. */
  DEVICE_UNREACHABLE(Blame.US, "the phone is out of reach"),
  /** Neither sound nor a sign of life came from the phone any more, though nobody was on hold. */
  SOUND_LOST(Blame.US, "its sound stopped"),
  /** Nobody who could take the call can be reached. */
  NOBODY_REACHABLE(Blame.US, "nobody can be reached"),
  /** Nobody hung up for longer than any conversation may last. */
  LASTED_TOO_LONG(Blame.NOBODY, "it lasted longer than a conversation may"),
  /** No port, leg or queue place was left. */
  OVERLOAD(Blame.US, "too busy"),
  SHUTTING_DOWN(Blame.US, "the platform is shutting down"),
  /** It went on when the platform was killed, or lost its power. */
  PLATFORM_RESTARTED(Blame.US, "the platform was restarted"),
  OUR_BUG(Blame.US, "our own fault");

  /** Whose business an ending is. */
  public enum Blame {
    NOBODY,
    CALLER,
    CARRIER,
    US
  }

  private final Blame blame;
  private final String words;

  Cause(Blame blame, String words) {
    this.blame = blame;
    this.words = words;
  }

  public Blame blame() {
    return blame;
  }

  /** Whether a leg ended so without anybody having meant it to. */
  public boolean isMishap() {
    return this == SOUND_LOST
        || this == OUR_BUG
        || this == DEVICE_UNREACHABLE
        || this == TRUNK_UNREACHABLE;
  }

  /** How a conversation ended that somebody left so: whatever is no mishap is the ordinary end. */
  public Cause ofConversation() {
    return isMishap() ? this : NORMAL;
  }

  /** As the trace and the log say it. */
  public String inWords() {
    return words;
  }
}

package org.paraat.pbx.vocabulary;

/**
 * Something that a person must look at.
 *
 * @param kind what went wrong
 * @param subject what it is about, such as the name of a trunk
 * @param text one sentence: what is wrong and what to do
 */
public record Alarm(Kind kind, String subject, String text) {

  public enum Kind {
    TRUNK_DOWN,
    /** Not one answer to our probes since the start: tried all the same. */
    TRUNK_NEVER_ANSWERED,
    TRUNK_UP,
    /** The carrier refuses our account, or cannot be told where we are. */
    TRUNK_NOT_REGISTERED,
    PROMPT_MISSING,
    NOBODY_REACHABLE,
    CALL_ENDED_BY_OUR_BUG,
    /** The disk did not take a change in time, so it would not outlive a crash now. */
    CONFIRMED_BEFORE_ON_DISK,
    /** The sound of a leg stays away; it is ended when that goes on. */
    SOUND_MISSED,
    /** Four of five ports for sound are in use. */
    PORTS_RUNNING_OUT,
    /** Routine calls are refused, because there is too much to do or too little room. */
    OVERLOADED,
    /** An emergency caller waits for longer than the norm. */
    EMERGENCY_UNANSWERED,
    /** An emergency caller is gone without having been helped: a task to call back. */
    EMERGENCY_ABANDONED,
    EMERGENCY_SERVICES_DIALLED
  }
}

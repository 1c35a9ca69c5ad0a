package org.paraat.pbx.vocabulary;

import java.util.ArrayList;
import java.util.List;

/** The texts, tones and music that the PBX plays of its own accord, in every language. */
public final class Prompts {
  public static final PromptId ENTER_EXTENSION = new PromptId("enter-extension");
  public static final PromptId LOGGED_IN = new PromptId("logged-in");
  public static final PromptId LOGGED_OUT = new PromptId("logged-out");
  public static final PromptId SIGNED_ON = new PromptId("signed-on");
  public static final PromptId SIGNED_OFF = new PromptId("signed-off");
  public static final PromptId PAUSE = new PromptId("pause");
  public static final PromptId PAUSE_OFF = new PromptId("pause-off");
  public static final PromptId UNKNOWN_EXTENSION = new PromptId("unknown-extension");
  public static final PromptId UNKNOWN_CODE = new PromptId("unknown-code");
  public static final PromptId UNKNOWN_QUEUE = new PromptId("unknown-queue");
  public static final PromptId NOBODY_LOGGED_IN = new PromptId("nobody-logged-in");
  public static final PromptId GOODBYE = new PromptId("goodbye");

  /** Followed by the digits of an extension. */
  public static final PromptId YOU_ARE_LOGGED_IN_AS = new PromptId("you-are-logged-in-as");

  /** Followed by the digits of each queue's code. */
  public static final PromptId YOU_ARE_SIGNED_ON_TO = new PromptId("you-are-signed-on-to");

  /** A breath between two numbers. */
  public static final PromptId SHORT_SILENCE = new PromptId("short-silence");

  public static final PromptId NO_QUEUES = new PromptId("no-queues");
  public static final PromptId PAUSED = new PromptId("paused");
  public static final PromptId NOT_PAUSED = new PromptId("not-paused");

  /** Said to a caller whom we had answered and whose call then reaches nobody. */
  public static final PromptId NOT_REACHABLE = new PromptId("not-reachable");

  /** Music on hold, unless a queue has its own. */
  public static final PromptId MUSIC = new PromptId("music");

  /** The tone that a caller hears while the other phone rings. */
  public static final PromptId RINGBACK = new PromptId("ringback");

  /** Said to who is put on hold, before the music. */
  public static final PromptId ON_HOLD = new PromptId("on-hold");

  /** Said to who is put on hold because an emergency came in between, before the music. */
  public static final PromptId INTERRUPTED = new PromptId("interrupted");

  /** A short tone over what somebody hears: there is a caller on hold. */
  public static final PromptId REMINDER = new PromptId("reminder");

  /** Nothing rings that could be picked up. */
  public static final PromptId NOTHING_RINGS = new PromptId("nothing-rings");

  /** Said to who is parked, before the music. */
  public static final PromptId PARKED_LINE = new PromptId("parked-line");

  /** Nobody is parked there. */
  public static final PromptId PLACE_IS_FREE = new PromptId("place-is-free");

  /** Whispered to who talks on a phone with one line: an emergency waits, and key 9 takes it. */
  public static final PromptId PRESS_NINE = new PromptId("press-nine");

  /** No emergency caller is to be called back. */
  public static final PromptId NO_TASKS = new PromptId("no-tasks");

  /** Said to who calls an emergency caller back, before it rings there. */
  public static final PromptId CALLING_BACK = new PromptId("calling-back");

  private static final List<PromptId> DIGITS =
      List.of(
          new PromptId("digit-0"),
          new PromptId("digit-1"),
          new PromptId("digit-2"),
          new PromptId("digit-3"),
          new PromptId("digit-4"),
          new PromptId("digit-5"),
          new PromptId("digit-6"),
          new PromptId("digit-7"),
          new PromptId("digit-8"),
          new PromptId("digit-9"));

  private static final List<PromptId> ALL = all(DIGITS);

  private Prompts() {}

  /** Every prompt that a complete set of recordings has. */
  public static List<PromptId> all() {
    return ALL;
  }

  /**
   * A number as it is spoken, digit by digit.
   *
   * @throws IllegalArgumentException when a character is not 0 to 9
   */
  public static List<PromptId> spoken(String digits) {
    var spoken = new ArrayList<PromptId>(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        throw new IllegalArgumentException("cannot be spoken by digits: " + digits);
      }
      spoken.add(DIGITS.get(digit - '0'));
    }
    return spoken;
  }

  private static List<PromptId> all(List<PromptId> digits) {
    var all =
        new ArrayList<>(
            List.of(
                ENTER_EXTENSION,
                LOGGED_IN,
                LOGGED_OUT,
                SIGNED_ON,
                SIGNED_OFF,
                PAUSE,
                PAUSE_OFF,
                UNKNOWN_EXTENSION,
                UNKNOWN_CODE,
                UNKNOWN_QUEUE,
                NOBODY_LOGGED_IN,
                GOODBYE,
                YOU_ARE_LOGGED_IN_AS,
                YOU_ARE_SIGNED_ON_TO,
                SHORT_SILENCE,
                NO_QUEUES,
                PAUSED,
                NOT_PAUSED,
                NOT_REACHABLE,
                MUSIC,
                RINGBACK,
                ON_HOLD,
                INTERRUPTED,
                REMINDER,
                NOTHING_RINGS,
                PARKED_LINE,
                PLACE_IS_FREE,
                PRESS_NINE,
                NO_TASKS,
                CALLING_BACK));
    all.addAll(digits);
    return List.copyOf(all);
  }
}

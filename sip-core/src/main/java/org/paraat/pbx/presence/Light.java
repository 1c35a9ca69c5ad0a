package org.paraat.pbx.presence;

import java.util.Optional;
import org.paraat.pbx.vocabulary.LegId;

/**
 * One thing that makes a lamp glow: a call, a caller who waits, or that something is on.
 *
 * @param id tells it from others of the same lamp
 * @param leg of ours with the phone that is shown, whose place somebody else may take
 * @param number of the other side; empty when there is none, or nobody may know
 * @param name of the other side; may be empty
 */
public record Light(
    String id, Glow glow, Side side, Optional<LegId> leg, Sound sound, String number, String name) {

  /** How it glows. */
  public enum Glow {
    /** Not at all yet: it is not known whether it will ring. */
    TRYING,
    /** It blinks: it rings, somebody waits. */
    EARLY,
    /** Steadily. */
    CONFIRMED
  }

  /** Who began it. */
  public enum Side {
    CALLS,
    IS_CALLED
  }

  /** Whether who is shown has the other side on hold. */
  public enum Sound {
    HEARD,
    ON_HOLD
  }

  /** Something is on. */
  static Light on() {
    return new Light("on", Glow.CONFIRMED, Side.IS_CALLED, Optional.empty(), Sound.HEARD, "", "");
  }
}

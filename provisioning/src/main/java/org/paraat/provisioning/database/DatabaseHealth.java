package org.paraat.provisioning.database;

import java.time.Duration;

/**
 * How the database is.
 *
 * @param because what it last answered, when it is not well
 * @param since how long it has been so
 * @param failures questions that failed since the start
 */
public record DatabaseHealth(State state, String because, Duration since, long failures) {

  /** From the first start on. */
  public enum State {
    NOT_YET("is not reached yet"),
    UP("is well"),
    TAKES_NO_CHANGES("takes no changes"),
    AWAY("is away");

    private final String words;

    State(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Such as {@code is away (62 s): Connection refused}; empty while it is well. */
  public String words() {
    return state == State.UP ? "" : state.words() + " (" + since.toSeconds() + " s): " + because;
  }
}

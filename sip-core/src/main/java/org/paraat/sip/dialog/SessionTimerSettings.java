package org.paraat.sip.dialog;

import java.time.Duration;

/**
 * How long a session may live without a sign of the peer (RFC 4028).
 *
 * @param interval that we ask for, and the longest that we agree to; zero: no session timers
 * @param shortest interval that we agree to, 90 s or more; a caller who wants less hears 422
 */
public record SessionTimerSettings(Duration interval, Duration shortest) {
  /** RFC 4028 4: nobody may ask for less. */
  public static final Duration LEAST = Duration.ofSeconds(90);

  public SessionTimerSettings {
    if (shortest.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("session timers of less than 90 s: " + shortest);
    }
    if (!interval.isZero() && interval.compareTo(shortest) < 0) {
      throw new IllegalArgumentException("session timers of " + interval + " under " + shortest);
    }
  }

  public static SessionTimerSettings standard() {
    return new SessionTimerSettings(Duration.ofMinutes(30), LEAST);
  }

  public static SessionTimerSettings off() {
    return new SessionTimerSettings(Duration.ZERO, LEAST);
  }

  boolean isOn() {
    return !interval.isZero();
  }

  int seconds() {
    return (int) interval.toSeconds();
  }

  int leastSeconds() {
    return (int) shortest.toSeconds();
  }
}

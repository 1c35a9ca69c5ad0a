package org.paraat.provisioning.changelog;

import java.time.Duration;
import java.time.Instant;

/**
 * How entries are numbered: the upper half is the life of the process that made them, the lower
 * half counts within it. So what a next life makes comes after all of this one, even when the last
 * numbers of this one never got to the disk.
 */
final class Sequences {
  static final int BITS = 32;

  /** With a later one a sequence would be negative, and count as stored before it is written. */
  static final long LAST_LIFE = (1L << Long.SIZE - 1 - BITS) - 1;

  /** So that seconds are lives until 2093. */
  private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

  /** A clock that is further ahead of the last life is wrong, and would use up all lives. */
  private static final long MOST_AHEAD = Duration.ofDays(10 * 365).toSeconds();

  private Sequences() {}

  static long lifeOf(long sequence) {
    return sequence >>> BITS;
  }

  static long firstOf(long life) {
    return life << BITS;
  }

  /** Whether it can be a life at all; a damaged file may say anything. */
  static boolean isLife(long life) {
    return life >= 0 && life <= LAST_LIFE;
  }

  /**
   * @param now unlike the number of the last life, it grows even when the disk could not be written
   *     in that
   */
  static long lifeAfter(long last, Instant now) {
    long byClock = Duration.between(BEGIN, now).toSeconds();
    boolean isUsable = byClock > last && byClock - last <= MOST_AHEAD;
    return Math.min(isUsable ? byClock : last + 1, LAST_LIFE);
  }
}

package org.paraat.pbx.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Who is disturbed for an emergency, and from when on: each wave adds to those before it. */
enum Wave {
  /** Members who are free. */
  FREE(0),
  /** Members who talk on a routine call, as a second call; at once when nobody is free. */
  TALKING(5),
  /** Members who wrap up or are paused. */
  RESTING(10),
  /** Team leaders, signed on or not, and the Mobile connect phones. */
  ELSEWHERE(20),
  /** The norm has passed: the SOS phones, and an alarm. */
  OVERDUE(30);

  private final Duration after;

  Wave(int seconds) {
    after = Duration.ofSeconds(seconds);
  }

  /** How long a caller may wait for an answer. */
  static Duration norm() {
    return OVERDUE.after;
  }

  /** How far it is when a caller has waited for so long. */
  static Wave reachedAfter(Duration waited) {
    Wave reached = FREE;
    for (Wave wave : values()) {
      if (waited.compareTo(wave.after) >= 0) {
        reached = wave;
      }
    }
    return reached;
  }

  /** When the waves begin for who has waited since then. */
  static List<Instant> beginnings(Instant since) {
    return Arrays.stream(values()).map(wave -> since.plus(wave.after)).toList();
  }

  boolean includes(Wave other) {
    return compareTo(other) >= 0;
  }
}

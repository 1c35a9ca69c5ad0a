package org.paraat.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets one leg have one source of keys: phones that send each key twice press it once. */
final class KeySource {
  /** A press that comes by INFO and in the sound arrives twice within this time. */
  private static final Duration SAME_PRESS = Duration.ofMillis(500);

  private boolean isInTheSound;
  private char lastByInfo;
  private Instant lastByInfoAt = Instant.EPOCH;

  /** A key of RFC 4733: wins over INFO for the rest of the leg. */
  Optional<Character> inTheSound(char key, Instant at) {
    boolean cameByInfo =
        !isInTheSound
            && key == lastByInfo
            && Duration.between(lastByInfoAt, at).compareTo(SAME_PRESS) < 0;
    isInTheSound = true;
    return cameByInfo ? Optional.empty() : Optional.of(key);
  }

  /** A key in SIP INFO. */
  Optional<Character> byInfo(char key, Instant at) {
    if (isInTheSound) {
      return Optional.empty();
    }
    lastByInfo = key;
    lastByInfoAt = at;
    return Optional.of(key);
  }
}

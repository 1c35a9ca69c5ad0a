package org.paraat.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets one leg have one source of keys: phones that send each key in several ways press it once.
 */
final class KeySource {
  /** A press that comes in two ways arrives twice within this time. */
  private static final Duration SAME_PRESS = Duration.ofMillis(500);

  private DigitSource source = DigitSource.IN_BAND;
  private char last;
  private Instant lastAt = Instant.EPOCH;

  /**
   * A key: once a leg has had one from a better source, the lesser ones are not believed any more.
   *
   * @return empty when it is not to count
   */
  Optional<Character> take(DigitSource from, char key, Instant at) {
    if (from.compareTo(source) > 0) {
      return Optional.empty();
    }
    boolean isBetter = from.compareTo(source) < 0;
    boolean cameAlready =
        isBetter && key == last && Duration.between(lastAt, at).compareTo(SAME_PRESS) < 0;
    source = from;
    last = key;
    lastAt = at;
    return cameAlready ? Optional.empty() : Optional.of(key);
  }
}

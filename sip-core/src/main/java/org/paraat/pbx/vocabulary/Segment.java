package org.paraat.pbx.vocabulary;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One stretch of a conversation: what the caller lived through, and with whom.
 *
 * @param who the person, number or queue that it was with; of a hold who held
 * @param until empty while it goes on
 */
public record Segment(Kind kind, String who, Instant from, Optional<Instant> until) {

  /** What a stretch was. */
  public enum Kind {
    /** In a queue. */
    WAITED,
    TALKED,
    /** On hold. */
    HELD,
    /** On hold because an emergency came in between. */
    INTERRUPTED,
    /** Being transferred: somebody rings. */
    TRANSFERRED,
    /** Rung back at who had the call before. */
    RETURNED,
    PARKED
  }

  /** The same, at its end. */
  public Segment endedAt(Instant end) {
    return new Segment(kind, who, from, Optional.of(end));
  }

  /** Nothing while it goes on. */
  public Duration length() {
    return until.map(end -> Duration.between(from, end)).orElse(Duration.ZERO);
  }
}

package org.paraat.provisioning.changelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SequencesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static long lifeAt(Instant instant) {
    return Sequences.lifeAfter(Sequences.lifeAfter(0, NOW), instant);
  }

  @Test
  void eachLifeComesAfterTheOneBefore() {
    long first = Sequences.lifeAfter(0, NOW);
    assertEquals(first + 1, lifeAt(NOW));
    assertEquals(first + 60, lifeAt(NOW.plusSeconds(60)));
    assertEquals(first + 1, lifeAt(Instant.EPOCH), "a clock that stands at its beginning");
  }

  @Test
  void theYear2038EndsNothing() {
    long before = Sequences.lifeAfter(lifeAt(Instant.parse("2035-01-01T00:00:00Z")), NOW);
    long after = Sequences.lifeAfter(before, Instant.parse("2039-01-01T00:00:00Z"));
    assertTrue(Sequences.firstOf(after) > Sequences.firstOf(before));
    assertTrue(Sequences.firstOf(before) > 0);
  }

  @Test
  void aClockThatIsYearsAheadDoesNotStick() {
    long wrong = lifeAt(Instant.parse("2090-01-01T00:00:00Z"));
    Instant later = NOW.plus(Duration.ofDays(1));
    assertEquals(Sequences.lifeAfter(0, later), Sequences.lifeAfter(wrong, later));
  }

  @Test
  void noClockTakesALifeBeyondWhatFits() {
    long life = 0;
    for (int year = 2020; year < 2200; year++) {
      life = Sequences.lifeAfter(life, Instant.parse(year + "-01-01T00:00:00Z"));
      assertTrue(Sequences.isLife(life));
      assertTrue(Sequences.firstOf(life) > 0);
    }
    assertFalse(Sequences.isLife(-1));
    assertFalse(Sequences.isLife(Sequences.LAST_LIFE + 1));
  }
}

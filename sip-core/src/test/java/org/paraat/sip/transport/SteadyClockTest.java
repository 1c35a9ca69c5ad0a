package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The time of day on a machine whose clock is corrected. */
class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Instant wall = NOON;
  private long nanos;
  private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

  private void passes(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void itSaysWhatTheMachineSays() {
    passes(Duration.ofSeconds(10));
    assertEquals(NOON.plusSeconds(10), clock.instant());
    wall = wall.plusSeconds(3600);
    assertEquals(NOON.plusSeconds(3610), clock.instant());
  }

  @Test
  void itGoesOnWhenTheMachineIsSetBack() {
    wall = wall.minusSeconds(3600);
    passes(Duration.ofSeconds(10));
    assertEquals(NOON.plusSeconds(9), clock.instant());
  }

  @Test
  void theTwoMeetAgain() {
    wall = wall.minusSeconds(60);
    for (int minute = 0; minute < 11; minute++) {
      Instant before = clock.instant();
      passes(Duration.ofMinutes(1));
      assertTrue(clock.instant().isAfter(before));
    }
    assertTrue(Duration.between(wall, clock.instant()).abs().toMillis() <= 100);
  }

  @Test
  void aCorrectionOfAFewMillisecondsIsNoStepBack() {
    passes(Duration.ofSeconds(1));
    assertEquals(NOON.plusSeconds(1), clock.instant());
    wall = wall.minusMillis(20);
    assertEquals(NOON.plusSeconds(1), clock.instant());
    passes(Duration.ofMillis(30));
    assertEquals(NOON.plusMillis(1010), clock.instant());
  }
}

package org.paraat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Busy evenings of a doctors' post on which no rule may be broken. */
class SimulationTest {
  private static final long QUICK_SEEDS = 20;
  private static final long SEEDS = 200;

  @Test
  void twentyBusyEveningsBreakNoRule() {
    allIsWellFrom(1, QUICK_SEEDS);
  }

  @Test
  @Tag("slow")
  void twoHundredBusyEveningsBreakNoRule() {
    allIsWellFrom(QUICK_SEEDS + 1, SEEDS);
  }

  @Test
  void theSameSeedTellsTheSameEvening() {
    assertEquals(told(7), told(7));
  }

  private static void allIsWellFrom(long first, long last) {
    try (var _ = new Hush()) {
      var broken = Evenings.broken(new Simulation(), first, last);
      assertTrue(
          broken.isEmpty(),
          () ->
              broken.values().stream()
                  .map(report -> String.join("\n", report))
                  .reduce("", (all, one) -> all + "\n" + one));
    }
  }

  private static List<Witness.Line> told(long seed) {
    try (var _ = new Hush()) {
      var evening = new Evening(seed, Duration.ofMinutes(3), false);
      evening.passes();
      return List.copyOf(evening.witness().lines());
    }
  }
}

package org.paraat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simulation finds what is wrong, and not only what is right. */
class MutantsTest {
  private static final long SEEDS = 200;
  private static final int AT_LEAST = 20;

  @Test
  @Tag("slow")
  void eachPlantedFaultIsFoundWithinTwoHundredEvenings() {
    assertTrue(Mutant.ALL.size() >= AT_LEAST);
    try (var _ = new Hush()) {
      List<Hunt> hunts = Hunt.ofAll(SEEDS, _ -> {});
      assertEquals(List.of(), hunts.stream().filter(hunt -> hunt.foundBy().isEmpty()).toList());
    }
  }

  @Test
  void eachFaultFindsItsPlaceInTheProduct() {
    new MutantLoader(Mutant.ALL).evenings();
  }

  @Test
  void aFaultThatFindsNoPlaceIsAnError() {
    var lost =
        new Mutant(
            "nothing", "org.paraat.pbx.CallFlow", "end", new Mutation.Forgets("noSuchMethod"), 1);
    assertThrows(IllegalStateException.class, () -> new MutantLoader(List.of(lost)).evenings());
  }
}

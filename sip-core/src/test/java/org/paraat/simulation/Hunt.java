package org.paraat.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Which evening finds a planted fault.
 *
 * @param foundBy the seed and the invariant; empty when none did
 */
record Hunt(Mutant mutant, Optional<Found> foundBy) {

  record Found(long seed, String invariant, List<String> report) {}

  /** Lets evening after evening pass until one finds it. */
  static Hunt of(Mutant mutant, long mostSeeds) {
    LongFunction<List<String>> simulation = new MutantLoader(mutant).simulation();
    for (long seed = 1; seed <= mostSeeds; seed++) {
      List<String> report = told(simulation, seed);
      if (!report.isEmpty()) {
        return new Hunt(mutant, Optional.of(new Found(seed, report.getFirst(), report)));
      }
    }
    return new Hunt(mutant, Optional.empty());
  }

  /** A fault may also be so grave that the evening cannot go on. */
  private static List<String> told(LongFunction<List<String>> simulation, long seed) {
    try {
      return simulation.apply(seed);
    } catch (RuntimeException e) {
      return List.of("THE_EVENING_STOPPED", e.toString());
    }
  }

  /**
   * Hunts for all, as many at a time as there are cores.
   *
   * @param told gets each as soon as it is over
   */
  static List<Hunt> ofAll(long mostSeeds, Consumer<Hunt> told) {
    return Mutant.ALL.parallelStream().map(mutant -> of(mutant, mostSeeds)).peek(told).toList();
  }

  @Override
  public String toString() {
    return "%-36s %s"
        .formatted(
            mutant.fault(),
            foundBy
                .map(found -> "seed %3d  %s".formatted(found.seed(), found.invariant()))
                .orElse("not found"));
  }
}

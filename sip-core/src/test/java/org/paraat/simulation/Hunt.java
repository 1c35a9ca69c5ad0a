package org.paraat.simulation;

import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which evening finds a planted fault.
 *
 * @param foundBy the seed and the invariant; empty when none did
 */
record Hunt(Mutant mutant, Optional<Found> foundBy) {

  record Found(long seed, String invariant, List<String> report) {}

  /** Lets evening after evening pass until one finds it: first the one that did before. */
  private static Hunt of(int number, BiFunction<Integer, Long, List<String>> evenings, long most) {
    Mutant mutant = Mutant.ALL.get(number);
    PrimitiveIterator.OfLong seeds =
        LongStream.concat(LongStream.of(mutant.seed()), LongStream.rangeClosed(1, most)).iterator();
    while (seeds.hasNext()) {
      long seed = seeds.nextLong();
      List<String> report = told(evenings, number, seed);
      if (!report.isEmpty()) {
        return new Hunt(mutant, Optional.of(new Found(seed, report.getFirst(), report)));
      }
    }
    return new Hunt(mutant, Optional.empty());
  }

  /** A fault may also be so grave that the evening cannot go on. */
  private static List<String> told(
      BiFunction<Integer, Long, List<String>> evenings, int number, long seed) {
    try {
      return evenings.apply(number, seed);
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
    BiFunction<Integer, Long, List<String>> evenings = new MutantLoader(Mutant.ALL).evenings();
    return IntStream.range(0, Mutant.ALL.size())
        .parallel()
        .mapToObj(number -> of(number, evenings, mostSeeds))
        .peek(told)
        .toList();
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

package org.paraat.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Evenings by their seeds: each seed tells the same evening every time.
 *
 * <p>It is also what a mutant is asked through: nothing but types of Java crosses its class loader.
 */
public final class Simulation implements LongFunction<List<String>> {
  static final Duration USUAL = Duration.ofMinutes(10);
  private static final int REPLAYS_EVERY = 5;
  private static final int TURNS_TOLD = 12;
  private static final int LINES_TOLD = 60;

  private final Duration lasts;
  private final boolean traces;

  public Simulation() {
    this(USUAL, false);
  }

  Simulation(Duration lasts, boolean traces) {
    this.lasts = lasts;
    this.traces = traces;
  }

  /**
   * Lets an evening pass.
   *
   * @return nothing when all went well; else the name of the invariant that broke, then the report
   */
  @Override
  public List<String> apply(long seed) {
    var evening = new Evening(seed, lasts, seed % REPLAYS_EVERY == 0);
    Optional<Scene.Finding> finding = evening.passes();
    return finding.map(broken -> report(seed, evening, broken)).orElse(List.of());
  }

  private List<String> report(long seed, Evening evening, Scene.Finding broken) {
    List<String> report = new ArrayList<>();
    report.add(broken.invariant().name());
    report.add("seed " + seed + " at " + broken.at() + ": " + broken.invariant().inWords());
    report.add("  " + broken.how());
    report.add("  " + evening.weather() + ", life " + evening.lives());
    report.add("  again: scripts/sim --seed " + seed + " --trace");
    if (traces) {
      report.add("--- the last turns ---");
      report.addAll(evening.lastTurns(TURNS_TOLD));
      report.add("--- the wire ---");
      var lines = List.copyOf(evening.witness().lines());
      lines
          .subList(Math.max(0, lines.size() - LINES_TOLD), lines.size())
          .forEach(
              line ->
                  report.add(
                      line.at() + " " + line.way() + " " + line.station() + " " + line.what()));
    }
    return report;
  }
}

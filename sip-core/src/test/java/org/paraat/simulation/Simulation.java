package org.paraat.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Evenings by their seeds: each seed tells the same evening every time. */
final class Simulation implements LongFunction<List<String>> {
  static final Duration USUAL = Duration.ofMinutes(10);
  private static final int REPLAYS_EVERY = 5;

  /** How much of an evening is told when a rule broke. */
  enum Trace {
    NONE(0, 0),
    LAST_MOMENTS(12, 60),
    WHOLE_LIFE(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final int turns;
    private final int lines;

    Trace(int turns, int lines) {
      this.turns = turns;
      this.lines = lines;
    }
  }

  private final Duration lasts;
  private final Trace trace;

  Simulation() {
    this(USUAL, Trace.NONE);
  }

  Simulation(Duration lasts, Trace trace) {
    this.lasts = lasts;
    this.trace = trace;
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
    if (trace != Trace.NONE) {
      report.add("--- the last turns ---");
      report.addAll(evening.lastTurns(trace.turns));
      report.add("--- the wire ---");
      var lines = List.copyOf(evening.witness().lines());
      lines
          .subList(Math.max(0, lines.size() - trace.lines), lines.size())
          .forEach(
              line ->
                  report.add(
                      line.at() + " " + line.way() + " " + line.station() + " " + line.what()));
    }
    return report;
  }
}

package org.paraat.simulation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Runs the simulation from the command line: see {@code scripts/sim --help}. */
public final class Evenings {
  private static final int CLEAN = 0;
  private static final int BROKEN = 1;
  private static final int MISUSED = 2;
  private static final long SEEDS_FOR_A_MUTANT = 200;

  private final PrintStream out;
  private long from = 1;
  private long to = 20;
  private Duration lasts = Simulation.USUAL;
  private Simulation.Trace trace = Simulation.Trace.NONE;
  private boolean plantsMutants;

  private Evenings(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var evenings = new Evenings(out);
    int outcome;
    try (var _ = new Hush()) {
      evenings.understands(List.of(arguments));
      outcome = evenings.run();
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      outcome = MISUSED;
    }
    System.exit(outcome);
  }

  private void understands(List<String> words) {
    for (int at = 0; at < words.size(); at++) {
      switch (words.get(at)) {
        case "--seed" -> {
          from = Long.parseLong(words.get(++at));
          to = from;
        }
        case "--seeds" -> {
          String[] range = words.get(++at).split("-");
          from = Long.parseLong(range[0]);
          to = Long.parseLong(range[range.length - 1]);
        }
        case "--hours" ->
            lasts = Duration.ofSeconds((long) (Double.parseDouble(words.get(++at)) * 3600));
        case "--trace" -> trace = Simulation.Trace.LAST_MOMENTS;
        case "--trace-all" -> trace = Simulation.Trace.WHOLE_LIFE;
        case "--mutants" -> plantsMutants = true;
        default -> throw new IllegalArgumentException("what is " + words.get(at) + "? See --help");
      }
    }
  }

  private int run() {
    return plantsMutants ? hunt() : pass();
  }

  private int hunt() {
    List<Hunt> hunts = Hunt.ofAll(SEEDS_FOR_A_MUTANT, out::println);
    long found = hunts.stream().filter(hunt -> hunt.foundBy().isPresent()).count();
    out.println(found + " of " + hunts.size() + " faults found");
    return found == hunts.size() ? CLEAN : BROKEN;
  }

  private int pass() {
    long began = System.nanoTime();
    SortedMap<Long, List<String>> broken = broken(new Simulation(lasts, trace), from, to);
    broken.values().forEach(report -> report.forEach(out::println));
    long millis = (System.nanoTime() - began) / 1_000_000;
    out.println(
        (to - from + 1) + " evenings, " + broken.size() + " broken, in " + millis / 1000.0 + " s");
    return broken.isEmpty() ? CLEAN : BROKEN;
  }

  /** Lets all these evenings pass, as many at a time as there are cores. */
  static SortedMap<Long, List<String>> broken(
      LongFunction<List<String>> simulation, long from, long to) {
    SortedMap<Long, List<String>> broken = new TreeMap<>();
    LongStream.rangeClosed(from, to)
        .parallel()
        .forEach(
            seed -> {
              List<String> report = simulation.apply(seed);
              if (!report.isEmpty()) {
                synchronized (broken) {
                  broken.put(seed, new ArrayList<>(report));
                }
              }
            });
    return broken;
  }
}

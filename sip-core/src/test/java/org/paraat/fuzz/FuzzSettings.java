package org.paraat.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long a fuzz round is: short unless scripts/fuzz or scripts/test says otherwise. */
public final class FuzzSettings {
  private static final Path REPORTS = Path.of("target", "fuzz");

  private FuzzSettings() {}

  /** The seeds of this run: the one that was given, or as many as the usual round has. */
  public static Stream<Long> seeds(int usual) {
    long given = Long.getLong("fuzz.seed", 0);
    int rounds = Integer.getInteger("fuzz.rounds", 1);
    return given > 0
        ? Stream.of(given)
        : IntStream.rangeClosed(1, usual * rounds).mapToObj(seed -> (long) seed);
  }

  /** How many messages a seed makes. */
  public static int count(int usual) {
    return Integer.getInteger("fuzz.count", usual);
  }

  /** Writes what a round did to target/fuzz, where scripts/fuzz reads it. */
  public static void report(String what, long seed, String figures) {
    try {
      Files.createDirectories(REPORTS);
      Files.write(
          REPORTS.resolve(what + "-" + seed + ".txt"),
          List.of(what + ", seed " + seed + ": " + figures));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same events lead to the same commands in another JVM, with other hashes, too. */
class DeterminismTest {
  private static final long SEED = 2026;
  private static final int EVENTS = 1_000;
  private static final long PATIENCE_SECONDS = 60;

  /** What another JVM runs: prints every command of a storm. */
  static final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] arguments) {
      var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      out.print(commands());
      out.flush();
    }
  }

  private static String commands() {
    Storm storm = new Storm(SEED);
    storm.blows(EVENTS);
    var lines = new StringBuilder();
    storm.post.commands.forEach(command -> lines.append(command).append('\n'));
    return lines.append(storm.post.pbx.view()).toString();
  }

  @Test
  void anotherJvmWithOtherHashesSaysTheSame() throws IOException, InterruptedException {
    String here = commands();
    for (int hash : List.of(0, 2)) {
      Process elsewhere =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UnlockExperimentalVMOptions",
                  "-XX:hashCode=" + hash,
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Elsewhere.class.getName())
              .redirectErrorStream(true)
              .start();
      String there = new String(elsewhere.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      elsewhere.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertEquals(here, there);
    }
  }
}

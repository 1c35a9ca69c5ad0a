package org.paraat.system.ways;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paraat.system.load.KilledServer;

/** Plays the sixteen ways on a server that it starts, and prints a line for each. */
public final class WaysLoad {
  private static final int FIRST_CARRIER = 5080;

  private WaysLoad() {}

  /**
   * WORD SIP-PORT HTTP-PORT DATA LOG COMMAND...: plays the ways whose name contains the word; ends
   * with 1 when something else came of one.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) throws Exception {
    int sipPort = Integer.parseInt(arguments[1]);
    int httpPort = Integer.parseInt(arguments[2]);
    List<String> command = Arrays.asList(arguments).subList(5, arguments.length);
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean isGood;
    try (var server =
        new KilledServer(command, Path.of(arguments[3]), Path.of(arguments[4]), httpPort)) {
      server.start();
      try (var player =
          new Player(
              sipPort,
              httpPort,
              FIRST_CARRIER,
              Optional.of(
                  () -> {
                    server.killAlone();
                    server.start();
                  }))) {
        isGood = playAll(player, arguments[0], out);
      }
    }
    System.exit(isGood ? 0 : 1);
  }

  private static boolean playAll(Player player, String word, PrintStream out) throws Exception {
    int failed = 0;
    int played = 0;
    for (Way way : Ways.all()) {
      if (way.name().contains(word)) {
        played++;
        failed += play(player, way, out) ? 0 : 1;
      }
    }
    out.printf(Locale.ROOT, "%d ways played, %d failed%n", played, failed);
    return failed == 0 && played > 0;
  }

  private static boolean play(Player player, Way way, PrintStream out) throws Exception {
    long began = System.nanoTime();
    boolean isGood = true;
    String words;
    try {
      words = player.play(way);
    } catch (AssertionError e) {
      isGood = false;
      words = e.getMessage();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    String verdict = isGood ? "ok" : "FAILED";
    out.printf(Locale.ROOT, "%-6s %-30s %5.1f s  %s%n", verdict, way.name(), seconds, words);
    return isGood;
  }
}

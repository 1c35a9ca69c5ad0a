package org.paraat.system.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a server under load at random moments, starts it again, and looks whether everything that
 * it had confirmed is so.
 */
public final class KillLoad implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final long LONGEST_CATCHING_UP = 10 * SECOND;

  /** What is on disk by itself within this time need not be there when the kill came before. */
  private static final long KEPT_AFTER = 50 * MILLISECOND;

  private static final int FIRST_CARRIER = 5080;

  private final KilledServer server;
  private final PrintStream out;
  private final Random random;
  private final Wire wire;
  private final Promises promises = new Promises();
  private final KillPhones phones;
  private final List<Long> readyMillis = new ArrayList<>();
  private int lost;
  private int late;
  private int records;

  public KillLoad(KilledServer server, int sipPort, int carrierPort, long seed, PrintStream out)
      throws IOException {
    this.server = server;
    this.out = out;
    random = new Random(seed);
    wire = new Wire();
    var address = new InetSocketAddress("127.0.0.1", sipPort);
    phones =
        new KillPhones(
            wire,
            new Dialling(wire, address, 0),
            new Dialling(wire, address, carrierPort),
            promises,
            random);
  }

  /**
   * TIMES SIP-PORT HTTP-PORT DATA LOG COMMAND...: prints a line for each kill.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) throws IOException {
    int times = Integer.parseInt(arguments[0]);
    int sipPort = Integer.parseInt(arguments[1]);
    int httpPort = Integer.parseInt(arguments[2]);
    List<String> command = Arrays.asList(arguments).subList(5, arguments.length);
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean isGood;
    try (var server =
            new KilledServer(command, Path.of(arguments[3]), Path.of(arguments[4]), httpPort);
        var load = new KillLoad(server, sipPort, FIRST_CARRIER, System.nanoTime(), out)) {
      isGood = load.run(times);
    }
    System.exit(isGood ? 0 : 1);
  }

  /**
   * Kills so many times, the server alone and with its database by turns.
   *
   * @return whether nothing was lost and every start was quick
   */
  public boolean run(int times) throws IOException {
    Duration first = server.start();
    out.printf(Locale.ROOT, "first start in %.1f s%n", first.toMillis() / 1e3);
    phones.setUp();
    for (int kill = 1; kill <= times; kill++) {
      round(kill);
    }
    sum(times);
    return lost == 0 && late == 0;
  }

  private void round(int kill) throws IOException {
    boolean isAlone = kill % 2 == 1;
    int confirmedBefore = promises.confirmed();
    int callsBefore = phones.callsEnded();
    long lasts = SECOND / 2 + random.nextLong(5 * SECOND / 2);
    var turner = new SwitchTurner(server, promises);
    turner.start();
    phones.begin();
    wire.runUntil(() -> false, lasts);
    long killedAt = System.nanoTime();
    if (isAlone) {
      server.killAlone();
    } else {
      server.killWithDatabase();
    }
    // what was answered before the end came is still in the sockets
    wire.runUntil(() -> false, 20 * MILLISECOND);
    turner.end();
    phones.end();
    Duration ready = server.start();
    readyMillis.add(ready.toMillis());
    late += ready.compareTo(LONGEST_START) > 0 ? 1 : 0;
    List<String> broken = whatIsBroken(killedAt - KEPT_AFTER);
    lost += broken.size();
    records += phones.callsEnded() - callsBefore;
    out.printf(
        Locale.ROOT,
        "kill %3d of %-16s after %.2f s: ready in %.2f s; %3d changes and %3d calls before,"
            + " lost %d%n",
        kill,
        isAlone ? "Java" : "Java and MariaDB",
        lasts / 1e9,
        ready.toMillis() / 1e3,
        promises.confirmed() - confirmedBefore,
        phones.callsEnded() - callsBefore,
        broken.size());
    broken.forEach(each -> out.println("  LOST: " + each));
  }

  /** What the log has is there at once; older records come with the database. */
  private List<String> whatIsBroken(long keptBefore) throws IOException {
    long end = System.nanoTime() + LONGEST_CATCHING_UP;
    while (true) {
      List<String> broken =
          promises.broken(
              server.get("/api/devices"),
              server.get("/api/queues"),
              server.get("/api/switches"),
              server.get("/api/calls?limit=1000"),
              keptBefore);
      if (broken.isEmpty() || System.nanoTime() > end) {
        promises.forgetCallsAfter(keptBefore);
        return broken;
      }
      wire.runUntil(() -> false, SECOND / 10);
    }
  }

  private void sum(int times) {
    long[] sorted = readyMillis.stream().mapToLong(Long::longValue).sorted().toArray();
    out.printf(
        Locale.ROOT,
        "%d kills: ready after p50 %.2f s, max %.2f s; %d changes and %d calls confirmed, lost %d%n",
        times,
        sorted[(sorted.length - 1) / 2] / 1e3,
        sorted[sorted.length - 1] / 1e3,
        promises.confirmed(),
        records,
        lost);
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }

  /** Turns a switch over the API, on and on until the server is gone. */
  private static final class SwitchTurner {
    private static final String POSITION = "position of hap";
    private static final List<String> POSITIONS = List.of("Open", "Gesloten", "Calamiteit");

    private final KilledServer server;
    private final Promises promises;
    private final Thread thread = new Thread(this::turn, "turner");
    private volatile boolean isOver;

    private SwitchTurner(KilledServer server, Promises promises) {
      this.server = server;
      this.promises = promises;
    }

    void start() {
      thread.start();
    }

    private void turn() {
      for (int i = 0; !isOver; i++) {
        String position = POSITIONS.get(i % POSITIONS.size());
        try {
          promises.asked(POSITION, position);
          if (server.turn("hap", position) == 200) {
            promises.confirmed(POSITION, position);
          }
        } catch (IOException e) {
          return; // the server is gone
        }
        LockSupport.parkNanos(5 * MILLISECOND);
      }
    }

    void end() {
      isOver = true;
      try {
        thread.join(TimeUnit.SECONDS.toMillis(15));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

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
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Fifty phones with ten lamps each: what a change of a lamp costs the server, and how long any lamp
 * is wrong when it is killed and started again.
 */
public final class LampLoad implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long TALK = SECOND / 5;
  private static final int AGENTS = 20;
  private static final int FIRST_AGENT = 7001;
  private static final int PHONES = 50;
  private static final int LAMPS_OF_A_PHONE = 10;
  private static final int STANDING_CALLS = 10;
  private static final int A_SECOND = 50;
  private static final int CARRIER = 5080;
  private static final long LONGEST_LIE = 5 * SECOND;

  private final KilledServer server;
  private final PrintStream out;
  private final Wire wire;
  private final Dialling phones;
  private final Dialling carrier;
  private final Watchers watchers;
  private final List<Dialling.Call> standing = new ArrayList<>();
  private int registered;
  private int over;

  LampLoad(KilledServer server, int sipPort, PrintStream out) throws IOException {
    this.server = server;
    this.out = out;
    wire = new Wire();
    var address = new InetSocketAddress("127.0.0.1", sipPort);
    phones = new Dialling(wire, address, 0);
    carrier = new Dialling(wire, address, CARRIER);
    watchers = new Watchers(wire, address);
  }

  /**
   * KILLS CALLS SIP-PORT HTTP-PORT DATA LOG COMMAND...: prints what it finds; ends with 1 when a
   * lamp lied for longer than it may.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) throws IOException {
    int sipPort = Integer.parseInt(arguments[2]);
    int httpPort = Integer.parseInt(arguments[3]);
    List<String> command = Arrays.asList(arguments).subList(6, arguments.length);
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean isGood;
    try (var server =
            new KilledServer(command, Path.of(arguments[4]), Path.of(arguments[5]), httpPort);
        var load = new LampLoad(server, sipPort, out)) {
      isGood = load.run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }
    System.exit(isGood ? 0 : 1);
  }

  private boolean run(int kills, int calls) throws IOException {
    server.start();
    for (int i = 1; i <= AGENTS; i++) {
      phones.register("bench" + i, () -> registered++);
    }
    must(() -> registered == AGENTS, "the phones could not register");
    calls(6 * calls);
    double without = calls(calls);
    for (int i = 0; i < PHONES; i++) {
      for (int lamp = 0; lamp < LAMPS_OF_A_PHONE; lamp++) {
        watchers.watch("bench" + (i + 1), Integer.toString(FIRST_AGENT + (i + lamp) % AGENTS));
      }
    }
    int all = PHONES * LAMPS_OF_A_PHONE;
    must(() -> watchers.accepted() == all && watchers.notified() >= all, "not all may watch");
    calls(2 * calls);
    boolean isGood = true;
    for (int round = 1; round <= 3; round++) {
      isGood &= round(round, calls, without);
    }
    for (int kill = 1; kill <= kills; kill++) {
      isGood &= kill(kill);
    }
    return isGood && watchers.wentBack() == 0;
  }

  private boolean round(int round, int calls, double without) throws IOException {
    int before = watchers.notified();
    double with = calls(calls);
    int told = watchers.notified() - before;
    // all agents are watched by equally many
    double changes = (double) told / (PHONES * LAMPS_OF_A_PHONE / AGENTS);
    int lies = wrongLamps();
    out.printf(
        Locale.ROOT,
        "round %d, %d lamps: %d calls, %.0f changes told by %d NOTIFYs; CPU s per 1,000 calls %.2f,"
            + " %.2f without lamps; %.0f us a NOTIFY, %.2f ms a change; wrong at the end %d%n",
        round,
        PHONES * LAMPS_OF_A_PHONE,
        calls,
        changes,
        told,
        with * 1_000 / calls,
        without * 1_000 / calls,
        (with - without) * 1e6 / told,
        (with - without) * 1e3 / changes,
        lies);
    return lies == 0;
  }

  /** Returns the CPU seconds of the server for so many calls through the queue. */
  private double calls(int count) throws IOException {
    int before = over;
    double cpu = server.cpuSeconds();
    for (int i = 0; i < count; i++) {
      int caller = 10_000_000 + i;
      wire.after(
          i * SECOND / A_SECOND,
          () -> carrier.call("06" + caller, "0880000700", Optional.empty(), new ShortCall()));
    }
    if (!wire.runUntil(() -> over - before >= count, (count / A_SECOND + 30) * SECOND)) {
      throw new IllegalStateException("only " + (over - before) + " of " + count + " calls ended");
    }
    double used = server.cpuSeconds() - cpu;
    wire.runUntil(() -> false, SECOND);
    return used;
  }

  /** Nobody is in a call. */
  private int wrongLamps() {
    int wrong = 0;
    for (Watchers.Lamp lamp : watchers.lamps()) {
      wrong += lamp.isOn() ? 1 : 0;
    }
    return wrong;
  }

  private boolean kill(int kill) throws IOException {
    for (int i = 0; i < STANDING_CALLS; i++) {
      carrier.call("061234567" + i, "0880000700", Optional.empty(), new StandingCall());
    }
    must(() -> standing.size() == STANDING_CALLS, "the calls do not stand");
    wire.runUntil(() -> false, SECOND);
    int lit = wrongLamps();
    long killedAt = System.nanoTime();
    server.killAlone();
    carrier.forgetAll();
    phones.forgetAll();
    standing.clear();
    Watching watching = new Watching(server::start);
    watching.start();
    boolean isTold = wire.runUntil(() -> watching.isOver() && allToldSince(killedAt), 60 * SECOND);
    long readyAt = watching.readyAt();
    long last = 0;
    for (Watchers.Lamp lamp : watchers.lamps()) {
      last = Math.max(last, lamp.toldAt());
    }
    long late = last - readyAt;
    out.printf(
        Locale.ROOT,
        "kill %d with %d lamps lit: ready after %.2f s; the last of %d lamps was right %.2f s after"
            + " the kill, %.2f s after readiness; wrong then %d, NOTIFYs that went back %d%n",
        kill,
        lit,
        (readyAt - killedAt) / 1e9,
        PHONES * LAMPS_OF_A_PHONE,
        (last - killedAt) / 1e9,
        late / 1e9,
        wrongLamps(),
        watchers.wentBack());
    return isTold && late <= LONGEST_LIE && wrongLamps() == 0;
  }

  private boolean allToldSince(long moment) {
    for (Watchers.Lamp lamp : watchers.lamps()) {
      if (lamp.toldAt() < moment) {
        return false;
      }
    }
    return true;
  }

  private void must(BooleanSupplier so, String otherwise) throws IOException {
    if (!wire.runUntil(so, 20 * SECOND)) {
      throw new IllegalStateException(otherwise + ": " + watchers);
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }

  private final class ShortCall implements Dialling.Listener {
    @Override
    public void answered(Dialling.Call call) {
      wire.after(TALK, call::hangUp);
    }

    @Override
    public void over(Dialling.Call call, long nanos) {
      over++;
    }
  }

  private final class StandingCall implements Dialling.Listener {
    @Override
    public void answered(Dialling.Call call) {
      standing.add(call);
    }

    @Override
    public void over(Dialling.Call call, long nanos) {
      standing.remove(call);
    }
  }

  /** Starts the server beside the one thread that the phones live on. */
  private static final class Watching {
    private final Start start;
    private final Thread thread = new Thread(this::run, "starter");
    private volatile long readyAt;

    private Watching(Start start) {
      this.start = start;
    }

    /** What starts the server, and comes back when it is ready. */
    interface Start {
      Duration start() throws IOException;
    }

    void start() {
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      try {
        start.start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      readyAt = System.nanoTime();
    }

    boolean isOver() {
      return readyAt != 0;
    }

    long readyAt() {
      return readyAt;
    }
  }
}

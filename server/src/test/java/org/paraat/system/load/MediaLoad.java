package org.paraat.system.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Calls that stand and carry sound both ways, fifty packets a second each way, through a server, an
 * rtpengine, or nothing at all.
 *
 * <p>{@code MediaLoad sip SERVER-PORT CALLS SECONDS PID NUMBER CALLER-PORT CALLEE-PORT} or {@code
 * MediaLoad rtpengine NG-PORT CALLS SECONDS PID} or {@code MediaLoad direct 0 CALLS SECONDS 0}:
 * prints one line; ends with 1 when a packet was lost.
 */
public final class MediaLoad {
  private static final long SECOND = 1_000_000_000L;
  private static final int A_SECOND = 50;
  private static final PrintStream OUT =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

  private MediaLoad() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    int calls = Integer.parseInt(arguments[2]);
    int seconds = Integer.parseInt(arguments[3]);
    long process = Long.parseLong(arguments[4]);
    boolean good;
    try (var sound = new SoundStreams()) {
      switch (arguments[0]) {
        case "direct" -> {
          direct(sound, calls);
          good = measured("nothing between", sound, calls, seconds, process);
        }
        case "rtpengine" -> {
          try (var control = new RtpengineControl(port)) {
            control.open(sound, calls);
            good = measured("rtpengine", sound, calls, seconds, process);
            control.close(calls);
          }
        }
        case "sip" -> {
          try (var wire = new Wire()) {
            var server = new InetSocketAddress("127.0.0.1", port);
            good = throughSip(wire, server, sound, calls, seconds, process, arguments);
          }
        }
        default -> throw new IllegalArgumentException("sip, rtpengine or direct");
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static void direct(SoundStreams sound, int calls) throws IOException {
    for (int i = 0; i < calls; i++) {
      int a = sound.open("a" + i);
      int b = sound.open("b" + i);
      sound.connected("a" + i, b);
      sound.connected("b" + i, a);
    }
  }

  private static boolean throughSip(
      Wire wire,
      InetSocketAddress server,
      SoundStreams sound,
      int calls,
      int seconds,
      long process,
      String[] arguments)
      throws Exception {
    int callerPort = Integer.parseInt(arguments[6]);
    int calleePort = Integer.parseInt(arguments[7]);
    var callees = new Agents(wire, server, calleePort, sound, Agents.FOR_EVER, (_, _, _) -> {});
    var callers = new Callers(wire, server, callerPort, arguments[5], sound);
    wire.runUntil(() -> false, SECOND);
    for (int i = 0; i < calls; i++) {
      wire.after(i * SECOND / A_SECOND, callers::call);
    }
    boolean stand =
        wire.runUntil(
            () -> callers.standing() == calls && callees.standing() == calls,
            (calls / A_SECOND + 20) * SECOND);
    if (!stand) {
      OUT.println("failed: only " + callers.standing() + " calls stand");
      return false;
    }
    boolean good = measured("Paraat", sound, calls, seconds, process);
    callees.hangUp(calls);
    wire.runUntil(() -> callers.standing() == 0, 20 * SECOND);
    return good;
  }

  private static boolean measured(
      String name, SoundStreams sound, int calls, int seconds, long process) throws Exception {
    sound.carry(Math.max(3, seconds / 4));
    double before = cpuSeconds(process);
    SoundStreams.Heard heard = sound.carry(seconds);
    double used = cpuSeconds(process) - before;
    OUT.printf(
        Locale.ROOT,
        "%s: %d calls for %d s, %d packets, lost %d, %.4f %% of a core per call,"
            + " %.2f us CPU a packet; delay: %s%n",
        name,
        calls,
        seconds,
        heard.sent(),
        heard.sent() - heard.received(),
        used * 100 / seconds / calls,
        used * 1e6 / Math.max(1, heard.sent()),
        Figures.of(heard.delays()));
    return heard.sent() == heard.received();
  }

  /** User and system time of a process so far; clock ticks are hundredths of a second on Linux. */
  private static double cpuSeconds(long process) throws IOException {
    if (process == 0) {
      return 0;
    }
    String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }
}

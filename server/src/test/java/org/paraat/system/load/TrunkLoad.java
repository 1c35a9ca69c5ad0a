package org.paraat.system.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Both carriers of calls that go through a server, told line by line what to do.
 *
 * <p>{@code TrunkLoad SERVER-PORT NUMBER CALLER-PORT CALLEE-PORT} reads from standard input: {@code
 * stand N A-SECOND} makes calls until N stand or hangs up those beyond N; {@code calls N A-SECOND}
 * makes N that end after 0.3 s beside those that stand; {@code end} hangs up everything. Each line
 * is answered by one line that begins with {@code done} or {@code failed}.
 */
public final class TrunkLoad {
  private static final long SECOND = 1_000_000_000L;
  private static final long TALK = 3 * SECOND / 10;
  private static final PrintStream OUT =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

  private final Wire wire;
  private final Agents callees;
  private final Callers callers;
  private final Map<String, Boolean> isOffered = new HashMap<>();
  private final List<Long> inToOut = new ArrayList<>();
  private int standing;

  private TrunkLoad(Wire wire, InetSocketAddress server, String[] arguments, int rtpPort)
      throws IOException {
    this.wire = wire;
    SoundPorts silent = SoundPorts.silent(rtpPort);
    callees =
        new Agents(
            wire, server, Integer.parseInt(arguments[3]), silent, Agents.FOR_EVER, this::offered);
    callers = new Callers(wire, server, Integer.parseInt(arguments[2]), arguments[1], silent);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("SERVER-PORT NUMBER CALLER-PORT CALLEE-PORT");
    }
    Rehearsal.hold();
    var server = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var wire = new Wire();
        var sink = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var load = new TrunkLoad(wire, server, arguments, sink.getLocalPort());
      // the server must see both carriers alive before the first call
      wire.runUntil(() -> false, SECOND);
      OUT.println("done: listening");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        OUT.println(load.carriedOut(line.strip().split(" +")));
      }
    }
    System.exit(0);
  }

  private String carriedOut(String[] words) throws IOException {
    return switch (words[0]) {
      case "stand" -> stand(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "calls" -> calls(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "wait" -> {
        wire.runUntil(() -> false, Integer.parseInt(words[1]) * SECOND);
        yield "done: " + callees.standing() + " stand";
      }
      case "end" -> stand(0, 1);
      default -> "failed: unknown " + words[0];
    };
  }

  private String stand(int count, int perSecond) throws IOException {
    int missing = count - callees.standing();
    standing = count;
    if (missing < 0) {
      callees.hangUp(-missing);
    }
    for (int i = 0; i < missing; i++) {
      wire.after(i * SECOND / perSecond, callers::call);
    }
    boolean good =
        wire.runUntil(
            () -> callees.standing() == count && callers.standing() == count,
            (Math.max(0, missing) / perSecond + 30) * SECOND);
    return (good ? "done: " : "failed: ")
        + callees.standing()
        + " stand, failed "
        + callers.failed();
  }

  private String calls(int count, int perSecond) throws IOException {
    inToOut.clear();
    int over = callers.over();
    int failed = callers.failed();
    long resent = wire.resent();
    for (int i = 0; i < count; i++) {
      wire.after(
          i * SECOND / perSecond,
          () -> {
            String digits = callers.call();
            wire.after(TALK, () -> callers.hangUp(digits));
          });
    }
    boolean good =
        wire.runUntil(
            () -> callers.over() - over + callers.failed() - failed == count,
            (count / perSecond + 40) * SECOND);
    int ended = callers.over() - over;
    return String.format(
        Locale.ROOT,
        "%s: %d calls at %d a second beside %d, failed %d, sent again %d; INVITE in to out: %s",
        good && ended == count ? "done" : "failed",
        count,
        perSecond,
        standing,
        count - ended,
        wire.resent() - resent,
        Figures.of(inToOut));
  }

  private void offered(String agent, String digits, long nanos) {
    long sentAt = callers.sentAt(digits);
    if (sentAt >= 0 && isOffered.putIfAbsent(digits, true) == null) {
      inToOut.add(nanos - sentAt);
    }
  }
}

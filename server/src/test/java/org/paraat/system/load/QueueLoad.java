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
 * Calls a queue at a steady rate with phones of its own, told line by line how often, and tells how
 * long it takes from a caller's INVITE to an agent's.
 *
 * <p>{@code QueueLoad SERVER-PORT TALK-MILLIS NUMBER TRUNK-PORT} reads {@code calls N A-SECOND}
 * from standard input and answers each by one line that begins with {@code done}, or with {@code
 * failed} when a call failed or was offered twice; it ends with 1 when one did.
 */
public final class QueueLoad implements Agents.OfferListener {
  private static final int AGENTS = 20;
  private static final long SECOND = 1_000_000_000L;
  private static final PrintStream OUT =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

  private final Wire wire;
  private final Agents agents;
  private final Callers callers;
  private final Map<String, Integer> offers = new HashMap<>();
  private final Map<String, Boolean> agentWasFree = new HashMap<>();
  private final List<Long> withFreeAgent = new ArrayList<>();
  private final List<Long> all = new ArrayList<>();
  private final Map<String, Long> idleSince = new HashMap<>();
  private final List<Long> idle = new ArrayList<>();
  private int doubled;
  private int strangers;

  private QueueLoad(Wire wire, InetSocketAddress server, String[] arguments, int rtpPort)
      throws IOException {
    SoundPorts silent = SoundPorts.silent(rtpPort);
    long talk = Integer.parseInt(arguments[1]) * SECOND / 1_000;
    this.wire = wire;
    this.agents = new Agents(wire, server, 0, silent, talk, this);
    this.callers = new Callers(wire, server, Integer.parseInt(arguments[3]), arguments[2], silent);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("SERVER-PORT TALK-MILLIS NUMBER TRUNK-PORT");
    }
    Rehearsal.hold();
    var server = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    boolean good = true;
    try (var wire = new Wire();
        var sink = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var load = new QueueLoad(wire, server, arguments, sink.getLocalPort());
      load.agents.register(AGENTS);
      OUT.println("done: " + AGENTS + " agents");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.strip().split(" +");
        good &= load.round(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      }
    }
    System.exit(good ? 0 : 1);
  }

  private boolean round(int calls, int perSecond) throws IOException {
    withFreeAgent.clear();
    all.clear();
    idle.clear();
    idleSince.clear();
    int madeBefore = callers.made();
    int overBefore = callers.over();
    int doubledBefore = doubled;
    int overlapBefore = agents.overlapping();
    long resentBefore = wire.resent();
    for (int i = 0; i < calls; i++) {
      wire.after(i * SECOND / perSecond, this::callOnce);
    }
    long atMost = (calls / perSecond + 30) * SECOND;
    wire.runUntil(
        () ->
            callers.made() - madeBefore == calls
                && callers.over() - overBefore == calls
                && agents.freeOf(AGENTS) == AGENTS,
        atMost);
    int good = callers.over() - overBefore;
    int twice = doubled - doubledBefore + agents.overlapping() - overlapBefore;
    long resent = wire.resent() - resentBefore;
    boolean isGood = good == calls && twice == 0 && strangers == 0;
    OUT.printf(
        Locale.ROOT,
        "%s: %d calls at %d a second, failed %d, doubled %d, taken back %d, sent again %d;"
            + " INVITE in to agent's INVITE while an agent is free: %s; any agent: %s;"
            + " agent idle while callers wait: %s%n",
        isGood ? "done" : "failed",
        calls,
        perSecond,
        calls - good,
        twice,
        agents.takenBack(),
        resent,
        Figures.of(withFreeAgent),
        Figures.of(all),
        Figures.of(idle));
    return isGood;
  }

  private void callOnce() {
    long waiting = callers.made() - offers.size();
    boolean isFree = agents.freeOf(AGENTS) - waiting > 0;
    agentWasFree.put(callers.call(), isFree);
  }

  /** An agent who becomes free while callers wait should have the next one at once. */
  @Override
  public void freed(String agent) {
    if (callers.made() > offers.size()) {
      idleSince.put(agent, System.nanoTime());
    }
  }

  @Override
  public void offered(String agent, String digits, long nanos) {
    Long since = idleSince.remove(agent);
    if (since != null) {
      idle.add(nanos - since);
    }
    long sentAt = callers.sentAt(digits);
    if (sentAt < 0) {
      strangers++;
      return;
    }
    if (offers.merge(digits, 1, Integer::sum) > 1) {
      doubled++;
      return;
    }
    all.add(nanos - sentAt);
    if (agentWasFree.get(digits)) {
      withFreeAgent.add(nanos - sentAt);
    }
  }
}

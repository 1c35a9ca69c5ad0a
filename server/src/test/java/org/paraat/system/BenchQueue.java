package org.paraat.system;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The queue of the bench's organisation: agents who share one port, and callers in numbers. */
final class BenchQueue {
  private static final int AGENTS = 20;

  private final PackagedServer server;
  private final int agentsPort = FreePorts.one();

  private BenchQueue(PackagedServer server) {
    this.server = server;
  }

  /** Its agents are registered, and so they can be rung. */
  static BenchQueue staffed(PackagedServer server) {
    var queue = new BenchQueue(server);
    List<String> users =
        IntStream.rangeClosed(1, AGENTS)
            .mapToObj(i -> Sipp.Call.phone("bench" + i, "bench" + i + "-secret", "600"))
            .toList();
    Sipp.scenario("register")
        .to(server)
        .users(users)
        .calls(AGENTS, AGENTS)
        .startAt(queue.agentsPort)
        .succeeds();
    return queue;
  }

  /** They answer at once and hang up after a word. */
  Sipp agentsAnswer() {
    return Sipp.scenario("answers-and-hangs-up")
        .talking(Duration.ofMillis(300))
        .startAt(agentsPort);
  }

  Sipp isCalled(Carriers carriers, int calls, int perSecond, Duration within) {
    return Sipp.scenario("trunk-listens")
        .to(server)
        .callers("061234", calls)
        .dialling("0880000700")
        .calls(calls, perSecond)
        .within(within)
        .startAs(carriers, Carriers.A);
  }
}

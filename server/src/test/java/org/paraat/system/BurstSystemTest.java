package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls at once into one queue of the bench's organisation. */
@Tag("system")
@Timeout(120)
class BurstSystemTest {
  private static final int AGENTS = 20;
  private static final int CALLS = 60;
  private static final int CALLS_A_SECOND = 20;

  @Test
  void eachCallerIsAnsweredOnce() {
    try (var carriers = new Carriers();
        PackagedServer server = PackagedServer.start("bench")) {
      int agentsPort = FreePorts.one();
      List<String> users =
          IntStream.rangeClosed(1, AGENTS)
              .mapToObj(i -> Sipp.Call.phone("bench" + i, "bench" + i + "-secret", "600"))
              .toList();
      Sipp.scenario("register")
          .to(server)
          .users(users)
          .calls(AGENTS, AGENTS)
          .startAt(agentsPort)
          .succeeds();
      try (Sipp agents =
              Sipp.scenario("answers-and-hangs-up")
                  .talking(Duration.ofMillis(300))
                  .startAt(agentsPort);
          Sipp callers =
              Sipp.scenario("trunk-listens")
                  .to(server)
                  .callers("061234", CALLS)
                  .dialling("0880000700")
                  .calls(CALLS, CALLS_A_SECOND)
                  .startAs(carriers, Carriers.A)) {
        callers.succeeds();
        agents.awaitMilestone("over", CALLS);
        assertEquals(CALLS, agents.count("rings for"));
      }
      assertEquals(List.of(), server.troubles());
    }
  }
}

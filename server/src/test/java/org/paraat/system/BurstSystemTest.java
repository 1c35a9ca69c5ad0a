package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls at once into one queue of the bench's organisation. */
@Tag("system")
@Timeout(120)
class BurstSystemTest {
  private static final int CALLS = 60;
  private static final int CALLS_A_SECOND = 20;
  private static final Duration ALL_WITHIN = Duration.ofSeconds(40);

  @Test
  void eachCallerIsAnsweredOnce() {
    try (var carriers = new Carriers();
        PackagedServer server = PackagedServer.start("bench")) {
      BenchQueue queue = BenchQueue.staffed(server);
      try (Sipp agents = queue.agentsAnswer();
          Sipp callers = queue.isCalled(carriers, CALLS, CALLS_A_SECOND, ALL_WITHIN)) {
        callers.succeeds();
        agents.awaitMilestone("over", CALLS);
        assertEquals(CALLS, agents.count("rings for"));
      }
      assertEquals(List.of(), server.troubles());
    }
  }
}

package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The platform stops in order, comes back quickly and remembers what people had set. */
@Tag("system")
@Timeout(120)
class StopAndStartSystemTest {
  private static final Duration SECOND_START = Duration.ofSeconds(6);
  private static final Duration START_AFTER_A_CRASH = Duration.ofSeconds(20);

  @Test
  void runningCallsEndThemselvesWhileNewOnesAreRefusedAndNothingStaysBehind() {
    try (var carriers = new Carriers()) {
      PackagedServer server = PackagedServer.start("demo");
      try (server) {
        var desk = new Desk(server, "desk1").registers().logsIn("1201");
        try (Sipp triagist = desk.answers();
            Sipp patient =
                Sipp.scenario("trunk-calls")
                    .to(server)
                    .caller("0612345678")
                    .dialling("0880001201")
                    .talking(Duration.ofSeconds(4))
                    .startAs(carriers, Carriers.A)) {
          triagist.awaitMilestone("answered");
          server.askToStop();
          Patience.until("it is no longer ready", Duration.ofSeconds(3), () -> !server.isReady());
          assertEquals(503, server.readiness(), "asked while the running call has its time");
          Sipp.scenario("call-unavailable")
              .to(server)
              .caller("0612340001")
              .dialling("0880001201")
              .startAs(carriers, Carriers.B)
              .succeeds();
          assertTrue(server.isRunning(), "it waits for the running call");
          patient.succeeds();
          triagist.awaitMilestone("over");
        }
        server.awaitEnd();
        assertEquals(List.of(), server.troubles());
      }
    }
  }

  @Test
  void theSecondStartTakesSecondsAndKeepsLogInsAndPositions() {
    Path data;
    try (PackagedServer first = PackagedServer.start("demo")) {
      data = first.data();
      setUp(first);
    }
    try (PackagedServer second = PackagedServer.start("demo", data)) {
      assertTrue(
          second.becameReadyIn().compareTo(SECOND_START) < 0, second.becameReadyIn().toString());
      looksAsSetUp(second);
    }
  }

  @Test
  void afterAKillItIsReadySoonWithEverythingAsItWas() {
    Path data;
    PackagedServer first = PackagedServer.start("demo");
    try {
      data = first.data();
      setUp(first);
    } finally {
      first.kill();
    }
    try (PackagedServer second = PackagedServer.start("demo", data)) {
      assertTrue(
          second.becameReadyIn().compareTo(START_AFTER_A_CRASH) < 0,
          second.becameReadyIn().toString());
      looksAsSetUp(second);
    }
  }

  private static void setUp(PackagedServer server) {
    new Desk(server, "desk1").serves("1201", "999");
    new Desk(server, "desk2").serves("1202", "998").dialsCode("*46");
    server.awaitState("1202", "998", "paused");
    server.turn("hap", "Calamiteit");
  }

  private static void looksAsSetUp(PackagedServer server) {
    String position =
        server.list("/api/switches").stream()
            .filter(each -> each.getString("id").equals("hap"))
            .map(each -> each.getString("position"))
            .findFirst()
            .orElseThrow();
    assertEquals("Calamiteit", position);
    new Desk(server, "desk1").registers();
    new Desk(server, "desk2").registers();
    server.awaitState("1201", "999", "available");
    server.awaitState("1202", "998", "paused");
  }
}

package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls go on whatever becomes of the database, and nothing of them is lost. */
@Tag("system")
@Timeout(180)
class DatabaseAwaySystemTest {
  private static final Duration BACK_WITHIN = Duration.ofSeconds(40);
  private static final Duration FROZEN = Duration.ofSeconds(10);
  private static final int CALLS = 180;
  private static final int CALLS_A_SECOND = 15;
  private static final Duration ALL_WITHIN = Duration.ofSeconds(60);

  /** What a log says while the database is away. */
  private static final String[] EXPECTED = {
    "the database is away", "the database is not reached yet", "calls go on with", "has ended:",
  };

  private static String database(PackagedServer server) {
    var answer = new JsonObject(server.get("/health/ready").body());
    return answer.getJsonArray("parts").stream()
        .map(part -> (JsonObject) part)
        .filter(part -> part.getString("name").equals("database"))
        .map(part -> part.getString("condition") + " " + part.getString("because"))
        .findFirst()
        .orElse("absent");
  }

  private static void awaitDatabase(PackagedServer server, String condition) {
    Patience.until(
        "the database is " + condition,
        BACK_WITHIN,
        () -> {
          assertEquals(200, server.readiness(), "calls never wait for the database");
          return database(server).startsWith(condition);
        });
  }

  private static ProcessHandle mariaDbOf(PackagedServer server) throws IOException {
    String noted = Files.readString(server.data().resolve("database/mariadbd.pid"));
    return ProcessHandle.of(Long.parseLong(noted.split(" ")[0])).orElseThrow();
  }

  private static void signal(String signal, ProcessHandle process) throws Exception {
    assertEquals(
        0,
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor());
  }

  private static Sipp outsideCall(PackagedServer server, Carriers carriers, String from) {
    return Sipp.scenario("trunk-calls")
        .to(server)
        .caller(from)
        .dialling("0880001201")
        .talking(Duration.ofSeconds(2))
        .startAs(carriers, Carriers.A);
  }

  @Test
  void withoutItsDatabaseTheServerStartsWithWhatWasConfiguredAndCallsGoOn() throws Exception {
    Path data;
    try (PackagedServer first = PackagedServer.start("demo")) {
      data = first.data();
      new Desk(first, "desk1").serves("1201", "999");
    }
    Path folder = data.resolve("database");
    Path away = data.resolve("database-away");
    Files.move(folder, away);
    Files.writeString(folder, "as a disk that is not there");
    try (var carriers = new Carriers();
        PackagedServer second = PackagedServer.start("demo", data)) {
      awaitDatabase(second, "impaired");
      assertTrue(database(second).contains("Calls go on"), database(second));
      var calls = second.get("/api/calls");
      assertEquals(200, calls.statusCode());
      assertTrue(calls.headers().firstValue("Paraat-Incomplete").isPresent());
      assertEquals(503, second.get("/api/calls/1-t1x2k0-42/trace").statusCode());

      var desk = new Desk(second, "desk1").registers();
      second.awaitState("1201", "999", "available");
      try (Sipp triagist = desk.answers();
          Sipp patient = outsideCall(second, carriers, "0612345601")) {
        patient.succeeds();
        triagist.awaitMilestone("over");
      }
      second.recordOf("0612345601");
      second.turn("hap", "Calamiteit");

      Files.delete(folder);
      Files.move(away, folder);
      awaitDatabase(second, "up");
      second.recordOf("0612345601");
      Patience.until(
          "the history is whole",
          BACK_WITHIN,
          () -> second.get("/api/calls").headers().firstValue("Paraat-Incomplete").isEmpty());
      assertEquals(List.of(), second.troubles(EXPECTED));
    }
  }

  @Test
  void callsGoOnWhileMariaDbIsKilledAndStartedAgain() throws Exception {
    try (var carriers = new Carriers();
        PackagedServer server = PackagedServer.start("demo")) {
      var desk = new Desk(server, "desk1").serves("1201", "999");
      ProcessHandle before = mariaDbOf(server);
      try (Sipp triagist = desk.answers();
          Sipp patient = outsideCall(server, carriers, "0612345602")) {
        triagist.awaitMilestone("answered");
        before.destroyForcibly();
        patient.succeeds();
        triagist.awaitMilestone("over");
      }
      desk.dialsCode("*46");
      server.awaitState("1201", "999", "paused");
      awaitDatabase(server, "up");
      Patience.until("another runs", BACK_WITHIN, () -> mariaDbOf(server).pid() != before.pid());
      server.recordOf("0612345602");
      assertTrue(
          server.get("/metrics").body().contains("paraat_database_restarts_total 1"),
          "the restart is counted");
      assertEquals(List.of(), server.troubles(EXPECTED));
    }
  }

  @Test
  void aDatabaseThatIsFrozenTouchesNoCallAndMissesNoRecord() throws Exception {
    try (var carriers = new Carriers();
        PackagedServer server = PackagedServer.start("bench")) {
      BenchQueue queue = BenchQueue.staffed(server);
      awaitDatabase(server, "up");
      ProcessHandle mariaDb = mariaDbOf(server);
      try (Sipp agents = queue.agentsAnswer();
          Sipp callers = queue.isCalled(carriers, CALLS, CALLS_A_SECOND, ALL_WITHIN)) {
        signal("STOP", mariaDb);
        try {
          Patience.never("a server that is not ready", FROZEN, () -> server.readiness() != 200);
          assertTrue(database(server).startsWith("impaired"), database(server));
        } finally {
          signal("CONT", mariaDb);
        }
        callers.succeeds();
        agents.awaitMilestone("over", CALLS);
      }
      awaitDatabase(server, "up");
      Patience.until(
          "each call has its record",
          BACK_WITHIN,
          () ->
              server.list("/api/calls?limit=1000").stream()
                      .filter(each -> each.getValue("endedAt") != null)
                      .filter(each -> each.getString("from").startsWith("061234"))
                      .count()
                  == CALLS);
      assertEquals(List.of(), server.troubles(EXPECTED));
    }
  }

  @Test
  void theDatabaseOfAKilledServerIsTakenOverAndEndedInTheEnd() throws Exception {
    PackagedServer first = PackagedServer.start("demo");
    ProcessHandle left;
    try {
      new Desk(first, "desk1").serves("1201", "999");
      left = mariaDbOf(first);
    } finally {
      first.kill();
    }
    assertTrue(left.isAlive());
    // as if it had been killed before it could note it
    Files.delete(first.data().resolve("database/mariadbd.pid"));
    try (PackagedServer second = PackagedServer.start("demo", first.data())) {
      awaitDatabase(second, "up");
      assertEquals(left.pid(), mariaDbOf(second).pid());
      new Desk(second, "desk1").registers();
      second.awaitState("1201", "999", "available");
      assertEquals(List.of(), second.troubles());
    }
    assertFalse(left.isAlive());
  }
}

package org.paraat.admin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.admin.DemoPlatform;
import org.paraat.admin.RunningWeb;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;

@Timeout(30)
class LiveUpdatesTest {
  private RunningWeb web;

  @BeforeEach
  void start() {
    web = RunningWeb.started();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void aPageGetsEverythingAtOnce() throws IOException {
    try (var stream = openWithToken()) {
      JsonObject snapshot = nextSnapshot(stream);
      assertEquals(3, snapshot.getJsonArray("switches").size());
      assertEquals(3, snapshot.getJsonArray("queues").size());
      assertEquals(4, snapshot.getJsonArray("calls").size());
      assertEquals(2, snapshot.getJsonArray("trunks").size());
      assertEquals(2, snapshot.getInteger("running"));
      assertTrue(snapshot.getBoolean("historyAvailable"));
      JsonObject open =
          snapshot
              .getJsonArray("switches")
              .getJsonObject(1)
              .getJsonArray("positions")
              .getJsonObject(0);
      assertEquals("queue Triage (999)", open.getString("leadsTo"));
    }
  }

  @Test
  void aTurnedSwitchIsSent() throws IOException {
    try (var stream = openWithToken()) {
      nextSnapshot(stream);
      web.put("/api/switches/hap", RunningWeb.TEAM_LEADER, "{\"position\":\"Calamiteit\"}");
      assertEquals(
          "Calamiteit",
          nextSnapshot(stream).getJsonArray("switches").getJsonObject(1).getString("position"));
    }
  }

  @Test
  void aCallThatEndsMovesToTheEndedOnes() throws IOException {
    try (var stream = openWithToken()) {
      nextSnapshot(stream);
      web.platform.ended.add(
          DemoPlatform.ended(
              4, DemoPlatform.NOW.minusSeconds(90), Cause.NORMAL, Optional.of("1201")));
      web.platform.change(view -> DemoPlatform.withCalls(view, view.calls().subList(0, 1)));
      JsonObject snapshot = nextSnapshot(stream);
      assertEquals(1, snapshot.getInteger("running"));
      assertEquals("normal", snapshot.getJsonArray("calls").getJsonObject(1).getString("cause"));
    }
  }

  @Test
  void aCodeThatSomebodyDialsIsNoCallOnThePage() throws IOException {
    try (var stream = openWithToken()) {
      CallRecord call = web.platform.view().toCompletableFuture().join().calls().getFirst();
      nextSnapshot(stream);
      web.platform.change(view -> DemoPlatform.withCalls(view, List.of(to("*1", call), call)));
      JsonObject snapshot = nextSnapshot(stream);
      assertEquals(1, snapshot.getInteger("running"));
      assertEquals(call.to(), snapshot.getJsonArray("calls").getJsonObject(0).getString("to"));
    }
  }

  private static CallRecord to(String dialled, CallRecord call) {
    return new CallRecord(
        DemoPlatform.id(77),
        call.from(),
        dialled,
        call.startedAt(),
        call.answeredAt(),
        call.endedAt(),
        call.answeredBy(),
        call.cause(),
        call.trace());
  }

  @Test
  void whatDoesNotChangeIsNotSentAgainButItsAgeIs() throws IOException {
    try (var stream = openWithToken()) {
      nextSnapshot(stream);
      int seen = web.platform.views.get();
      while (web.platform.views.get() < seen + 5) {
        Thread.onSpinWait();
      }
      web.now = web.now.plusSeconds(11);
      assertEquals("event: pulse", nextEvent(stream));
    }
  }

  @Test
  void thePlatformIsNotAskedWhileNobodyLooks() throws IOException {
    try (var stream = openWithToken()) {
      nextSnapshot(stream);
    }
    while (!web.get("/metrics").body().contains("paraat_web_pages_open 0")) {
      web.now = web.now.plusSeconds(11); // so that something is written to the closed connection
    }
    int before;
    do {
      before = web.platform.views.get();
      for (int i = 0; i < 300; i++) {
        assertEquals(200, web.get("/health/live").statusCode());
      }
    } while (web.platform.views.get() != before);
  }

  @Test
  void loggingOutEndsTheStream() throws IOException {
    String session = web.sessionOf("teamleider");
    try (var stream = open(session)) {
      nextSnapshot(stream);
      web.send(web.to("/logout").header("Cookie", session).POST(BodyPublishers.noBody()));
      assertNull(nextEvent(stream));
    }
  }

  @Test
  void theEndOfTheSessionEndsTheStream() throws IOException {
    try (var stream = open(web.sessionOf("teamleider"))) {
      nextSnapshot(stream);
      web.now = web.now.plus(Duration.ofHours(12));
      String event = nextEvent(stream);
      while (event != null) {
        event = nextEvent(stream);
      }
    }
  }

  @Test
  void aTokenThatIsTakenAwayEndsTheStream() throws IOException {
    try (var stream = openWithToken()) {
      nextSnapshot(stream);
      web.users.isTokenRevoked = true;
      assertNull(nextEvent(stream));
    }
  }

  @Test
  void thePageIsToldThatCallsOfEarlierLivesAreMissing() throws IOException {
    web.platform.isHistoryComplete = false;
    try (var stream = openWithToken()) {
      assertFalse(nextSnapshot(stream).getBoolean("historyAvailable"));
    }
  }

  @Test
  void runningCallsAreShownWhileTheDatabaseIsAway() throws IOException {
    web.platform.isDatabaseUp = false;
    try (var stream = openWithToken()) {
      JsonObject snapshot = nextSnapshot(stream);
      assertFalse(snapshot.getBoolean("historyAvailable"));
      assertEquals(2, snapshot.getJsonArray("calls").size());
    }
  }

  @Test
  void stoppingEndsTheStreams() throws IOException {
    try (var stream = openWithToken()) {
      nextSnapshot(stream);
      web.stop();
      assertNull(nextEvent(stream));
    }
  }

  private BufferedReader openWithToken() {
    return reader(
        web.open(web.to("/api/live", RunningWeb.OPERATOR).header("Accept-Language", "en")).body());
  }

  private BufferedReader open(String session) {
    return reader(web.open(web.to("/api/live").header("Cookie", session)).body());
  }

  private static BufferedReader reader(java.io.InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** Null at the end of the stream. */
  private static String nextEvent(BufferedReader stream) throws IOException {
    String line = stream.readLine();
    while (line != null && !line.startsWith("event: ")) {
      line = stream.readLine();
    }
    return line;
  }

  private static JsonObject nextSnapshot(BufferedReader stream) throws IOException {
    assertEquals("event: snapshot", nextEvent(stream));
    return new JsonObject(stream.readLine().substring("data: ".length()));
  }
}

package org.paraat.admin.callrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.admin.BusyEvening;
import org.paraat.admin.DemoPlatform;
import org.paraat.admin.RunningWeb;
import org.paraat.pbx.vocabulary.Cause;

class CallsApiTest {
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
  void runningAndEndedCallsAreOneListWithTheNewestFirst() {
    JsonArray calls = RunningWeb.array(get("/api/calls?limit=50"));
    assertEquals(ids(5, 4, 3, 2), idsOf(calls));
    assertEquals(
        new JsonObject()
            .put("id", DemoPlatform.id(4).toString())
            .put("from", "0612345674")
            .put("to", "0880000100")
            .put("startedAt", "2026-01-01T02:58:30Z")
            .put("answeredAt", "2026-01-01T02:58:36Z")
            .put("endedAt", null)
            .put("answeredBy", "1201")
            .put("cause", null)
            .put("urgency", "routine")
            .put("about", null)
            .put("segments", new JsonArray())
            .put("talkSeconds", new JsonObject())
            .put("quality", new JsonArray()),
        calls.getJsonObject(1));
    assertEquals("normal", calls.getJsonObject(2).getString("cause"));
    assertEquals("caller-gave-up", calls.getJsonObject(3).getString("cause"));
  }

  @Test
  void whatIsNotThereYetIsNull() {
    JsonObject waiting = RunningWeb.array(get("/api/calls")).getJsonObject(0);
    for (String field : List.of("from", "answeredAt", "endedAt", "answeredBy", "cause")) {
      assertTrue(waiting.containsKey(field) && waiting.getValue(field) == null, field);
    }
  }

  @Test
  void whatACallerLivedThroughIsShownAndEachPersonsTalkingSummedUp() {
    web.platform.ended.add(BusyEvening.handedOver(9, DemoPlatform.NOW.minusSeconds(30)));
    JsonObject call = RunningWeb.array(get("/api/calls?limit=2")).getJsonObject(1);
    assertEquals("emergency", call.getString("urgency"));
    assertEquals(DemoPlatform.id(8).toString(), call.getString("about"));
    assertEquals(
        new JsonObject().put("1201", 120).put("1301", 60), call.getJsonObject("talkSeconds"));
    JsonArray segments = call.getJsonArray("segments");
    assertEquals(
        List.of("waited", "talked", "held", "talked", "transferred", "talked"),
        segments.stream().map(each -> ((JsonObject) each).getString("kind")).toList());
    assertEquals(
        new JsonObject()
            .put("kind", "held")
            .put("who", "1201")
            .put("from", "2026-01-01T03:00:42Z")
            .put("until", "2026-01-01T03:01:12Z"),
        segments.getJsonObject(2));
  }

  @Test
  void aCallThatEndsInBetweenIsShownOnceAndAsEnded() {
    web.platform.ended.add(
        DemoPlatform.ended(
            4, DemoPlatform.NOW.minusSeconds(90), Cause.NORMAL, Optional.of("1201")));
    JsonArray calls = RunningWeb.array(get("/api/calls"));
    assertEquals(ids(5, 4, 3, 2), idsOf(calls));
    assertEquals("normal", calls.getJsonObject(1).getString("cause"));
  }

  @Test
  void theLimitCountsRunningCallsToo() {
    assertEquals(ids(5, 4, 3), idsOf(RunningWeb.array(get("/api/calls?limit=3"))));
    assertEquals(ids(5), idsOf(RunningWeb.array(get("/api/calls?limit=1"))));
    assertEquals(4, RunningWeb.array(get("/api/calls?limit=1000")).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1001", "-1", "ten", "", "1.5", "99999999999", "5&limit=6", "%00", "1%200"})
  void aLimitOutOfBoundsIsRefused(String limit) {
    HttpResponse<String> answer = get("/api/calls?limit=" + limit);
    assertEquals(422, answer.statusCode());
    assertEquals("limit", RunningWeb.object(answer).getString("field"));
    assertEquals("a whole number from 1 to 1000", RunningWeb.object(answer).getString("expected"));
  }

  @Test
  void runningCallsAreShownWhileTheDatabaseIsAway() {
    web.platform.isDatabaseUp = false;
    HttpResponse<String> answer = get("/api/calls");
    assertEquals(200, answer.statusCode());
    assertEquals(ids(5, 4), idsOf(RunningWeb.array(answer)));
    assertTrue(answer.headers().firstValue(CallsApi.INCOMPLETE).isPresent());
  }

  @Test
  void callsOfEarlierLivesThatWereNotReadYetAreSaidToBeMissing() {
    web.platform.isHistoryComplete = false;
    HttpResponse<String> answer = get("/api/calls");
    assertEquals(200, answer.statusCode());
    assertEquals(4, RunningWeb.array(answer).size());
    assertTrue(answer.headers().firstValue(CallsApi.INCOMPLETE).isPresent());
    assertTrue(get("/api/calls?limit=2").headers().firstValue(CallsApi.INCOMPLETE).isEmpty());
  }

  @Test
  void anOlderCallCannotBeTracedWhileTheDatabaseIsAway() {
    web.platform.isDatabaseUp = false;
    HttpResponse<String> answer = get("/api/calls/" + DemoPlatform.id(2) + "/trace");
    assertEquals(503, answer.statusCode());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    assertTrue(RunningWeb.object(answer).getString("error").contains("The database is away"));
  }

  @Test
  void aRunningCallIsTracedWithoutTheDatabase() {
    web.platform.isDatabaseUp = false;
    JsonArray trace = RunningWeb.array(get("/api/calls/" + DemoPlatform.id(4) + "/trace"));
    assertEquals(
        new JsonObject()
            .put("at", "2026-01-01T02:58:30Z")
            .put("what", "goes to queue Triage")
            .put("because", "switch HAP stands on Open"),
        trace.getJsonObject(0));
    assertEquals(2, trace.size());
  }

  @Test
  void anEndedCallIsTraced() {
    assertEquals(2, RunningWeb.array(get("/api/calls/" + DemoPlatform.id(2) + "/trace")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-abc-99", "..%2F..%2Fetc", "'%20or%201=1", "%F0%9F%93%9E"})
  void anUnknownCallIsNotFound(String id) {
    for (String what : List.of("trace", "ladder")) {
      HttpResponse<String> answer = get("/api/calls/" + id + "/" + what);
      assertEquals(404, answer.statusCode());
      assertTrue(RunningWeb.object(answer).containsKey("error"));
    }
  }

  @Test
  void theLadderShowsMessagesAndEvents() {
    JsonArray ladder = RunningWeb.array(get("/api/calls/" + DemoPlatform.id(4) + "/ladder"));
    assertEquals("sip-received", ladder.getJsonObject(0).getString("kind"));
    assertEquals("127.0.0.1:5080", ladder.getJsonObject(0).getString("peer"));
    assertEquals("event", ladder.getJsonObject(1).getString("kind"));
    assertTrue(ladder.getJsonObject(1).getValue("peer") == null);
  }

  private HttpResponse<String> get(String path) {
    return web.get(path, RunningWeb.OPERATOR);
  }

  private static List<String> ids(long... numbers) {
    return java.util.Arrays.stream(numbers)
        .mapToObj(number -> DemoPlatform.id(number).toString())
        .toList();
  }

  private static List<String> idsOf(JsonArray calls) {
    return calls.stream().map(call -> ((JsonObject) call).getString("id")).toList();
  }
}

package org.paraat.admin.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.admin.DemoPlatform;
import org.paraat.admin.RunningWeb;
import org.paraat.admin.http.ApiWord;
import org.paraat.engine.Switchboard.CallBackOutcome;
import org.paraat.pbx.vocabulary.CallId;

class TasksApiTest {
  private static final String GAVE_UP = "/api/tasks/" + DemoPlatform.id(7);
  private static final String WITHHELD = "/api/tasks/" + DemoPlatform.id(6);
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
  void whoIsToBeCalledBackIsListed() {
    JsonArray tasks = RunningWeb.array(web.get("/api/tasks", RunningWeb.OPERATOR));
    assertEquals(2, tasks.size());
    assertEquals(
        new JsonObject()
            .put("id", DemoPlatform.id(7).toString())
            .put("number", "0612345677")
            .put("isBarred", false)
            .put("queue", "900")
            .put("queueName", "Spoed")
            .put("since", "2026-01-01T02:56:10Z")
            .put("why", "gave-up")
            .putNull("calledBack")
            .putNull("closed"),
        tasks.getJsonObject(0));
    assertTrue(tasks.getJsonObject(1).getValue("number") == null);
  }

  @Test
  void aNumberThatNobodyMayDialIsSaidToBeBarred() {
    web.platform.change(
        view -> DemoPlatform.withTasks(view, List.of(DemoPlatform.task(7, "+319001234"))));
    JsonArray tasks = RunningWeb.array(web.get("/api/tasks", RunningWeb.OPERATOR));
    assertEquals(true, tasks.getJsonObject(0).getBoolean("isBarred"));
  }

  @Test
  void anOperatorCallsBackFromAPhoneOrAsAPerson() {
    JsonObject byPhone = RunningWeb.object(post(GAVE_UP + "/call", "{\"device\":\"desk1\"}"));
    assertEquals("desk1", byPhone.getString("device"));
    JsonObject byPerson = RunningWeb.object(post(GAVE_UP + "/call", "{\"extension\":\"1201\"}"));
    assertEquals("desk1", byPerson.getString("device"));
    String asked = "call " + DemoPlatform.id(7) + " from desk1";
    assertEquals(List.of(asked, asked), web.platform.done);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                       | device",
        "{\"device\":\"desk99\"}    | device",
        "{\"device\":5}           | device",
        "{\"extension\":\"1299\"}   | extension",
        "{\"extension\":null}     | extension",
        "[]                       | extension",
        "none                     | body"
      })
  void aPhoneThatIsNotThereIsRefused(String body, String field) {
    HttpResponse<String> answer = post(GAVE_UP + "/call", body);
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(List.of(field, "body").contains(RunningWeb.object(answer).getString("field")));
    assertEquals(List.of(), web.platform.done);
  }

  @Test
  void whatCannotBeDoneNowIsSaid() {
    assertEquals(409, post(WITHHELD + "/call", "{\"device\":\"desk1\"}").statusCode());
    HttpResponse<String> unreachable = post(GAVE_UP + "/call", "{\"device\":\"web1\"}");
    assertEquals(409, unreachable.statusCode());
    assertTrue(RunningWeb.object(unreachable).getString("error").contains("web1"));
  }

  @ParameterizedTest
  @EnumSource(
      value = CallBackOutcome.class,
      names = {"NUMBER_BARRED", "IN_HAND", "DEVICE_IN_USE", "SHUTTING_DOWN"})
  void whoIsCalledBackAlreadyAndAPhoneInUseAreSaid(CallBackOutcome outcome) {
    web.platform.callBacks = outcome;
    HttpResponse<String> refusal = post(GAVE_UP + "/call", "{\"device\":\"desk1\"}");
    assertEquals(409, refusal.statusCode());
    assertEquals(ApiWord.of(outcome), RunningWeb.object(refusal).getString("reason"));
    assertEquals(List.of(), web.platform.done);
  }

  @Test
  void aTaskIsClosedOnceWithWhoAndWhy() {
    HttpResponse<String> answer = post(WITHHELD + "/close", "{\"because\":\"came by himself\"}");
    assertEquals(200, answer.statusCode());
    assertEquals("triagist", RunningWeb.object(answer).getString("closedBy"));
    assertEquals(
        List.of("close " + DemoPlatform.id(6) + " by triagist because came by himself"),
        web.platform.done);
    assertEquals(404, post(WITHHELD + "/close", "{\"because\":\"again\"}").statusCode());
    assertEquals(1, RunningWeb.array(web.get("/api/tasks", RunningWeb.OPERATOR)).size());
  }

  @Test
  void whatWasClosedIsListedWithWhoAndWhy() {
    post(WITHHELD + "/close", "{\"because\":\"came by himself\"}");
    JsonArray tasks = RunningWeb.array(web.get("/api/tasks?closed", RunningWeb.VIEWER));
    assertEquals(1, tasks.size());
    JsonObject task = tasks.getJsonObject(0);
    assertEquals(DemoPlatform.id(6).toString(), task.getString("id"));
    assertEquals(
        new JsonObject()
            .put("at", "2026-01-01T03:00:00Z")
            .put("by", "triagist")
            .put("because", "came by himself"),
        task.getJsonObject("closed"));
  }

  @Test
  void closedTasksAreReadAPageAtATime() {
    for (int number : List.of(1, 2, 3)) {
      web.platform.closed.add(DemoPlatform.task(number, ""), "1201", "helped");
    }
    assertEquals(List.of(3L, 2L), closed("?closed=true&limit=2"));
    assertEquals(List.of(1L), closed("?closed=true&limit=2&before=" + DemoPlatform.id(2)));
    assertEquals(List.of(), closed("?closed=true&before=" + DemoPlatform.id(1)));
  }

  private List<Long> closed(String query) {
    return RunningWeb.array(web.get("/api/tasks" + query, RunningWeb.OPERATOR)).stream()
        .map(task -> CallId.parse(((JsonObject) task).getString("id")).orElseThrow().number())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "?closed=yes, closed",
    "?closed=true&closed=true, closed",
    "?closed&limit=0, limit",
    "?closed&limit=201, limit",
    "?closed&limit=all, limit",
    "?closed&before=nobody, before",
    "?closed&before=1-a-99, before"
  })
  void aWrongQuestionForClosedTasksIsRefused(String query, String field) {
    HttpResponse<String> answer = web.get("/api/tasks" + query, RunningWeb.OPERATOR);
    assertEquals(422, answer.statusCode(), answer.body());
    assertEquals(field, RunningWeb.object(answer).getString("field"));
  }

  @Test
  void openTasksAreListedWithoutTheDatabase() {
    web.platform.closed.isDatabaseUp = false;
    assertEquals(503, web.get("/api/tasks?closed", RunningWeb.OPERATOR).statusCode());
    assertEquals(200, web.get("/api/tasks?closed=false", RunningWeb.OPERATOR).statusCode());
  }

  @Test
  void aTaskIsNotClosedWithoutAReason() {
    for (String body :
        List.of("{}", "{\"because\":\" \"}", "{\"because\":\"" + "x".repeat(501) + "\"}")) {
      HttpResponse<String> answer = post(GAVE_UP + "/close", body);
      assertEquals(422, answer.statusCode());
      assertEquals("because", RunningWeb.object(answer).getString("field"));
    }
    assertEquals(List.of(), web.platform.done);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-a-99", "nobody", "'%20or%201=1"})
  void anUnknownTaskIsNotFound(String id) {
    String path = "/api/tasks/" + id;
    assertEquals(404, post(path + "/call", "{\"device\":\"desk1\"}").statusCode());
    assertEquals(404, post(path + "/close", "{\"because\":\"gone\"}").statusCode());
  }

  @Test
  void whoOnlyLooksOnNeitherCallsBackNorCloses() {
    assertEquals(2, RunningWeb.array(web.get("/api/tasks", RunningWeb.VIEWER)).size());
    List<HttpResponse<String>> refusals =
        List.of(
            web.post(GAVE_UP + "/call", RunningWeb.VIEWER, "{\"device\":\"desk1\"}"),
            web.post(GAVE_UP + "/close", RunningWeb.VIEWER, "{\"because\":\"gone\"}"));
    for (HttpResponse<String> refusal : refusals) {
      assertEquals(403, refusal.statusCode());
      assertEquals(
          "bord may not call back emergency callers or close their tasks",
          RunningWeb.object(refusal).getString("error"));
    }
    assertEquals(List.of(), web.platform.done);
  }

  @Test
  void whoIsNotLoggedInDoesNothing() {
    var request = web.to(GAVE_UP + "/call").POST(BodyPublishers.ofString("{\"device\":\"desk1\"}"));
    assertEquals(401, web.send(request).statusCode());
    assertEquals(401, web.get("/api/tasks").statusCode());
    assertEquals(List.of(), web.platform.done);
  }

  private HttpResponse<String> post(String path, String body) {
    return web.post(path, RunningWeb.OPERATOR, body);
  }
}

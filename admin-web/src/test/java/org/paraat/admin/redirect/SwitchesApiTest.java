package org.paraat.admin.redirect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.admin.DemoPlatform;
import org.paraat.admin.RunningWeb;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.view.View.AgentView;
import org.paraat.pbx.view.View.TrunkState;

class SwitchesApiTest {
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
  void theSwitchesAreSortedByName() {
    JsonArray switches = RunningWeb.array(web.get("/api/switches", RunningWeb.OPERATOR));
    assertEquals(
        List.of("HAP", "Meldtekst Huisartsenpost", "Nachtlijn"),
        switches.stream().map(it -> ((JsonObject) it).getString("name")).toList());
    assertEquals(
        new JsonObject()
            .put("id", "hap")
            .put("name", "HAP")
            .put("position", "Open")
            .put(
                "positions",
                new JsonArray(List.of("Open", "Gesloten", "Externe doorschakeling", "Calamiteit"))),
        switches.getJsonObject(0));
  }

  @Test
  void aTeamLeaderTurnsASwitch() {
    HttpResponse<String> answer = turn("hap", "Calamiteit");
    assertEquals(200, answer.statusCode());
    assertEquals("Calamiteit", RunningWeb.object(answer).getString("position"));
    assertFalse(RunningWeb.object(answer).containsKey("warnings"));
    assertEquals(List.of("hap Calamiteit teamleider"), web.platform.turns);
    assertEquals(
        "Calamiteit",
        RunningWeb.array(web.get("/api/switches", RunningWeb.OPERATOR))
            .getJsonObject(0)
            .getString("position"));
  }

  @ParameterizedTest
  @CsvSource({
    "demo-admin-token, 200",
    "demo-teamleider-token, 200",
    "demo-triagist-token, 403",
    "somebody-else, 401",
  })
  void onlyThoseWithTheRightTurnASwitch(String token, int status) {
    HttpResponse<String> answer =
        web.put("/api/switches/hap", token, "{\"position\":\"Gesloten\"}");
    assertEquals(status, answer.statusCode());
    assertEquals(status == 200 ? 1 : 0, web.platform.turns.size());
  }

  @Test
  void nobodyTurnsASwitchWithoutLogIn() {
    HttpResponse<String> answer =
        web.send(
            web.to("/api/switches/hap")
                .PUT(BodyPublishers.ofString("{\"position\":\"Gesloten\"}")));
    assertEquals(401, answer.statusCode());
    assertEquals(List.of(), web.platform.turns);
  }

  @Test
  void anUnknownSwitchIsNotFound() {
    HttpResponse<String> answer = turn("hap2", "Open");
    assertEquals(404, answer.statusCode());
    assertTrue(RunningWeb.object(answer).getString("error").contains("hap2"));
  }

  @Test
  void anUnknownPositionIsRefusedWithThoseThatExist() {
    HttpResponse<String> answer = turn("hap", "Dicht");
    assertEquals(422, answer.statusCode());
    assertEquals(
        new JsonObject()
            .put("error", "HAP has no position \"Dicht\"")
            .put("field", "position")
            .put("expected", "one of Open, Gesloten, Externe doorschakeling, Calamiteit"),
        RunningWeb.object(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"Open\"",
        "{}",
        "{\"position\":5}",
        "{\"position\":null}",
        "{\"position\":\" \"}",
        "{\"positie\":\"Open\"}",
        "{\"position\":[\"Open\"]}",
        "{\"position\":\"open\"}",
      })
  void aWrongBodyIsRefusedWithTheFieldAndWhatIsExpected(String body) {
    HttpResponse<String> answer = web.put("/api/switches/hap", RunningWeb.TEAM_LEADER, body);
    assertEquals(422, answer.statusCode());
    JsonObject said = RunningWeb.object(answer);
    assertFalse(said.getString("error").isEmpty());
    assertTrue(List.of("body", "position").contains(said.getString("field")));
    assertTrue(said.getString("expected").contains("Calamiteit"));
    assertEquals(List.of(), web.platform.turns);
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    String body = "{\"position\":\"" + "x".repeat(20_000) + "\"}";
    HttpResponse<String> answer = web.put("/api/switches/hap", RunningWeb.TEAM_LEADER, body);
    assertEquals(413, answer.statusCode());
    assertTrue(RunningWeb.object(answer).getString("error").contains("16384"));
  }

  @Test
  void theWholeSwitchMayBeSentBack() {
    String body =
        RunningWeb.array(web.get("/api/switches", RunningWeb.OPERATOR))
            .getJsonObject(0)
            .put("position", "Gesloten")
            .encode();
    assertEquals(200, web.put("/api/switches/hap", RunningWeb.TEAM_LEADER, body).statusCode());
  }

  @Test
  void aQueueWithoutAgentsIsWarnedOf() {
    assertWarning(
        "Nobody in queue 998 Informatie can be reached now.", turn("nacht", "Informatie"));
  }

  @Test
  void aQueueWhoseAgentsCannotBeReachedIsWarnedOf() {
    put999(AgentState.UNREACHABLE, AgentState.UNREACHABLE);
    assertWarning("Nobody in queue 999 Triage can be reached now.", turn("hap", "Open"));
  }

  @Test
  void aQueueWhoseAgentsAllPauseIsWarnedOf() {
    put999(AgentState.UNREACHABLE, AgentState.PAUSED);
    assertWarning(
        "Everybody in queue 999 Triage who can be reached is paused now.", turn("hap", "Open"));
  }

  @Test
  void aQueueWithSomebodyTalkingIsNotWarnedOf() {
    put999(AgentState.PAUSED, AgentState.TALKING);
    assertFalse(RunningWeb.object(turn("hap", "Open")).containsKey("warnings"));
  }

  @Test
  void anOutsideNumberIsWarnedOfOnlyWhenAllTrunksAreDown() {
    assertFalse(RunningWeb.object(turn("hap", "Externe doorschakeling")).containsKey("warnings"));
    web.platform.change(view -> DemoPlatform.withTrunks(view, TrunkState.DOWN));
    assertWarning(
        "All trunks are down: this number cannot be reached now.",
        turn("hap", "Externe doorschakeling"));
    assertWarning(
        "All trunks are down: this number cannot be reached now.", turn("hap", "Calamiteit"));
  }

  @Test
  void aPersonWhoIsNotThereIsWarnedOf() {
    assertWarning("Extension 1301 cannot be reached now.", turn("nacht", "Arts"));
  }

  @Test
  void phonesThatDoNotExistAreWarnedOf() {
    assertWarning("No SOS phones have been set up.", turn("nacht", "SOS"));
  }

  @Test
  void aSwitchBehindASwitchIsLookedThrough() {
    put999(AgentState.UNREACHABLE);
    assertWarning("Nobody in queue 999 Triage can be reached now.", turn("nacht", "Als HAP"));
  }

  @Test
  void aSwitchThatPointsToItselfIsWarnedOf() {
    assertWarning("The switches point to each other in a circle.", turn("nacht", "Kring"));
  }

  @Test
  void warningsAreInTheLanguageOfTheAsker() {
    HttpResponse<String> answer =
        web.send(
            web.to("/api/switches/nacht", RunningWeb.TEAM_LEADER)
                .header("Accept-Language", "nl-NL,nl;q=0.9")
                .PUT(BodyPublishers.ofString("{\"position\":\"Informatie\"}")));
    assertWarning("In wachtrij 998 Informatie is nu niemand bereikbaar.", answer);
  }

  private void put999(AgentState... states) {
    var agents =
        IntStream.range(0, states.length)
            .mapToObj(i -> DemoPlatform.agent("120" + i, "desk" + i, states[i]))
            .toArray(AgentView[]::new);
    web.platform.change(
        view ->
            DemoPlatform.withQueues(view, List.of(DemoPlatform.queue("999", "Triage", 0, agents))));
  }

  private HttpResponse<String> turn(String id, String position) {
    return web.send(
        web.to("/api/switches/" + id, RunningWeb.TEAM_LEADER)
            .header("Accept-Language", "en")
            .PUT(BodyPublishers.ofString(new JsonObject().put("position", position).encode())));
  }

  private static void assertWarning(String warning, HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode());
    assertEquals(new JsonArray().add(warning), RunningWeb.object(answer).getJsonArray("warnings"));
  }
}

package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main job on the packaged server: a patient calls, a triagist answers; SIPp plays both. */
@Tag("system")
@Timeout(90)
class MainJobSystemTest extends OnTheDemo {
  private static final int MOST_LINES_A_CALL = 10;
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final String[] STRANGERS = {"0612340666", "stranger", "desk8"};

  @BeforeAll
  static void knowsThatStrangersCome() {
    expects(STRANGERS);
  }

  private static Sipp.Call patient(String number, String dialled) {
    return Sipp.scenario("trunk-calls").to(server).caller(number).dialling(dialled);
  }

  @Test
  void aPatientReachesTheTriagistAndTheRecordNamesHer() {
    var desk = new Desk(server, "desk1").serves("1201", "999");
    try (Sipp triagist = desk.answers();
        Sipp patient =
            patient("0612345678", "0880000100")
                .talking(Duration.ofSeconds(8))
                .startAs(carriers, Carriers.A)) {
      triagist.awaitMilestone("from 0612345678");
      triagist.awaitMilestone("answered");
      server.awaitState("1201", "999", "talking");
      patient.succeeds();
      triagist.awaitMilestone("over");
    }
    server.awaitState("1201", "999", "available");
    JsonObject call = server.recordOf("0612345678");
    assertEquals("1201", call.getString("answeredBy"));
    assertEquals("0880000100", call.getString("to"));
    assertNotNull(call.getString("answeredAt"));
    List<JsonObject> trace = server.list("/api/calls/" + call.getString("id") + "/trace");
    assertFalse(trace.isEmpty());
    String told = trace.toString();
    for (String word : List.of("Meldtekst", "HAP", "Triage", "1201")) {
      assertTrue(told.contains(word), word + " is not in " + told);
    }
    trace.forEach(step -> assertFalse(step.getString("what").isBlank()));
    assertTrue(trace.stream().anyMatch(step -> !step.getString("because").isBlank()), told);
    desk.leaves("999");
  }

  @Test
  void afterTheCallTheTriagistWrapsUpForTwoSeconds() {
    var desk = new Desk(server, "desk2").serves("1202", "999");
    try (Sipp triagist = desk.answers();
        Sipp patient =
            patient("0612340002", "0880000100")
                .talking(Duration.ofSeconds(6))
                .startAs(carriers, Carriers.A)) {
      triagist.awaitMilestone("answered");
      patient.succeeds();
      server.awaitState("1202", "999", "wrapup");
      server.awaitState("1202", "999", "available");
    }
    desk.leaves("999");
  }

  @Test
  void aCallIsToldInTenLinesAndNoneOfThemAWarning() {
    var desk = new Desk(server, "desk3").serves("1203", "999");
    long before = server.logText().lines().count();
    try (Sipp triagist = desk.answers();
        Sipp patient =
            patient("0612340003", "0880000100")
                .talking(Duration.ofSeconds(6))
                .startAs(carriers, Carriers.A)) {
      triagist.awaitMilestone("answered");
      patient.succeeds();
    }
    server.recordOf("0612340003");
    server.awaitState("1203", "999", "available");
    List<String> told = server.logText().lines().skip(before).toList();
    assertTrue(told.size() <= MOST_LINES_A_CALL, String.join("\n", told));
    assertEquals(List.of(), server.troubles(STRANGERS));
    desk.leaves("999");
  }

  @Test
  void aWaitingCallerWhoGivesUpStopsTheRinging() {
    var desk = new Desk(server, "desk1").serves("1201", "998");
    try (Sipp triagist = desk.rings();
        Sipp patient =
            patient("0612340004", "0880000198").talking(A_SECOND).startAs(carriers, Carriers.A)) {
      triagist.awaitMilestone("from 0612340004");
      patient.succeeds();
      triagist.awaitMilestone("taken back");
    }
    assertEquals(null, server.recordOf("0612340004").getString("answeredBy"));
    server.awaitState("1201", "998", "available");
    desk.leaves("998");
  }

  @Test
  void aColleagueWhoGivesUpStopsTheRinging() {
    var callee = new Desk(server, "desk1").registers().logsIn("1201");
    var caller = new Desk(server, "desk2").registers();
    try (Sipp phone = callee.rings();
        Sipp colleague = caller.callsAndGivesUp("1201", A_SECOND)) {
      phone.awaitMilestone("rings for");
      colleague.succeeds();
      phone.awaitMilestone("taken back");
    }
    callee.dialsCode("*1").unregisters();
    caller.unregisters();
  }

  @Test
  void aDeclinedCallRingsTheNextTriagistAtOnce() {
    var first = new Desk(server, "desk1").serves("1201", "998");
    var second = new Desk(server, "desk2").serves("1202", "998");
    try (Sipp declining = first.declines();
        Sipp answering = second.answers();
        Sipp patient =
            patient("0612340005", "0880000198")
                .talking(Duration.ofSeconds(2))
                .startAs(carriers, Carriers.A)) {
      declining.awaitMilestone("declined");
      answering.awaitMilestone("answered");
      patient.succeeds();
      assertEquals(1, declining.count("rings for"));
    }
    assertEquals("1202", server.recordOf("0612340005").getString("answeredBy"));
    first.leaves("998");
    second.leaves("998");
  }

  @Test
  void aTurnedSwitchSendsTheNextCallOutside() {
    server.turn("hap", "Externe doorschakeling");
    server.awaitTrunk("carrier-a", "up");
    try (Sipp outside = Sipp.scenario("answers").startAs(carriers, Carriers.A);
        Sipp patient =
            patient("0612340006", "0880000100")
                .talking(Duration.ofSeconds(6))
                .startAs(carriers, Carriers.B)) {
      outside.awaitMilestone("rings for 0600000021");
      outside.awaitMilestone("answered");
      patient.succeeds();
      outside.awaitMilestone("over");
    } finally {
      server.turn("hap", "Open");
    }
  }

  @Test
  void oneOneTwoReachesACarrierFromAPhoneWhereNobodyIsLoggedIn() {
    var desk = new Desk(server, "desk4").registers();
    server.awaitTrunk("carrier-a", "up");
    try (Sipp services = Sipp.scenario("answers").startAs(carriers, Carriers.A);
        Sipp phone = desk.calls("112", A_SECOND)) {
      services.awaitMilestone("rings for 112");
      phone.succeeds();
      services.awaitMilestone("over");
    }
    desk.unregisters();
  }

  @Test
  void aCallFromAStrangerIsRefused() {
    Sipp.scenario("call-refused").to(server).caller("0612340666").dialling("0880000100").run();
  }

  @Test
  void aPhoneWithAWrongSecretIsRefused() {
    Sipp.scenario("register-refused").to(server).device("desk8", "wrong", "600").run();
  }

  @Test
  void whoAsksWhetherWeAreThereIsAnswered() {
    Sipp.scenario("options").to(server).run();
  }

  @Test
  void aCodeIsSpokenToItsEndOverTcp() {
    Sipp.scenario("phone-listens")
        .to(server)
        .device("desk5", "desk5-secret")
        .dialling("*0")
        .overTcp()
        .run();
  }
}

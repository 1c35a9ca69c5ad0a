package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.pbx.EmergencyBed.EMERGENCY;
import static org.paraat.pbx.EmergencyBed.PATIENT;
import static org.paraat.pbx.EmergencyBed.SPOED;
import static org.paraat.pbx.EmergencyBed.TRIAGE;
import static org.paraat.pbx.EmergencyBed.post;
import static org.paraat.pbx.EmergencyBed.postWithLongWrapUp;
import static org.paraat.pbx.EmergencyBed.talksAt;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.Urgency;

/** An emergency comes in between: whom it disturbs, and when (V5). */
class EmergencyTest {
  /** How often a phone rings now. */
  private static long ringsAt(PbxTester post, String device) {
    return post.world.legs.values().stream()
        .filter(line -> !line.isAnswered)
        .filter(
            line ->
                line.target.filter(new Target.ToDevice(new DeviceId(device))::equals).isPresent())
        .count();
  }

  @Test
  void whoTalksOnARoutineCallRingsAtOnceWhenNobodyIsFree() {
    var post = post("1201");
    LegId patient = talksAt(post, "desk1");
    LegId first = post.at("desk1");
    LegId emergency = post.outside(EMERGENCY, SPOED);
    LegId second = post.at("desk1");
    assertEquals(Alerting.EMERGENCY, post.dialOf(second).alerting());
    assertTrue(post.isBridged(patient, first));
    post.rings(second);
    post.answers(second);
    assertTrue(post.isBridged(emergency, second));
    assertFalse(post.isOver(patient));
  }

  @Test
  void whoTalksIsLeftAloneForFiveSecondsWhileSomebodyFreeRings() {
    var post = post("1201", "1202");
    talksAt(post, "desk1");
    post.outside(EMERGENCY, SPOED);
    post.rings(post.at("desk2"));
    post.passes(ofMillis(4_999));
    assertEquals(0, ringsAt(post, "desk1"));
    post.passes(ofMillis(1));
    assertEquals(1, ringsAt(post, "desk1"));
    assertEquals(1, ringsAt(post, "desk2"));
  }

  @Test
  void whoTalksRingsAtOnceWhenWhoWasFreeDeclines() {
    var post = post("1201", "1202");
    talksAt(post, "desk1");
    post.outside(EMERGENCY, SPOED);
    post.declines(post.at("desk2"));
    assertEquals(1, ringsAt(post, "desk1"));
  }

  @Test
  void everybodyWhoTalksRingsAndTheFirstWhoAnswersGetsIt() {
    var post = post("1201", "1202");
    talksAt(post, "desk1");
    talksAt(post, "desk2");
    LegId emergency = post.outside(EMERGENCY, SPOED);
    LegId loser = post.at("desk1");
    LegId winner = post.at("desk2");
    post.answers(winner);
    assertTrue(post.isBridged(emergency, winner));
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(loser));
    post.tell(at -> new Event.Answered(at, loser));
    assertEquals(List.of(), post.last);
  }

  @Test
  void whoHelpsInAnEmergencyIsNotRungForTheNext() {
    var post = post("1201");
    post.outside(PATIENT, SPOED);
    post.answers(post.at("desk1"));
    post.outside(EMERGENCY, SPOED);
    post.passes(ofSeconds(60));
    assertEquals(0, ringsAt(post, "desk1"));
  }

  @Test
  void whoTalksToTheEmergencyServicesIsNotRung() {
    var post = post("1201");
    post.phone("desk1", "112");
    post.answers(post.atNumber("carrier-a", "112"));
    post.outside(EMERGENCY, SPOED);
    post.passes(ofSeconds(60));
    assertEquals(0, ringsAt(post, "desk1"));
  }

  @Test
  void ofTwoEmergenciesAPhoneThatTalksRingsForOne() {
    var post = post("1201");
    talksAt(post, "desk1");
    post.outside(EMERGENCY, SPOED);
    post.outside("0633333333", SPOED);
    assertEquals(1, ringsAt(post, "desk1"));
    assertEquals(EMERGENCY, post.dialOf(post.at("desk1")).shownAs().number());
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(12));
    assertEquals(1, ringsAt(post, "desk1"));
  }

  @Test
  void aPhoneWithoutCallWaitingIsNotHammered() {
    var post = post("1201");
    talksAt(post, "desk1");
    post.outside(EMERGENCY, SPOED);
    post.fails(post.at("desk1"), Cause.BUSY, 486);
    post.passes(ofMillis(9_999));
    assertEquals(0, ringsAt(post, "desk1"));
    post.passes(ofMillis(1));
    assertEquals(1, ringsAt(post, "desk1"));
  }

  @Test
  void whoseConversationEndsRingsAtOnceAlthoughThePhoneHadRefused() {
    var post = PbxTester.withAgents("998", "1201").signsOn("900", "1201");
    LegId patient = post.outside(PATIENT, "0880000198");
    post.answers(post.at("desk1"));
    post.outside(EMERGENCY, SPOED);
    post.fails(post.at("desk1"), Cause.BUSY, 486);
    post.passes(ofSeconds(2));
    post.hangsUp(patient);
    assertEquals(1, ringsAt(post, "desk1"));
  }

  @Test
  void whoIsPausedRingsAfterTenSeconds() {
    var post = post("1201", "1202");
    post.code("desk1", "*46");
    post.outside(EMERGENCY, SPOED);
    post.rings(post.at("desk2"));
    post.passes(ofMillis(9_999));
    assertEquals(0, ringsAt(post, "desk1"));
    post.passes(ofMillis(1));
    assertEquals(1, ringsAt(post, "desk1"));
    assertEquals(1, ringsAt(post, "desk2"));
  }

  @Test
  void whoPausesWhileItRingsForThatLongKeepsRinging() {
    var post = post("1201");
    post.outside(EMERGENCY, SPOED);
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(12));
    post.code("desk1", "*46");
    assertEquals(1, ringsAt(post, "desk1"));
  }

  @Test
  void whoPausesAtOnceIsLeftAloneUntilThen() {
    var post = post("1201");
    post.outside(EMERGENCY, SPOED);
    post.rings(post.at("desk1"));
    post.code("desk1", "*46");
    assertEquals(0, ringsAt(post, "desk1"));
    post.passes(ofSeconds(10));
    assertEquals(1, ringsAt(post, "desk1"));
  }

  @Test
  void whoWrapsUpRingsAfterTenSeconds() {
    var post = postWithLongWrapUp("1201");
    post.hangsUp(talksAt(post, "desk1"));
    post.outside(EMERGENCY, SPOED);
    post.passes(ofMillis(9_999));
    assertEquals(0, ringsAt(post, "desk1"));
    post.passes(ofMillis(1));
    assertEquals(1, ringsAt(post, "desk1"));
  }

  /** The moment they dial they talk, like any other member who does. */
  @Test
  void whoDialsWhileTheyWrapUpRingsForTheEmergencyThatWaits() {
    var post = postWithLongWrapUp("1201");
    post.hangsUp(talksAt(post, "desk1"));
    post.outside(EMERGENCY, SPOED);
    assertEquals(0, ringsAt(post, "desk1"));
    post.phone("desk1", "0698714880");
    assertEquals(1, ringsAt(post, "desk1"));
  }

  @Test
  void afterTwentySecondsTeamLeadersAndTheMobilesRingAndAfterThirtyTheSosPhonesWithAnAlarm() {
    var directory = new DemoDirectory();
    directory.extensions.removeIf(person -> person.number().digits().equals("1208"));
    directory.extensions.add(
        new Extension(
            new ExtensionNumber("1208"), "Teamleider", Extension.Role.TEAM_LEADER, Language.DUTCH));
    var post = PbxTester.withPeople(directory.build(), "1201", "1208").signsOn("900", "1201");
    LegId emergency = post.outside(EMERGENCY, SPOED);
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(16));
    post.rings(post.at("desk1"));
    post.passes(ofMillis(3_999));
    assertTrue(post.isQuiet("desk8"));
    assertFalse(post.isCalled("carrier-a", "0600000001"));
    post.passes(ofMillis(1));
    assertEquals(1, ringsAt(post, "desk8"));
    LegId mobile = post.atNumber("carrier-a", "0600000003");
    post.trying(mobile);
    post.rings(mobile);
    post.rings(post.at("desk8"));
    assertEquals(0, post.alarms(Alarm.Kind.EMERGENCY_UNANSWERED).size());
    post.passes(ofSeconds(10));
    assertEquals(1, post.alarms(Alarm.Kind.EMERGENCY_UNANSWERED).size());
    LegId sos = post.atNumber("carrier-a", "0600000012");
    post.answers(sos);
    assertTrue(post.isBridged(emergency, sos));
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(mobile));
    assertEquals(0, ringsAt(post, "desk8"));
    post.hangsUp(emergency);
    post.isAtRest();
    assertEquals(1, post.alarms(Alarm.Kind.EMERGENCY_UNANSWERED).size());
  }

  @Test
  void whoReturnsFromAFallenPhoneStandsAtTheHeadAndTheWavesGoOn() {
    var post = post("1201", "1202");
    post.code("desk2", "*46");
    post.outside(EMERGENCY, SPOED);
    post.answers(post.at("desk1"));
    post.passes(ofSeconds(12));
    LegId fallen = post.at("desk1");
    post.unregisters("desk1");
    post.tell(at -> new Event.HungUp(at, fallen, Cause.DEVICE_UNREACHABLE));
    assertEquals(1, ringsAt(post, "desk2"));
  }

  @Test
  void whoHasACallerOnHoldMayConsultWhileThePlatformStops() {
    var post = post("1201").registers("desk2");
    post.code("desk2", "*1*1202");
    post.outside(EMERGENCY, SPOED);
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.tell(Event.StopRequested::new);
    assertTrue(post.isOver(post.phone("desk1", "1202")));
    post.holds(agent);
    LegId consultation = post.phone("desk1", "1202");
    assertFalse(post.isOver(consultation));
    assertEquals(Alerting.EMERGENCY, post.dialOf(post.at("desk2")).alerting());
  }

  @Test
  void aRoutineCallToThePersonAloneIsCalledOffForAnEmergency() {
    var post = post("1201");
    LegId colleague = post.phone("desk2", "1201");
    assertEquals(Alerting.ROUTINE, post.dialOf(post.at("desk1")).alerting());
    post.outside(EMERGENCY, SPOED);
    assertEquals(1, ringsAt(post, "desk1"));
    assertEquals(Alerting.EMERGENCY, post.dialOf(post.at("desk1")).alerting());
    assertEquals(Cause.BUSY, post.endOf(colleague));
  }

  @Test
  void aRecallIsCalledOffForAnEmergencyAndComesAgain() {
    var post = post("1201");
    LegId colleague = post.phone("desk2", "1201");
    LegId first = post.at("desk1");
    post.answers(first);
    post.transfers(first, "*681");
    post.passes(ofSeconds(120));
    assertEquals(Alerting.RECALL, post.dialOf(post.at("desk1")).alerting());
    LegId emergency = post.outside(EMERGENCY, SPOED);
    assertEquals(1, ringsAt(post, "desk1"));
    post.answers(post.at("desk1"));
    assertFalse(post.isOver(colleague));
    post.hangsUp(emergency);
    post.passes(ofSeconds(61));
    assertEquals(Alerting.RECALL, post.dialOf(post.at("desk1")).alerting());
  }

  @Test
  void whoTransfersToTheEmergencyServicesIsNamedInTheAlarm() {
    var post = post("1201");
    talksAt(post, "desk1");
    post.transfers(post.at("desk1"), "112");
    var alarm = post.alarms(Alarm.Kind.EMERGENCY_SERVICES_DIALLED).getFirst();
    assertTrue(alarm.subject().contains("1201"), alarm.toString());
    assertTrue(alarm.text().contains(" for "), alarm.toString());
  }

  @Test
  void aRoutineCallNeverRingsWhoTalks() {
    var post = post("1201");
    talksAt(post, "desk1");
    post.outside("0633333333", TRIAGE);
    post.passes(ofSeconds(60));
    assertEquals(0, ringsAt(post, "desk1"));
  }

  @Test
  void theRecordTellsThatItWasUrgentAndHowLongItWaited() {
    var post = post("1201");
    LegId emergency = post.outside(EMERGENCY, SPOED);
    post.passes(ofSeconds(2));
    post.answers(post.at("desk1"));
    post.passes(ofSeconds(9));
    post.hangsUp(emergency);
    CallRecord record = post.lastEnded();
    assertEquals(Urgency.EMERGENCY, record.urgency());
    Segment waited = record.segments().getFirst();
    assertEquals(Segment.Kind.WAITED, waited.kind());
    assertEquals("900", waited.who());
  }
}

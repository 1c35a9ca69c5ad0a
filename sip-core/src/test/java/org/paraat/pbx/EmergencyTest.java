package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.Queue.RingStrategy;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.Urgency;

/** An emergency comes in between: whom it disturbs, and when (V5). */
class EmergencyTest {
  private static final String TRIAGE = "0880000999";
  private static final String SPOED = "0880000112";
  private static final String PATIENT = "0611111111";
  private static final String EMERGENCY = "0622222222";

  private static PbxTester post(String... agents) {
    return PbxTester.withAgents("999", agents).signsOn("900", agents);
  }

  /** A patient who talks with the agent at the phone. */
  private static LegId talksAt(PbxTester post, String device) {
    LegId patient = post.outside(PATIENT, TRIAGE);
    post.answers(post.at(device));
    return patient;
  }

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
    var directory = new DemoDirectory();
    directory.queues.removeIf(queue -> queue.code().digits().equals("999"));
    directory.queue("999", Urgency.ROUTINE, RingStrategy.LONGEST_IDLE, ofSeconds(60));
    var post =
        PbxTester.withPeople(directory.build(), "1201")
            .signsOn("999", "1201")
            .signsOn("900", "1201");
    post.hangsUp(talksAt(post, "desk1"));
    post.outside(EMERGENCY, SPOED);
    post.passes(ofMillis(9_999));
    assertEquals(0, ringsAt(post, "desk1"));
    post.passes(ofMillis(1));
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

  // --- the patient in between ---

  /** A patient, the phone where both talk, and an emergency that was answered there. */
  private static final class Interrupted {
    final PbxTester post = post("1201", "1202");
    final LegId patient;
    final LegId first;
    final LegId emergency;
    final LegId second;

    Interrupted() {
      post.code("desk2", "*46");
      patient = talksAt(post, "desk1");
      first = post.at("desk1");
      emergency = post.outside(EMERGENCY, SPOED);
      second = post.at("desk1");
      post.rings(second);
    }

    void answers() {
      post.answers(second);
    }

    void ends() {
      post.hangsUp(emergency);
      if (!post.isOver(patient)) {
        post.hangsUp(patient);
      }
      post.passes(ofSeconds(30));
      post.isAtRest();
    }
  }

  @Test
  void thePatientHearsWhyAtOnceThoughThePhoneSaysNothing() {
    var between = new Interrupted();
    between.answers();
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    assertTrue(between.post.isBridged(between.emergency, between.second));
    between.ends();
  }

  @Test
  void theHoldOfThePhoneMayComeBeforeOrAfterItsAnswer() {
    for (boolean isBefore : new boolean[] {true, false}) {
      var between = new Interrupted();
      if (isBefore) {
        between.post.holds(between.first);
        between.post.passes(ofMillis(40));
        between.answers();
      } else {
        between.answers();
        between.post.passes(ofMillis(40));
        between.post.holds(between.first);
      }
      assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
      assertTrue(between.post.isBridged(between.emergency, between.second));
      between.post.passes(ofSeconds(5));
      between.post.hangsUp(between.emergency);
      assertFalse(between.post.isBridged(between.patient, between.first));
      between.post.resumes(between.first);
      assertTrue(between.post.isBridged(between.patient, between.first));
      between.post.hangsUp(between.patient);
      between.post.isAtRest();
    }
  }

  @Test
  void aPhoneThatNeverSaidThatItHoldsGoesOnWithThePatientAfterwards() {
    var between = new Interrupted();
    between.answers();
    between.post.passes(ofSeconds(40));
    between.post.hangsUp(between.second);
    assertTrue(between.post.isBridged(between.patient, between.first));
    between.post.hangsUp(between.patient);
    between.post.isAtRest();
  }

  @Test
  void theRecordTellsWhoWasInterruptedAndForHowLong() {
    var between = new Interrupted();
    between.answers();
    between.post.passes(ofSeconds(40));
    between.post.hangsUp(between.second);
    between.post.passes(ofSeconds(10));
    between.post.hangsUp(between.patient);
    List<Segment> segments = between.post.lastEnded().segments();
    Segment interrupted =
        segments.stream()
            .filter(segment -> segment.kind() == Segment.Kind.INTERRUPTED)
            .findFirst()
            .orElseThrow();
    assertEquals(interrupted.from().plus(ofSeconds(40)), interrupted.until().orElseThrow());
    assertEquals("1201", interrupted.who());
  }

  @Test
  void aPatientWhoHangsUpMeanwhileLeavesTheEmergencyAlone() {
    var between = new Interrupted();
    between.answers();
    between.post.hangsUp(between.patient);
    assertTrue(between.post.isBridged(between.emergency, between.second));
    between.ends();
  }

  @Test
  void aPhoneThatFallsWhileTheEmergencyRingsBringsThePatientBackToTheHeadOfTheQueue() {
    var between = new Interrupted();
    between.post.unregisters("desk1");
    between.post.isLost(between.first);
    assertEquals(1, between.post.queue("999").waiting());
    assertEquals(1, between.post.queue("900").waiting());
    between.ends();
  }

  @Test
  void aPhoneThatFallsInTheEmergencyBringsBothBackToTheHeads() {
    for (boolean isFirstLostFirst : new boolean[] {true, false}) {
      var between = new Interrupted();
      between.answers();
      between.post.passes(ofSeconds(5));
      between.post.unregisters("desk1");
      between.post.isLost(isFirstLostFirst ? between.first : between.second);
      between.post.isLost(isFirstLostFirst ? between.second : between.first);
      between.post.passes(ofSeconds(11));
      assertEquals(1, between.post.queue("900").waiting());
      assertEquals(1, between.post.queue("999").waiting());
      between.ends();
    }
  }

  @Test
  void aPhoneThatFallsAfterItsHoldBringsBothBackToTheHeads() {
    var between = new Interrupted();
    between.answers();
    between.post.holds(between.first);
    between.post.passes(ofSeconds(5));
    between.post.unregisters("desk1");
    between.post.isLost(between.second);
    between.post.isLost(between.first);
    between.post.passes(ofSeconds(11));
    assertEquals(1, between.post.queue("900").waiting());
    assertEquals(1, between.post.queue("999").waiting());
    between.ends();
  }

  // --- a phone with one line ---

  /** A patient at a phone that refuses a second call, where the emergency was whispered. */
  private static final class Whispered {
    final PbxTester post = post("1201", "1202");
    final LegId patient;
    final LegId agent;
    final LegId emergency;

    Whispered() {
      post.code("desk2", "*46");
      patient = talksAt(post, "desk1");
      agent = post.at("desk1");
      emergency = post.outside(EMERGENCY, SPOED);
      post.fails(post.at("desk1"), Cause.BUSY, 486);
    }

    void ends() {
      for (LegId leg : List.of(emergency, patient)) {
        if (!post.isOver(leg)) {
          post.hangsUp(leg);
        }
      }
      post.passes(ofSeconds(30));
      post.isAtRest();
    }
  }

  private static long whispersAt(PbxTester post, LegId leg) {
    return post.commands.stream()
        .filter(
            c ->
                c instanceof Command.Whisper(var to, _, var prompts)
                    && to.equals(leg)
                    && prompts.equals(List.of(Prompts.PRESS_NINE)))
        .count();
  }

  @Test
  void whoTalksOnAPhoneWithOneLineHearsAWhisperAgainEachTenSeconds() {
    var one = new Whispered();
    assertEquals(1, whispersAt(one.post, one.agent));
    assertTrue(one.post.isBridged(one.patient, one.agent));
    one.post.passes(ofSeconds(10));
    one.post.fails(one.post.at("desk1"), Cause.BUSY, 486);
    assertEquals(2, whispersAt(one.post, one.agent));
    one.ends();
  }

  @Test
  void keyNineTakesTheEmergencyOnTheSameLegAndThePatientComesBackAfterwards() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    assertTrue(one.post.isBridged(one.emergency, one.agent));
    assertEquals(List.of(Prompts.INTERRUPTED), one.post.hears(one.patient));
    one.post.passes(ofSeconds(30));
    one.post.hangsUp(one.emergency);
    assertFalse(one.post.isOver(one.agent));
    assertTrue(one.post.isBridged(one.patient, one.agent));
    assertEquals("1201", one.post.lastEnded().answeredBy().orElseThrow());
    one.post.hangsUp(one.patient);
    one.post.isAtRest();
  }

  @Test
  void otherKeysAreOfTheConversation() {
    var one = new Whispered();
    one.post.keys(one.agent, "8");
    assertTrue(one.post.isBridged(one.patient, one.agent));
    one.ends();
  }

  @Test
  void withoutAnEmergencyKeyNineIsLikeAnyOther() {
    var post = post("1201");
    LegId patient = talksAt(post, "desk1");
    post.keys(post.at("desk1"), "9");
    assertTrue(post.isBridged(patient, post.at("desk1")));
    LegId emergency = post.outside(EMERGENCY, SPOED);
    post.hangsUp(emergency);
    post.keys(post.at("desk1"), "9");
    assertTrue(post.isBridged(patient, post.at("desk1")));
  }

  @Test
  void whoHangsUpAfterTheEmergencyIsRungForThePatientWhoThenGoesToTheHeadOfTheQueue() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    one.post.hangsUp(one.agent);
    assertTrue(one.post.isOver(one.emergency));
    assertFalse(one.post.isOver(one.patient));
    LegId recall = one.post.at("desk1");
    one.post.rings(recall);
    one.post.passes(ofSeconds(10));
    assertEquals(1, one.post.queue("999").waiting());
    one.ends();
  }

  @Test
  void aPhoneWithOneLineThatFallsBringsBothBackToTheHeads() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    one.post.unregisters("desk1");
    one.post.isLost(one.agent);
    one.post.passes(ofSeconds(11));
    assertEquals(1, one.post.queue("900").waiting());
    assertEquals(1, one.post.queue("999").waiting());
    one.ends();
  }

  @Test
  void aPatientWhoHangsUpMeanwhileLeavesTheLegToTheEmergency() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    one.post.hangsUp(one.patient);
    assertTrue(one.post.isBridged(one.emergency, one.agent));
    one.post.hangsUp(one.emergency);
    one.post.isAtRest();
  }

  @Test
  void othersWhoRangLearnThatItWasTakenElsewhere() {
    var one = new Whispered();
    one.post.passes(ofSeconds(9));
    one.post.code("desk2", "*49");
    LegId loser = one.post.at("desk2");
    one.post.keys(one.agent, "9");
    assertEquals(Cause.COMPLETED_ELSEWHERE, one.post.endOf(loser));
    one.ends();
  }
}

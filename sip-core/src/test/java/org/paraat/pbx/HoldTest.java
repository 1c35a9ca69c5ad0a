package org.paraat.pbx;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;

/** Hold: who waits hears music and is owned by who put them there. */
class HoldTest {
  private static final String PATIENT = Talk.PATIENT;

  @Test
  void whoIsOnHoldHearsALineAndThenMusicUntilThePhoneResumes() {
    var talk = new Talk();
    talk.post.holds(talk.agent);
    assertEquals(List.of(Prompts.ON_HOLD), talk.post.hears(talk.patient));
    talk.post.finishes(talk.patient);
    assertEquals(List.of(Prompts.MUSIC), talk.post.hears(talk.patient));
    talk.post.passes(ofSeconds(5));
    talk.post.resumes(talk.agent);
    assertTrue(talk.post.isBridged(talk.patient, talk.agent));
    talk.post.hangsUp(talk.patient);
    var record = talk.post.lastEnded();
    assertEquals(
        List.of("WAITED 999", "TALKED 1201", "HELD 1201", "TALKED 1201"),
        PbxTester.segments(record));
    assertTrue(record.segments().stream().allMatch(s -> s.until().isPresent()));
    talk.post.isAtRest();
  }

  @Test
  void bothSidesHoldAndTheLastWhoResumesBringsThemTogether() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId caller = post.phone("desk1", "1202");
    LegId called = post.at("desk2");
    post.answers(called);
    post.holds(called);
    post.holds(caller);
    post.resumes(called);
    assertFalse(post.isBridged(caller, called));
    assertEquals(List.of(Prompts.ON_HOLD), post.hears(called));
    post.resumes(caller);
    assertTrue(post.isBridged(caller, called));
    post.hangsUp(caller);
    post.isAtRest();
  }

  @Test
  void theOwnerIsRemindedTwiceThenRungAndThenTheCallerIsFirstInTheQueueAgain() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    post.finishes(talk.patient);
    LegId waits = post.outside("0622222222", "0880000999");
    post.passes(ofSeconds(60));
    LegId reminder = post.at("desk1");
    assertFalse(reminder.equals(talk.agent));
    assertEquals(Alerting.RECALL, post.dialOf(reminder).alerting());
    assertEquals(PATIENT, post.dialOf(reminder).shownAs().number());
    post.rings(reminder);
    post.passes(ofSeconds(4));
    assertEquals(talk.agent, post.at("desk1"));
    post.passes(ofSeconds(56));
    assertFalse(post.at("desk1").equals(talk.agent));
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(60));
    assertFalse(post.at("desk1").equals(talk.agent));
    post.rings(post.at("desk1"));
    assertTrue(post.isAnswered(talk.agent));
    post.passes(ofSeconds(15));
    assertTrue(post.isOver(talk.agent));
    assertEquals(2, post.queue("999").waiting());
    post.passes(ofSeconds(3));
    post.answers(post.at("desk1"));
    assertTrue(post.isBridged(talk.patient, post.at("desk1")));
    post.hangsUp(waits);
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void whoAnswersTheRecallGetsTheCallerAndTheOldLegEnds() {
    var talk = new Talk();
    talk.post.holds(talk.agent);
    talk.post.passes(ofSeconds(180));
    LegId recall = talk.post.at("desk1");
    talk.post.answers(recall);
    assertTrue(talk.post.isBridged(talk.patient, recall));
    assertTrue(talk.post.isOver(talk.agent));
    talk.post.hangsUp(recall);
    assertTrue(talk.post.isOver(talk.patient));
    talk.post.isAtRest();
  }

  @Test
  void whoHangsUpOnACallerOnHoldIsRungAtOnceForTenSeconds() {
    for (boolean isLost : new boolean[] {false, true}) {
      var talk = new Talk();
      talk.post.holds(talk.agent);
      if (isLost) {
        talk.post.isLost(talk.agent);
      } else {
        talk.post.hangsUp(talk.agent);
      }
      assertFalse(talk.post.isOver(talk.patient));
      assertFalse(talk.post.isQuiet("desk1"));
      talk.post.passes(ofSeconds(10));
      assertEquals(1, talk.post.queue("999").waiting());
      talk.post.hangsUp(talk.patient);
      talk.post.isAtRest();
    }
  }

  @Test
  void anOwnerWhoTalksWithSomebodyElseIsRemindedByATone() {
    var post = PbxTester.withPeople("1201", "1202", "1203");
    LegId first = post.phone("desk2", "1201");
    LegId atOne = post.at("desk1");
    post.answers(atOne);
    LegId other = post.phone("desk1", "1203");
    post.answers(post.at("desk3"));
    // more than a moment later: the other conversation is not about this caller
    post.passes(ofSeconds(3));
    post.holds(atOne);
    post.passes(ofSeconds(60));
    assertTrue(
        post.commands.stream()
            .anyMatch(
                c ->
                    c instanceof Command.Whisper(var leg, _, var prompts)
                        && leg.equals(other)
                        && prompts.equals(List.of(Prompts.REMINDER))));
    post.hangsUp(first);
    post.hangsUp(other);
    post.isAtRest();
  }

  @Test
  void whoCalledOutAndHangsUpOnHoldIsRungWithTheNumberOfTheOther() {
    var post = PbxTester.withPeople("1201");
    LegId caller = post.phone("desk1", PATIENT);
    LegId patient = post.atNumber("carrier-a", PATIENT);
    post.answers(patient);
    post.holds(caller);
    post.hangsUp(caller);
    LegId recall = post.at("desk1");
    assertEquals(new CallerId(PATIENT, ""), post.dialOf(recall).shownAs());
    post.answers(recall);
    assertTrue(post.isBridged(patient, recall));
    post.hangsUp(recall);
    post.isAtRest();
  }

  @Test
  void aCallerOfNoQueueWhoseOwnerIsGoneAndDoesNotAnswerIsToldSo() {
    var post = PbxTester.withPeople("1201");
    LegId patient = post.outside(PATIENT, "0880001201");
    post.answers(post.at("desk1"));
    post.holds(post.at("desk1"));
    post.hangsUp(post.at("desk1"));
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(44));
    assertFalse(post.isQuiet("desk1"));
    post.passes(ofSeconds(1));
    assertEquals(List.of(Prompts.NOT_REACHABLE, Prompts.GOODBYE), post.hears(patient));
    post.finishes(patient);
    assertEquals(Cause.NO_ANSWER, post.lastEnded().cause().orElseThrow());
    post.isAtRest();
  }

  @Test
  void aPhoneThatIsBackInAMomentStillGetsTheCallerOfNoQueueWhomItHeld() {
    var post = PbxTester.withPeople("1201");
    LegId patient = post.outside(PATIENT, "0880001201");
    post.answers(post.at("desk1"));
    post.holds(post.at("desk1"));
    post.unregisters("desk1");
    post.isLost(post.at("desk1"));
    post.passes(ofSeconds(12));
    assertEquals(List.of(Prompts.ON_HOLD), post.hears(patient));
    post.registers("desk1");
    post.passes(ofSeconds(5));
    post.fails(post.at("desk1"), Cause.BUSY, 486);
    post.passes(ofSeconds(5));
    post.answers(post.at("desk1"));
    assertTrue(post.isBridged(patient, post.at("desk1")));
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void aPhoneThatNeverComesBackIsAwaitedForNoLongerThanItWouldHaveRung() {
    var post = PbxTester.withPeople("1201");
    LegId patient = post.outside(PATIENT, "0880001201");
    post.answers(post.at("desk1"));
    post.holds(post.at("desk1"));
    post.unregisters("desk1");
    post.isLost(post.at("desk1"));
    post.passes(ofSeconds(45));
    assertEquals(List.of(Prompts.NOT_REACHABLE, Prompts.GOODBYE), post.hears(patient));
    post.finishes(patient);
    post.isAtRest();
  }

  @Test
  void whoHoldsFromOutsideOwnsNothingAndEndsTheCallByHangingUp() {
    var talk = new Talk();
    talk.post.holds(talk.patient);
    assertEquals(List.of(Prompts.ON_HOLD), talk.post.hears(talk.agent));
    talk.post.passes(ofMinutes(10));
    assertFalse(talk.post.isOver(talk.agent));
    talk.post.hangsUp(talk.patient);
    assertTrue(talk.post.isOver(talk.agent));
    talk.post.isAtRest();
  }

  @Test
  void aCopyKeepsWhoIsOnHold() {
    var talk = new Talk();
    talk.post.holds(talk.agent);
    talk.post.passes(ofSeconds(30));
    talk.post.pbx = Pbx.restore(talk.post.pbx.snapshot());
    talk.post.passes(ofSeconds(30));
    assertFalse(talk.post.at("desk1").equals(talk.agent));
    talk.post.hangsUp(talk.patient);
    assertEquals(Segment.Kind.HELD, talk.post.lastEnded().segments().getLast().kind());
    talk.post.isAtRest();
  }

  // --- an emergency comes in between ---

  /** A patient of queue 999 and an emergency, both for 1201, who has nobody beside. */
  static PbxTester interrupted(List<LegId> legs, String order) {
    var post = PbxTester.withAgents("999", "1201").signsOn("900", "1201");
    post.passes(ofSeconds(3));
    LegId patient = post.outside(PATIENT, "0880000999");
    LegId first = post.at("desk1");
    post.answers(first);
    LegId urgent = post.outside("0622222222", "0880000112");
    LegId second = post.at("desk1");
    legs.addAll(List.of(patient, first, urgent, second));
    switch (order) {
      case "holds before it answers" -> {
        post.holds(first);
        post.answers(second);
      }
      case "answers before it holds" -> {
        post.answers(second);
        post.holds(first);
      }
      default -> post.answers(second);
    }
    return post;
  }

  @Test
  void whoIsInterruptedByAnEmergencyIsToldSoInWhicheverOrderThePhoneSaysIt() {
    for (String order : List.of("holds before it answers", "answers before it holds", "silent")) {
      var legs = new ArrayList<LegId>();
      var post = interrupted(legs, order);
      LegId patient = legs.get(0);
      assertEquals(List.of(Prompts.INTERRUPTED), post.hears(patient), order);
      assertTrue(post.isBridged(legs.get(2), legs.get(3)), order);
      post.finishes(patient);
      assertEquals(List.of(Prompts.MUSIC), post.hears(patient), order);
      post.hangsUp(legs.get(2));
      if (order.equals("silent")) {
        assertTrue(post.isBridged(patient, legs.get(1)), order);
      } else {
        assertFalse(post.isBridged(patient, legs.get(1)), order);
        post.resumes(legs.get(1));
        assertTrue(post.isBridged(patient, legs.get(1)), order);
      }
      post.hangsUp(patient);
      assertTrue(
          PbxTester.segments(post.lastEnded()).contains("INTERRUPTED 1201"),
          () -> order + PbxTester.segments(post.lastEnded()));
      post.isAtRest();
    }
  }

  @Test
  void theEmergencyIsHandedOverToADoctorOutsideAndTheFirstPatientIsTakenBack() {
    for (boolean fromTheOtherLine : new boolean[] {false, true}) {
      var legs = new ArrayList<LegId>();
      var post = interrupted(legs, "answers before it holds");
      LegId patient = legs.get(0);
      LegId urgent = legs.get(2);
      LegId second = legs.get(3);
      post.holds(second);
      LegId consult = post.phone("desk1", "0600000050");
      LegId doctor = post.atNumber("carrier-a", "0600000050");
      post.answers(doctor);
      post.passes(ofMinutes(2));
      assertEquals(List.of(Prompts.ON_HOLD), post.hears(urgent));
      post.holds(consult);
      LegId asks = fromTheOtherLine ? consult : second;
      post.transfers(asks, fromTheOtherLine ? second : consult);
      assertTrue(post.isBridged(urgent, doctor));
      assertTrue(post.isOver(consult) && post.isOver(second));
      post.resumes(legs.get(1));
      assertTrue(post.isBridged(patient, legs.get(1)));
      post.hangsUp(doctor);
      assertTrue(post.isOver(urgent));
      post.hangsUp(patient);
      post.isAtRest();
    }
  }

  @Test
  void aPhoneThatFallsBetweenTwoCallersLosesNeither() {
    var legs = new ArrayList<LegId>();
    var post = interrupted(legs, "answers before it holds");
    post.isLost(legs.get(3));
    post.isLost(legs.get(1));
    assertFalse(post.isOver(legs.get(0)));
    assertFalse(post.isOver(legs.get(2)));
    post.passes(ofSeconds(20));
    assertEquals(1, post.queue("900").waiting());
    assertEquals(1, post.queue("999").waiting());
    post.everybodyHangsUp();
    post.isAtRest();
  }

  @Test
  void aPhoneThatHoldsSendsNothingAndIsAskedWhetherItIsThere() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    assertEquals(1, asked(post, talk.agent));
    post.passes(ofSeconds(21));
    assertEquals(2, asked(post, talk.agent));
    post.passes(ofSeconds(20));
    assertEquals(3, asked(post, talk.agent));
    post.resumes(talk.agent);
    post.passes(ofSeconds(40));
    assertEquals(3, asked(post, talk.agent));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  private static long asked(PbxTester post, LegId leg) {
    return post.commands.stream().filter(new Command.AskIfThere(leg)::equals).count();
  }
}

package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.pbx.EmergencyBed.EMERGENCY;
import static org.paraat.pbx.EmergencyBed.PATIENT;
import static org.paraat.pbx.EmergencyBed.post;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;

/** What the patient lives through while an emergency comes in between (V5). */
class InterruptionTest {
  private static final String DOCTOR = "0633333333";

  /** The emergency rings at the phone of the one who talks. */
  private static final class Interrupted extends EmergencyBed {
    final LegId second;

    Interrupted() {
      second = post.at("desk1");
      post.rings(second);
    }

    void answers() {
      post.answers(second);
    }

    /** Whom the agent has just called. */
    LegId doctorRings() {
      LegId doctor = post.atNumber("carrier-a", DOCTOR);
      post.rings(doctor);
      return doctor;
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
  void whoIsReachedByAPhoneThatTookAnotherCallMeanwhileIsOnHold() {
    var post = post("1201");
    LegId other = post.outside(EMERGENCY, "0880001201");
    LegId second = post.at("desk1");
    post.rings(second);
    LegId own = post.phone("desk1", PATIENT);
    LegId called = post.atNumber("carrier-a", PATIENT);
    post.rings(called);
    post.passes(ofSeconds(1));
    post.answers(second);
    post.passes(ofSeconds(1));
    post.answers(called);
    assertTrue(post.isBridged(other, second));
    assertEquals(List.of(Prompts.ON_HOLD), post.hears(called));
    post.hangsUp(other);
    assertTrue(post.isBridged(own, called));
    post.hangsUp(called);
    post.isAtRest();
  }

  @Test
  void aPatientWhoHeldAndResumesWhileTheEmergencyIsHelpedIsOnHold() {
    var between = new Interrupted();
    between.post.holds(between.patient);
    between.post.passes(ofSeconds(1));
    between.answers();
    between.post.passes(ofSeconds(1));
    between.post.resumes(between.patient);
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.hangsUp(between.emergency);
    assertTrue(between.post.isBridged(between.patient, between.agent));
    between.ends();
  }

  @Test
  void aPhoneThatTurnsBackToThePatientBeforeItHoldsTheEmergencyTalksWithThem() {
    var between = new Interrupted();
    between.post.holds(between.agent);
    between.answers();
    between.post.passes(ofSeconds(9));
    between.post.resumes(between.agent);
    between.post.passes(ofMillis(40));
    between.post.holds(between.second);
    assertTrue(between.post.isBridged(between.patient, between.agent));
    assertEquals(List.of(Prompts.ON_HOLD), between.post.hears(between.emergency));
    between.ends();
  }

  @Test
  void whoWasConsultedAboutIsComeBackToFirst() {
    var between = new Interrupted();
    between.answers();
    between.post.passes(ofSeconds(5));
    between.post.holds(between.second);
    LegId asks = between.post.phone("desk1", DOCTOR);
    LegId doctor = between.doctorRings();
    between.post.answers(doctor);
    between.post.hangsUp(doctor);
    assertTrue(between.post.isOver(asks));
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.resumes(between.second);
    assertTrue(between.post.isBridged(between.emergency, between.second));
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.hangsUp(between.emergency);
    assertTrue(between.post.isBridged(between.patient, between.agent));
    between.ends();
  }

  @Test
  void aPhoneThatDialsWhenTheEmergencyEndsIsNotFreeYet() {
    var between = new Interrupted();
    between.answers();
    between.post.passes(ofSeconds(5));
    LegId asks = between.post.phone("desk1", DOCTOR);
    LegId doctor = between.doctorRings();
    between.post.hangsUp(between.emergency);
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.answers(doctor);
    assertTrue(between.post.isBridged(asks, doctor));
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.hangsUp(doctor);
    assertTrue(between.post.isBridged(between.patient, between.agent));
    between.ends();
  }

  @Test
  void whoTalksAtAPhoneThatTurnsBackToAnotherIsOnHoldAgain() {
    var between = new Interrupted();
    between.answers();
    between.post.passes(ofSeconds(5));
    between.post.holds(between.second);
    between.post.passes(ofSeconds(5));
    LegId colleagues = between.post.outside(DOCTOR, "0880001202");
    between.post.rings(between.post.at("desk2"));
    LegId taken = between.post.phone("desk1", "*8");
    assertTrue(between.post.isBridged(colleagues, taken));
    between.post.hangsUp(colleagues);
    assertTrue(between.post.isBridged(between.patient, between.agent));
    between.post.resumes(between.second);
    assertTrue(between.post.isBridged(between.emergency, between.second));
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.hangsUp(between.emergency);
    assertTrue(between.post.isBridged(between.patient, between.agent));
    between.ends();
  }

  @Test
  void whoAPhoneTurnedToWhileItHeldAnotherJoinsThem() {
    var between = new Interrupted();
    between.post.holds(between.agent);
    LegId asks = between.post.phone("desk1", DOCTOR);
    LegId doctor = between.doctorRings();
    between.post.answers(doctor);
    between.post.passes(ofSeconds(10));
    between.post.resumes(between.agent);
    assertTrue(between.post.isBridged(between.patient, between.agent));
    assertTrue(between.post.isBridged(asks, doctor));
    between.post.hangsUp(doctor);
    between.ends();
  }

  @Test
  void theHoldOfThePhoneMayComeBeforeOrAfterItsAnswer() {
    for (boolean isBefore : new boolean[] {true, false}) {
      var between = new Interrupted();
      if (isBefore) {
        between.post.holds(between.agent);
        between.post.passes(ofMillis(40));
        between.answers();
      } else {
        between.answers();
        between.post.passes(ofMillis(40));
        between.post.holds(between.agent);
      }
      assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
      assertTrue(between.post.isBridged(between.emergency, between.second));
      between.post.passes(ofSeconds(5));
      between.post.hangsUp(between.emergency);
      assertFalse(between.post.isBridged(between.patient, between.agent));
      between.post.resumes(between.agent);
      assertTrue(between.post.isBridged(between.patient, between.agent));
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
    assertTrue(between.post.isBridged(between.patient, between.agent));
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
    between.post.isLost(between.agent);
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
      between.post.isLost(isFirstLostFirst ? between.agent : between.second);
      between.post.isLost(isFirstLostFirst ? between.second : between.agent);
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
    between.post.holds(between.agent);
    between.post.passes(ofSeconds(5));
    between.post.unregisters("desk1");
    between.post.isLost(between.second);
    between.post.isLost(between.agent);
    between.post.passes(ofSeconds(11));
    assertEquals(1, between.post.queue("900").waiting());
    assertEquals(1, between.post.queue("999").waiting());
    between.ends();
  }
}

package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;

/** What the patient lives through while an emergency comes in between (V5). */
class InterruptionTest {
  private static final String TRIAGE = "0880000999";
  private static final String SPOED = "0880000112";
  private static final String PATIENT = "0611111111";
  private static final String EMERGENCY = "0622222222";
  private static final String DOCTOR = "0633333333";

  private static PbxTester post(String... agents) {
    return PbxTester.withAgents("999", agents).signsOn("900", agents);
  }

  /** A patient who talks with the agent at the phone. */
  private static LegId talksAt(PbxTester post, String device) {
    LegId patient = post.outside(PATIENT, TRIAGE);
    post.answers(post.at(device));
    return patient;
  }

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
    assertTrue(between.post.isBridged(between.patient, between.first));
    between.ends();
  }

  @Test
  void aPhoneThatTurnsBackToThePatientBeforeItHoldsTheEmergencyTalksWithThem() {
    var between = new Interrupted();
    between.post.holds(between.first);
    between.answers();
    between.post.passes(ofSeconds(9));
    between.post.resumes(between.first);
    between.post.passes(ofMillis(40));
    between.post.holds(between.second);
    assertTrue(between.post.isBridged(between.patient, between.first));
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
    LegId doctor = between.post.atNumber("carrier-a", DOCTOR);
    between.post.rings(doctor);
    between.post.answers(doctor);
    between.post.hangsUp(doctor);
    assertTrue(between.post.isOver(asks));
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.resumes(between.second);
    assertTrue(between.post.isBridged(between.emergency, between.second));
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.hangsUp(between.emergency);
    assertTrue(between.post.isBridged(between.patient, between.first));
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
    assertTrue(between.post.isBridged(between.patient, between.first));
    between.post.resumes(between.second);
    assertTrue(between.post.isBridged(between.emergency, between.second));
    assertEquals(List.of(Prompts.INTERRUPTED), between.post.hears(between.patient));
    between.post.hangsUp(between.emergency);
    assertTrue(between.post.isBridged(between.patient, between.first));
    between.ends();
  }

  @Test
  void whoAPhoneTurnedToWhileItHeldAnotherJoinsThem() {
    var between = new Interrupted();
    between.post.holds(between.first);
    LegId asks = between.post.phone("desk1", DOCTOR);
    LegId doctor = between.post.atNumber("carrier-a", DOCTOR);
    between.post.rings(doctor);
    between.post.answers(doctor);
    between.post.passes(ofSeconds(10));
    between.post.resumes(between.first);
    assertTrue(between.post.isBridged(between.patient, between.first));
    assertTrue(between.post.isBridged(asks, doctor));
    between.post.hangsUp(doctor);
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
}

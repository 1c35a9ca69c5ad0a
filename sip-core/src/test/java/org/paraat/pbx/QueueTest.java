package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.TrunkId;

/** A patient waits, and who is rung. */
class QueueTest {
  private static final String TRIAGE = "0880000999";
  private static final String SPOED = "0880000112";
  private static final String PATIENT = "0612345678";

  @Test
  void aPatientIsAnsweredAtOnceHearsMusicAndTalksWithTheFreeAgent() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = post.outside(PATIENT, TRIAGE);
    assertTrue(post.isAnswered(patient));
    assertEquals(List.of(Prompts.MUSIC), post.hears(patient));
    LegId agent = post.at("desk1");
    assertEquals(new CallerId(PATIENT, ""), post.dialOf(agent).shownAs());
    post.rings(agent);
    assertEquals(AgentState.RINGING, post.agent("999", "1201").state());
    post.answers(agent);
    assertTrue(post.isBridged(patient, agent));
    assertEquals(AgentState.TALKING, post.agent("999", "1201").state());
    assertEquals("1201", post.pbx.view().calls().getFirst().answeredBy().orElseThrow());
    post.passes(ofSeconds(60));
    post.hangsUp(patient);
    assertEquals(Cause.NORMAL, post.endOf(agent));
    assertEquals(Cause.NORMAL, post.lastEnded().cause().orElseThrow());
    assertEquals(AgentState.WRAPUP, post.agent("999", "1201").state());
    post.passes(ofSeconds(2));
    assertEquals(AgentState.AVAILABLE, post.agent("999", "1201").state());
    post.isAtRest();
  }

  @Test
  void theNextAgentRingsWhenTheFirstDoesNotAnswer() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId first = post.at("desk1");
    post.rings(first);
    post.passes(ofSeconds(14));
    assertTrue(post.isQuiet("desk2"));
    post.passes(ofSeconds(1));
    assertEquals(Cause.NO_ANSWER, post.endOf(first));
    LegId second = post.at("desk2");
    post.answers(second);
    assertTrue(post.isBridged(patient, second));
  }

  @Test
  void aDeclinedOfferGoesToTheNextAgentAtOnceAndTheCallerKeepsThePlace() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    post.outside(PATIENT, TRIAGE);
    post.declines(post.at("desk1"));
    post.answers(post.at("desk2"));
    assertTrue(post.isQuiet("desk1"));
  }

  @Test
  void aPhoneThatSaysNothingIsPassedOverInThreeSecondsAndCountsAsUnreachable() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    post.outside(PATIENT, TRIAGE);
    post.passes(ofSeconds(3));
    assertTrue(post.isQuiet("desk1"));
    assertEquals(AgentState.UNREACHABLE, post.agent("999", "1201").state());
    post.rings(post.at("desk2"));
    post.passes(ofSeconds(4));
    post.registers("desk1");
    assertEquals(AgentState.AVAILABLE, post.agent("999", "1201").state());
  }

  @Test
  void anUnregisteredPhoneIsNeverOfferedACall() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    post.unregisters("desk1");
    post.outside(PATIENT, TRIAGE);
    assertTrue(post.isQuiet("desk1"));
    assertFalse(post.isQuiet("desk2"));
  }

  @Test
  void theOnlyAgentWhoDeclinesIsAskedAgainWithinASecondButNotAtOnce() {
    var post = PbxTester.withAgents("999", "1201");
    post.outside(PATIENT, TRIAGE);
    post.declines(post.at("desk1"));
    assertTrue(post.isQuiet("desk1"));
    post.passes(ofMillis(799));
    assertTrue(post.isQuiet("desk1"));
    post.passes(ofMillis(1));
    assertFalse(post.isQuiet("desk1"));
  }

  @Test
  void whoIsIdleForTheLongestGetsTheNextCall() {
    var post = PbxTester.withAgents("999", "1201", "1202", "1203");
    LegId first = post.outside(PATIENT, TRIAGE);
    post.answers(post.at("desk1"));
    post.passes(ofSeconds(5));
    post.hangsUp(first);
    post.passes(ofSeconds(5));
    post.outside(PATIENT, TRIAGE);
    assertFalse(post.isQuiet("desk2"));
    post.outside(PATIENT, TRIAGE);
    assertFalse(post.isQuiet("desk3"));
    post.outside(PATIENT, TRIAGE);
    assertFalse(post.isQuiet("desk1"));
  }

  @Test
  void whoseWrapUpEndsIsRungInWhateverTurnComesFirstAtThatMoment() {
    var post = PbxTester.withAgents("999", "1201");
    LegId served = post.outside("0611111111", TRIAGE);
    post.answers(post.at("desk1"));
    post.hangsUp(served);
    post.outside(PATIENT, TRIAGE);
    assertTrue(post.isQuiet("desk1"));
    post.now = post.now.plus(ofSeconds(2));
    post.tell(at -> PbxTester.probeAnswered(at, new TrunkId("carrier-a")));
    post.answers(post.at("desk1"));
    post.passes(ofSeconds(1));
  }

  @Test
  void emergenciesAreServedBeforeWhoWaitsLongerInARoutineQueue() {
    var post = PbxTester.withAgents("999", "1201").signsOn("900", "1201");
    LegId talking = post.outside(PATIENT, TRIAGE);
    post.answers(post.at("desk1"));
    LegId routine = post.outside("0611111111", TRIAGE);
    post.passes(ofSeconds(30));
    LegId emergency = post.outside("0622222222", SPOED);
    post.hangsUp(talking);
    post.passes(ofSeconds(2));
    LegId offer = post.at("desk1");
    assertEquals(Alerting.EMERGENCY, post.dialOf(offer).alerting());
    post.answers(offer);
    assertTrue(post.isBridged(emergency, offer));
    post.hangsUp(emergency);
    post.answers(post.at("desk1"));
    assertTrue(post.isBridged(routine, post.at("desk1")));
  }

  @Test
  void aPhoneThatStillRingsForARoutineCallerRingsForTheEmergencyInstead() {
    var post = PbxTester.withAgents("999", "1201", "1202").signsOn("900", "1201");
    LegId routine = post.outside("0611111111", TRIAGE);
    LegId first = post.at("desk1");
    LegId emergency = post.outside("0622222222", SPOED);
    assertTrue(post.isOver(first));
    LegId offer = post.at("desk1");
    assertEquals("0622222222", post.dialOf(offer).shownAs().number());
    assertEquals("0611111111", post.dialOf(post.at("desk2")).shownAs().number());
    post.answers(offer);
    assertTrue(post.isBridged(emergency, offer));
    assertFalse(post.isOver(routine));
  }

  @Test
  void whileSomebodyRingsForTheEmergencyRoutineCallersKeepTheirOffers() {
    var post = PbxTester.withAgents("999", "1201", "1202").signsOn("900", "1201", "1202");
    post.outside("0611111111", TRIAGE);
    LegId routine = post.at("desk1");
    post.outside("0622222222", SPOED);
    assertFalse(post.isOver(routine));
    assertEquals("0622222222", post.dialOf(post.at("desk2")).shownAs().number());
  }

  @Test
  void ringAllRingsEverybodyWhoIsFreeAndTheLosersHearThatItWasCompletedElsewhere() {
    var post = PbxTester.withAgents("900", "1201", "1202", "1203");
    LegId patient = post.outside(PATIENT, SPOED);
    LegId one = post.at("desk1");
    LegId two = post.at("desk2");
    LegId three = post.at("desk3");
    post.answers(two);
    assertTrue(post.isBridged(patient, two));
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(one));
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(three));
    assertEquals(AgentState.AVAILABLE, post.agent("900", "1201").state());
  }

  @Test
  void ofTwoWhoAnswerInTheSameMomentOneGetsTheCaller() {
    var post = PbxTester.withAgents("900", "1201", "1202");
    LegId patient = post.outside(PATIENT, SPOED);
    LegId one = post.at("desk1");
    LegId two = post.at("desk2");
    post.answers(one);
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(two));
    post.tell(at -> new Event.Answered(at, two));
    assertEquals(List.of(), post.last);
    assertTrue(post.isBridged(patient, one));
  }

  @Test
  void whoBecomesFreeJoinsTheRingingOfARingAllQueue() {
    var post = PbxTester.withAgents("900", "1201", "1202");
    post.code("desk2", "*46");
    post.outside(PATIENT, SPOED);
    assertTrue(post.isQuiet("desk2"));
    post.code("desk2", "*49");
    assertFalse(post.isQuiet("desk2"));
  }

  @Test
  void aCallerWhoGivesUpWhileItRingsLeavesNothingBehind() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId agent = post.at("desk1");
    post.hangsUp(patient);
    assertEquals(Cause.CALLER_GAVE_UP, post.endOf(agent));
    assertEquals(Cause.CALLER_GAVE_UP, post.lastEnded().cause().orElseThrow());
    post.answers(agent);
    post.isAtRest();
    assertEquals(AgentState.AVAILABLE, post.agent("999", "1201").state());
  }

  @Test
  void aPauseWhileItRingsSendsTheCallToTheNextAgent() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    post.outside(PATIENT, TRIAGE);
    assertFalse(post.isQuiet("desk1"));
    post.code("desk1", "*46");
    assertTrue(post.isQuiet("desk1"));
    assertFalse(post.isQuiet("desk2"));
  }

  @Test
  void aPhoneThatLosesItsRegistrationWhileItRingsIsPassedOver() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    post.outside(PATIENT, TRIAGE);
    post.unregisters("desk1");
    assertTrue(post.isQuiet("desk1"));
    assertFalse(post.isQuiet("desk2"));
  }

  @Test
  void nobodyReachableCallsOutTheMobilesAndAfterTenSecondsTheSosPhonesToo() {
    var post = new PbxTester();
    LegId patient = post.outside(PATIENT, TRIAGE);
    assertEquals(List.of(Prompts.MUSIC), post.hears(patient));
    for (String mobile : List.of("0600000001", "0600000002", "0600000003")) {
      post.trying(post.atNumber("carrier-a", mobile));
      post.rings(post.atNumber("carrier-a", mobile));
    }
    assertFalse(post.isCalled("carrier-a", "0600000011"));
    assertEquals(1, post.alarms(Alarm.Kind.NOBODY_REACHABLE).size());
    post.passes(ofSeconds(10));
    LegId sos = post.atNumber("carrier-a", "0600000011");
    assertEquals(List.of(Prompts.MUSIC), post.hears(patient));
    assertEquals(PATIENT, post.dialOf(sos).shownAs().number());
    post.answers(sos);
    assertTrue(post.isBridged(patient, sos));
    assertFalse(post.isCalled("carrier-a", "0600000001"));
    assertEquals("0600000011", post.pbx.view().calls().getFirst().answeredBy().orElseThrow());
  }

  @Test
  void theSosPhonesRingAtOnceWhenAllMobilesRefuse() {
    var post = new PbxTester();
    post.outside(PATIENT, TRIAGE);
    post.declines(post.atNumber("carrier-a", "0600000001"));
    post.declines(post.atNumber("carrier-a", "0600000002"));
    assertFalse(post.isCalled("carrier-a", "0600000011"));
    post.declines(post.atNumber("carrier-a", "0600000003"));
    assertTrue(post.isCalled("carrier-a", "0600000011"));
    assertTrue(post.isCalled("carrier-a", "0600000012"));
  }

  @Test
  void whenEverybodyRefusesTheyAreCalledOutAgain() {
    var post = new PbxTester();
    LegId patient = post.outside(PATIENT, TRIAGE);
    for (String mobile : List.of("0600000001", "0600000002", "0600000003")) {
      post.declines(post.atNumber("carrier-a", mobile));
    }
    post.declines(post.atNumber("carrier-a", "0600000011"));
    post.declines(post.atNumber("carrier-a", "0600000012"));
    assertFalse(post.isCalled("carrier-a", "0600000001"));
    post.passes(ofSeconds(5));
    assertTrue(post.isCalled("carrier-a", "0600000001"));
    assertFalse(post.isOver(patient));
  }

  @Test
  void anAgentWhoComesInWhileTheMobilesRingIsOfferedTheCallToo() {
    var post = PbxTester.withAgents("999", "1201");
    post.unregisters("desk1");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId mobile = post.atNumber("carrier-a", "0600000002");
    post.registers("desk1");
    LegId agent = post.at("desk1");
    post.answers(agent);
    assertTrue(post.isBridged(patient, agent));
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(mobile));
  }

  @Test
  void callersGetTheMobilesInOrderOfArrival() {
    var post = new PbxTester();
    LegId first = post.outside("0611111111", TRIAGE);
    post.passes(ofSeconds(1));
    LegId second = post.outside("0622222222", TRIAGE);
    LegId mobile = post.atNumber("carrier-a", "0600000001");
    assertEquals("0611111111", post.dialOf(mobile).shownAs().number());
    post.answers(mobile);
    assertTrue(post.isBridged(first, mobile));
    LegId next = post.atNumber("carrier-a", "0600000002");
    assertEquals("0622222222", post.dialOf(next).shownAs().number());
    post.answers(next);
    assertTrue(post.isBridged(second, next));
  }

  @Test
  void whoIsPausedIsStillReachableSoNobodyIsCalledOut() {
    var post = PbxTester.withAgents("999", "1201");
    post.code("desk1", "*46");
    post.outside(PATIENT, TRIAGE);
    assertFalse(post.isCalled("carrier-a", "0600000001"));
    assertEquals(1, post.queue("999").waiting());
  }
}

package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;

/** A patient calls, somebody who serves the queue answers. */
@Scenarios
class QueueScenarios {

  private static Office postWithAgents(String... agents) {
    return new Office()
        .queue("Triage", q -> q.number("0880000100").agents(agents).ringTime(ofSeconds(15)));
  }

  private static OutsideCaller patient(Office post) {
    return post.outsideCaller("0612345678");
  }

  @Test
  void aPatientCallsAndTheTriagistAnswers() {
    var post = postWithAgents("1201");
    patient(post).dials("0880000100");
    post.phone("1201").rings().shows("0612345678").answers();
    patient(post).isTalkingTo(post.phone("1201"));
  }

  @Test
  void theNextAgentRingsWhenTheFirstDoesNotAnswer() {
    var post = postWithAgents("1201", "1202");
    patient(post).dials("0880000100");
    post.phone("1201").rings();
    post.phone("1202").isQuiet();
    post.passes(ofSeconds(16));
    post.phone("1201").isQuiet();
    post.phone("1202").rings().answers();
    patient(post).hears(post.phone("1202"));
  }

  @Test
  void whoDeclinesIsPassedOverAtOnce() {
    var post = postWithAgents("1201", "1202");
    patient(post).dials("0880000100");
    post.phone("1201").rings().declines();
    post.phone("1202").rings().answers();
    patient(post).isTalkingTo(post.phone("1202"));
  }

  @Test
  void aBusyPhoneIsPassedOverAtOnce() {
    var post = postWithAgents("1201", "1202");
    post.phone("1201").isBusyFromNow();
    patient(post).dials("0880000100");
    post.phone("1202").rings();
  }

  @Test
  void aPhoneThatForwardsItsCallsIsPassedOver() {
    var post = postWithAgents("1201", "1202");
    patient(post).dials("0880000100");
    post.phone("1201").rings().forwardsTo("0698765432");
    post.phone("1202").rings().answers();
  }

  @Test
  void aPhoneThatHasCrashedIsPassedOverAtOnce() {
    var post = postWithAgents("1201", "1202");
    post.phone("1201").crashes();
    patient(post).dials("0880000100");
    post.phone("1202").rings().answers();
    patient(post).isTalkingTo(post.phone("1202"));
  }

  @Test
  void aPhoneWithoutNetworkDoesNotKeepThePatientWaitingItsWholeRingTime() {
    var post = postWithAgents("1201", "1202");
    var dead = post.phone("1201").losesItsNetwork();
    patient(post).dials("0880000100");
    post.passes(ofSeconds(6));
    post.phone("1202").rings().answers();
    patient(post).isTalkingTo(post.phone("1202"));
    dead.hasItsNetworkBack();
  }

  @Test
  void aPhoneThatSaysNothingButTryingIsLeftAfterItsRingTime() {
    var post = postWithAgents("1201", "1202");
    post.phone("1201").saysNothingFromNow();
    patient(post).dials("0880000100");
    post.passes(ofSeconds(16));
    post.phone("1202").rings();
  }

  @Test
  void whoWaitsHearsMusic() {
    var post = postWithAgents("1201");
    patient(post).dials("0880000100").hears("music");
    post.passes(ofSeconds(5));
    post.phone("1201").rings().answers();
    patient(post).hearsNothing().hears(post.phone("1201"));
  }

  @Test
  void theOnlyAgentIsOfferedTheCallAgain() {
    var post = postWithAgents("1201");
    patient(post).dials("0880000100");
    post.phone("1201").rings();
    post.passes(ofSeconds(30));
    post.phone("1201").rings().answers();
    patient(post).isTalkingTo(post.phone("1201"));
  }

  @Test
  void whoGivesUpLeavesNoPhoneRinging() {
    var post = postWithAgents("1201");
    patient(post).dials("0880000100");
    post.phone("1201").rings();
    patient(post).hangsUp();
    post.phone("1201").isQuiet();
    CallRecord call = post.platform().endedCalls().getLast();
    assertEquals(Cause.CALLER_GAVE_UP, call.cause().orElseThrow());
  }

  @Test
  void theCallEndsWithWhoeverHangsUpFirst() {
    var post = postWithAgents("1201");
    patient(post).dials("0880000100");
    post.phone("1201").rings().answers().hangsUp();
    patient(post).isDone();
    patient(post).dials("0880000100");
    post.phone("1201").rings().answers();
    patient(post).hangsUp();
    post.phone("1201").isDone();
  }

  @Test
  void whoHasBeenIdleLongestIsAskedFirst() {
    var post = postWithAgents("1201", "1202");
    patient(post).dials("0880000100");
    post.phone("1201").rings().answers();
    post.passes(ofSeconds(10));
    patient(post).hangsUp();
    post.passes(ofSeconds(5));
    patient(post).dials("0880000100");
    post.phone("1202").rings();
    post.phone("1201").isQuiet();
  }

  @Test
  void whenAllRingTheFirstToAnswerHasTheCall() {
    var post =
        new Office()
            .queue("Triage", q -> q.number("0880000100").agents("1201", "1202", "1203").ringsAll());
    patient(post).dials("0880000100");
    post.phone("1201").rings();
    post.phone("1203").rings();
    post.phone("1202").rings().answers();
    post.phone("1201").learnsThatTheCallWasTakenElsewhere();
    post.phone("1203").learnsThatTheCallWasTakenElsewhere();
    patient(post).isTalkingTo(post.phone("1202"));
  }

  @Test
  void afterACallTheAgentIsLeftAloneForAMoment() {
    var post =
        new Office()
            .queue("Triage", q -> q.number("0880000100").agents("1201").wrapUp(ofSeconds(2)));
    patient(post).dials("0880000100");
    post.phone("1201").rings().answers();
    patient(post).hangsUp();
    patient(post).dials("0880000100");
    post.passes(ofSeconds(1));
    post.phone("1201").isQuiet();
    post.passes(ofMillis(1500));
    post.phone("1201").rings();
  }

  @Test
  void callersAreServedInTheOrderOfTheirArrival() {
    var post = postWithAgents("1201");
    var first = post.outsideCaller("0611111111");
    var second = post.outsideCaller("0622222222");
    first.dials("0880000100");
    second.dials("0880000100");
    post.phone("1201").rings().shows("0611111111").answers();
    first.hangsUp();
    post.phone("1201").rings().shows("0622222222").answers();
    second.isTalkingTo(post.phone("1201"));
  }

  @Test
  void whoseOfferWasDeclinedKeepsThePlace() {
    var post = postWithAgents("1201", "1202");
    var first = post.outsideCaller("0611111111");
    var second = post.outsideCaller("0622222222");
    patient(post).dials("0880000100");
    post.phone("1201").rings().answers();
    first.dials("0880000100");
    second.dials("0880000100");
    post.phone("1202").rings().shows("0611111111").declines();
    patient(post).hangsUp();
    post.phone("1201").rings().shows("0611111111");
  }

  @Test
  void anEmergencyGoesBeforeWhoWaitedLonger() {
    var post =
        new Office()
            .queue("Triage", q -> q.number("0880000100").agents("1201"))
            .queue("Spoed", q -> q.number("0880000112").agents("1201").emergency().ringsAll());
    post.phone("1201").isBusyFromNow();
    patient(post).dials("0880000100");
    post.passes(ofSeconds(1));
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.phone("1201").isFreeAgain();
    post.passes(ofSeconds(20));
    post.phone("1201").ringsForAnEmergency().shows("0699999999").answers();
    emergency.isTalkingTo(post.phone("1201"));
  }

  @Test
  void aPausedAgentIsNotRung() {
    var post = postWithAgents("1201", "1202");
    post.phone("1201").dials("*46").hears("pause").isDone();
    patient(post).dials("0880000100");
    post.phone("1202").rings();
    post.phone("1201").isQuiet();
  }

  @Test
  void anAgentWhosePhoneIsNotRegisteredIsNotOffered() {
    var post = postWithAgents("1201", "1202");
    var gone = post.phone("1201").unregisters();
    patient(post).dials("0880000100");
    post.phone("1202").rings();
    assertEquals(0, gone.callsReceived());
  }

  @Test
  void aPhoneThatComesBackIsOfferedWhoWaits() {
    var post = postWithAgents("1201");
    var phone = post.phone("1201");
    phone.unregisters();
    patient(post).dials("0880000100");
    post.passes(ofSeconds(3));
    phone.registers();
    phone.rings().answers();
    patient(post).isTalkingTo(phone);
  }

  @Test
  void onHoldThePatientIsNotHeardAndAfterwardsIs() {
    var post = postWithAgents("1201");
    patient(post).dials("0880000100");
    post.phone("1201").rings().answers().holds().doesNotHear(patient(post));
    post.phone("1201").resumes();
    patient(post).isTalkingTo(post.phone("1201"));
  }

  @Test
  void whenNobodyCanBeReachedTheMobilesAreCalledAndThenTheSosPhones() {
    var post =
        new Office()
            .queue("Triage", q -> q.number("0880000100"))
            .mobileConnect("0882780", "0600000001", "0600000002")
            .sosPhones("0600000011");
    var mobile = post.outsideCaller("0600000001");
    var other = post.outsideCaller("0600000002");
    var sos = post.outsideCaller("0600000011");
    patient(post).dials("0880000100");
    mobile.rings();
    other.rings();
    sos.isQuiet();
    post.passes(ofSeconds(11));
    sos.rings().answers();
    mobile.isQuiet();
    patient(post).isTalkingTo(sos);
  }

  @Test
  void theCallIsRecordedFromTheFirstInviteToTheLastBye() {
    var post = postWithAgents("1201");
    patient(post).dials("0880000100");
    post.passes(ofSeconds(5));
    post.phone("1201").rings().answers();
    post.passes(ofSeconds(60));
    patient(post).hangsUp();
    List<CallRecord> calls = post.platform().endedCalls();
    assertEquals(1, calls.size());
    CallRecord call = calls.getFirst();
    assertEquals("1201", call.answeredBy().orElseThrow());
    assertEquals("0880000100", call.to());
    assertEquals(Cause.NORMAL, call.cause().orElseThrow());
  }
}

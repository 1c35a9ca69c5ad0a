package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A patient is handed over by phones of each maker, and comes back when nobody takes them. */
@Scenarios
class MakersTransferScenarios {
  private final Office post =
      new Office()
          .person("1201")
          .person("1301")
          .person("1302")
          .directNumber("0880000101", "1201")
          .directNumber("0880000102", "1302");

  private OutsideCaller patient() {
    return post.outsideCaller("0612345678");
  }

  private TestPhone agent() {
    return post.phone("1201");
  }

  private TestPhone doctor() {
    return post.phone("1301");
  }

  private Telephone holding(Maker maker) {
    agent().isOf(maker);
    patient().dials("0880000101");
    agent().rings().answers().isTalkingTo(patient());
    return agent().holds();
  }

  private void theyTalkAndTheAgentIsFree() {
    patient().isTalkingTo(doctor());
    agent().hasNoCall();
    patient().hangsUp();
    doctor().hasNoCall();
  }

  @ParameterizedTest
  @EnumSource
  void aNumberIsEnough(Maker maker) {
    holding(maker).transfersTo("1301").isToldOfItsTransfer(202);
    doctor().rings().shows("0612345678");
    patient().isNotLeftInSilence();
    doctor().answers();
    agent().transferIsDone();
    theyTalkAndTheAgentIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void afterAWordWithTheTarget(Maker maker) {
    holding(maker).dials("1301");
    doctor().rings().answers().isTalkingTo(agent());
    patient().isNotLeftInSilence();
    agent().transfers().transferIsDone();
    theyTalkAndTheAgentIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void afterAWordAndFromTheOtherSide(Maker maker) {
    holding(maker).dials("1301");
    doctor().rings().answers();
    agent().transfersFromTheOtherSide().transferIsDone();
    theyTalkAndTheAgentIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void whileTheTargetStillRings(Maker maker) {
    holding(maker).dials("1301");
    doctor().rings();
    agent().transfers().isToldOfItsTransfer(202);
    patient().isNotLeftInSilence();
    doctor().rings().answers();
    agent().transferIsDone();
    theyTalkAndTheAgentIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void byHangingUp(Maker maker) {
    holding(maker).dials("1301");
    doctor().rings().answers();
    agent().transfersByHangingUp();
    theyTalkAndTheAgentIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverIsBusyIsNotReachedAndThePatientIsTakenBack(Maker maker) {
    doctor().isBusyFromNow();
    holding(maker).transfersTo("1301").transferEndsWith("SIP/2.0 486 Busy Here");
    if (!maker.takesBack()) {
      agent().resumes();
    }
    agent().isTalkingTo(patient());
  }

  @ParameterizedTest
  @EnumSource(names = {"SNOM", "POLY"})
  void whoeverDoesNotAnswerIsNotReached(Maker maker) {
    holding(maker).transfersTo("1301");
    doctor().rings();
    patient().isNotLeftInSilence();
    post.within(Duration.ofMinutes(2), () -> agent().latestTransfer().isOver());
    assertTrue(agent().latestTransfer().hasFailed());
    doctor().isQuiet();
    if (!maker.takesBack()) {
      agent().resumes();
    }
    agent().isTalkingTo(patient());
  }

  // --- what breaks ---

  @Test
  void theTargetIsDead() {
    doctor().losesItsNetwork();
    holding(Maker.SNOM).transfersTo("1301");
    post.within(Duration.ofMinutes(1), () -> agent().latestTransfer().isOver());
    assertTrue(agent().latestTransfer().hasFailed());
    agent().isTalkingTo(patient());
    doctor().hasItsNetworkBack();
  }

  @Test
  void thePatientHangsUpWhileTheTargetRings() {
    holding(Maker.YEALINK).transfersTo("1301");
    doctor().rings();
    patient().hangsUp();
    doctor().isQuiet();
    agent().hasNoCall();
    assertEquals(1, post.platform().endedCalls().size());
  }

  @Test
  void thePowerFailsAfterTheTransferWasAskedFor() {
    holding(Maker.UNNAMED).transfersTo("1301");
    agent().losesItsNetwork();
    doctor().rings().answers();
    patient().isTalkingTo(doctor());
    post.passes(Duration.ofSeconds(40));
    patient().isTalkingTo(doctor());
    agent().hasItsNetworkBack();
  }

  @Test
  void aHoldAndATransferInTheSameMomentAreBothUnderstood() {
    patient().dials("0880000101");
    agent().rings().answers();
    agent().holdsThisInstant();
    agent().transfersThisInstantTo("1301");
    post.settles();
    doctor().rings().answers();
    agent().transferIsDone();
    theyTalkAndTheAgentIsFree();
  }

  @Test
  void theCallOfSomebodyElseIsNotTaken() {
    var other = post.outsideCaller("0687654321");
    other.dials("0880000102");
    post.phone("1302").rings().answers();
    String foreign = post.phone("1302").talking().asReplaced();
    holding(Maker.UNNAMED);
    agent().refers("<sip:1302@10.0.0.1?Replaces=" + TransferKey.escaped(foreign) + ">");
    agent().isToldOfItsTransfer(403).resumes().isTalkingTo(patient());
    other.isTalkingTo(post.phone("1302"));
  }

  @Test
  void aCallThatIsOverCannotBeJoined() {
    holding(Maker.UNNAMED).dials("1301");
    doctor().rings().answers();
    String gone = agent().talking().asReplaced();
    doctor().hangsUp();
    agent().refers("<sip:1301@10.0.0.1?Replaces=" + TransferKey.escaped(gone) + ">");
    post.settles();
    AskedTransfer asked = agent().latestTransfer();
    assertTrue(asked.answeredWith() >= 400 || asked.hasFailed());
    agent().resumes().isTalkingTo(patient());
  }

  @Test
  void theTargetSendsItsCallsElsewhere() {
    holding(Maker.UNNAMED).transfersTo("1301");
    doctor().rings().forwardsTo("1302");
    post.phone("1302").rings().answers().isTalkingTo(patient());
    agent().transferIsDone().hasNoCall();
  }

  // --- in the place of another ---

  @Test
  void aColleagueTakesACallThatRingsByItsLamp() {
    patient().dials("0880000101");
    agent().rings();
    post.phone("1302").takesOver(agent()).isTalkingTo(patient());
    agent().isQuiet();
    agent().learnsThatTheCallWasTakenElsewhere();
  }

  @Test
  void whereNobodyRingsAnyMoreThereIsNothingToTake() {
    patient().dials("0880000101");
    String gone = agent().rings().ringing().asReplaced();
    patient().hangsUp();
    post.phone("1302").replaces(gone, "**1201").isRefusedWith(481);
  }

  @Test
  void aColleagueTakesNoConversation() {
    patient().dials("0880000101");
    agent().rings().answers();
    post.phone("1302").takesOver(agent()).isRefusedWith(403);
    agent().isTalkingTo(patient());
  }
}

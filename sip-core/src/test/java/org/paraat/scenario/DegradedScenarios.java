package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Something is broken, full or changed while calls go on. */
@Scenarios
class DegradedScenarios {
  private final Office post =
      new Office()
          .queue("Triage", q -> q.number("0880000100").agents("1201", "1202"))
          .device("desk9");

  private OutsideCaller patient() {
    return post.outsideCaller("0612345678");
  }

  @Test
  void aStoreThatThrowsLosesNoCall() {
    post.opens().platform().storeBreaks();
    patient().dials("0880000100");
    post.phone("1201").rings().answers();
    patient().isTalkingTo(post.phone("1201"));
    patient().hangsUp();
    post.phone("1201").isDone();
    assertTrue(post.platform().meter("paraat.core.commands.failed") > 0);
  }

  @Test
  void aPartyWhoseSoundBreaksByOurFaultDoesNotHangOnInSilence() {
    patient().dials("0880000100");
    var agent = post.phone("1201");
    agent.rings().answers();
    post.media().firstSessionBreaks();
    patient().isDone();
    agent.isDone();
  }

  @Test
  void aCallForWhichNoPortIsLeftIsRefusedAndTheNextOneWorks() {
    post.opens().media().hasOnlyPortsFor(0);
    patient().dials("0880000100").isRefusedWith(503);
    post.media().hasOnlyPortsFor(100);
    patient().dials("0880000100");
    post.phone("1201").rings();
  }

  @Test
  void aPortThatACallLeftBehindIsFreedAndCounted() throws Exception {
    post.opens();
    post.media().leavesBehind("IN-9999");
    patient().dials("0880000100");
    post.phone("1201").rings().answers();
    post.passes(ofSeconds(40));
    assertTrue(post.media().owners().contains("IN-9999"), "it may be about to end");
    post.passes(ofSeconds(25));
    assertFalse(post.media().owners().contains("IN-9999"));
    assertEquals(1, post.platform().meter("paraat.rtp.ports.leaked"));
    patient().isTalkingTo(post.phone("1201"));
  }

  @Test
  void portsThatRunOutAreToldOnce() {
    post.opens().media().hasOnlyPortsFor(2);
    patient().dials("0880000100");
    post.phone("1201").rings().answers();
    post.passes(ofSeconds(60));
    assertEquals(1, post.platform().alarms("PORTS_RUNNING_OUT"));
  }

  @Test
  void anAgentForWhomNoPortIsLeftDoesNotCostTheCaller() {
    post.opens().media().hasOnlyPortsFor(1);
    patient().dials("0880000100").hears("music");
    post.media().hasOnlyPortsFor(100);
    post.passes(ofSeconds(20));
    patient().isTalking();
  }

  @Test
  void aCallerWhoseNetworkBreaksDoesNotWaitForEver() {
    post.phone("1201").isBusyFromNow();
    post.phone("1202").isBusyFromNow();
    patient().dials("0880000100");
    post.carrierAt("carrier-a").isCutOff();
    post.passes(ofSeconds(100));
    assertEquals(0, post.platform().meter("paraat.calls"));
    post.carrierAt("carrier-a").isBack();
  }

  @Test
  void aPartyWhosePhoneCrashesIsNoticedWithinAMinute() {
    patient().dials("0880000100");
    var agent = post.phone("1201");
    agent.rings().answers();
    agent.crashes();
    post.passes(ofSeconds(61));
    post.phone("1202").rings().answers();
    patient().isTalkingTo(post.phone("1202"));
  }

  @Test
  void aLongCallGoesOnAsLongAsBothAreThere() {
    patient().dials("0880000100");
    post.phone("1201").rings().answers();
    post.passes(ofSeconds(3600));
    patient().isTalkingTo(post.phone("1201"));
  }

  @Test
  void aConversationThatIsHeardIsNotCutBecauseAPhoneAnswersNoQuestions() {
    patient().dials("0880000100");
    var agent = post.phone("1201");
    agent.rings().answers();
    post.media().carriesSoundAllTheTime();
    agent.losesItsNetwork();
    post.passes(ofSeconds(600));
    agent.hasItsNetworkBack();
    patient().isTalkingTo(agent);
  }

  @Test
  void aPhoneThatIsTakenAwayCanNeitherBeReachedNorCall() {
    var desk9 = post.atDevice("desk9");
    post.losesDevice("desk9");
    assertEquals(2, post.platform().meter("paraat.devices.registered"));
    desk9.dials("1201").isRefusedWith(401);
    desk9.registers();
    assertEquals(401, desk9.registeredWith());
  }

  @Test
  void aRunningCallOutlivesAChangeOfTheDirectory() {
    patient().dials("0880000100");
    post.phone("1201").rings().answers();
    post.directNumber("0880009999", "1202").isConfiguredAnew();
    patient().isTalkingTo(post.phone("1201"));
    post.outsideCaller("0698989898").dials("0880009999");
    post.phone("1202").rings();
  }

  @Test
  void anOfferThatNobodyUnderstandsIsRefusedWith488() {
    post.phone("1201").speaksOnlyVideo().dials("*0").isRefusedWith(488);
  }
}

package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.SwitchId;

/** What is confirmed is on disk, and nobody else waits for that. */
@Scenarios
class OnDiskScenarios {
  private static final SwitchId HAP = new SwitchId("hap");

  private Office post;
  private TestPhone desk1;

  @BeforeEach
  void theDemoOrganisation() {
    post = DemoOffice.described();
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    desk1 = post.atDevice("desk1");
  }

  @Test
  void aCodeIsConfirmedWhenItsChangeIsOnDisk() {
    post.platform().diskTakes(ofMillis(500));
    int before = post.platform().saved().size();
    desk1.dials("*48*998");
    assertEquals(before + 1, post.platform().saved().size(), "it went to the disk at once");
    post.passes(ofMillis(400));
    desk1.hearsNothing();
    post.passes(ofMillis(100));
    desk1.hears("signed-on").isDone();
  }

  @Test
  void whatIsPressedMeanwhileIsDoneInItsOrder() {
    post.platform().diskTakes(ofMillis(500));
    var desk2 = post.atDevice("desk2");
    desk2.dials("*1").hears("enter-extension").presses("1202#");
    desk2.presses("5#");
    desk2.hears("logged-in").isDone();
  }

  @Test
  void aCodeThatChangesNothingIsAnsweredAtOnce() {
    post.platform().diskIsStuck(true);
    desk1.dials("*48*777").hears("unknown-queue").isDone();
    desk1.dials("*0").hears("you-are-logged-in-as").hangsUp();
  }

  @Test
  void nobodyElseWaitsForTheDisk() {
    DemoOffice.startsWork(post, "1202", "desk2");
    post.platform().diskIsStuck(true);
    desk1.dials("*46");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880001202");
    post.phone("1202").rings().answers();
    patient.isTalkingTo(post.phone("1202"));
    var emergencyServices = post.outsideCaller("112");
    post.atDevice("desk3").dials("112");
    emergencyServices.rings().answers();
    post.atDevice("desk3").isTalkingTo(emergencyServices);
  }

  @Test
  void aDiskThatIsStuckIsWaitedForTwoSecondsAndTheOperatorsAreTold() {
    post.platform().diskIsStuck(true);
    desk1.dials("*46");
    post.passes(ofMillis(1800));
    desk1.hearsNothing();
    post.passes(ofMillis(200));
    desk1.hears("pause").isDone();
    assertEquals(1, post.platform().alarms("CONFIRMED_BEFORE_ON_DISK"));
    desk1.dials("*49");
    post.passes(ofSeconds(2));
    desk1.hears("pause-off").isDone();
    assertEquals(1, post.platform().alarms("CONFIRMED_BEFORE_ON_DISK"), "they know");
  }

  @Test
  void whoHangsUpWhileTheDiskIsAskedLeavesNothingBehind() {
    post.platform().diskTakes(ofMillis(500));
    desk1.dials("*46");
    desk1.hangsUp();
    post.passes(ofSeconds(1));
    desk1.isDone();
  }

  @Test
  void aSwitchIsTurnedAtOnceAndSaidToBeWhenThatIsOnDisk() {
    post.platform().diskTakes(ofMillis(500));
    var turned = post.platform().asksToTurn(HAP, new PositionId("Gesloten")).toCompletableFuture();
    post.passes(ofMillis(100));
    assertFalse(turned.isDone());
    post.outsideCaller("0612345678")
        .dials("0880000100")
        .hears("meldtekst-open")
        .hearsWithin(ofSeconds(3), "hap-gesloten");
    assertTrue(turned.isDone());
    assertEquals(Switchboard.TurnOutcome.TURNED, turned.join());
  }

  @Test
  void aSwitchOfAStuckDiskIsSaidToBeTurnedAfterTwoSeconds() {
    post.platform().diskIsStuck(true);
    var turned = post.platform().asksToTurn(HAP, new PositionId("Gesloten")).toCompletableFuture();
    post.passes(ofMillis(1900));
    assertFalse(turned.isDone());
    post.passes(ofMillis(100));
    assertEquals(Switchboard.TurnOutcome.TURNED, turned.join());
  }

  @Test
  void aStoreThatThrowsStillLetsCodesBeHeard() {
    post.platform().storeBreaks();
    desk1.dials("*46").hears("pause").isDone();
  }
}

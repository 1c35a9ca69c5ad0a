package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Command;

/** 112 can always be dialled (V36). */
@Scenarios
class EmergencyNumberScenarios {
  private Office post;
  private OutsideCaller overA;
  private OutsideCaller overB;

  @BeforeEach
  void theDemoOrganisation() {
    post = DemoOffice.described();
    overA = post.outsideCaller("112", "carrier-a");
    overB = post.outsideCaller("112", "carrier-b");
  }

  @Test
  void aPhoneWithoutAPersonReachesTheEmergencyServices() {
    post.atDevice("desk3").dials("112");
    overA.rings().answers();
    post.atDevice("desk3").isTalkingTo(overA);
  }

  /** RFC 5031: phones with a button of their own for it name the service, not a number. */
  @ParameterizedTest
  @ValueSource(strings = {"urn:service:sos", "urn:service:sos.police", "URN:Service:SOS.fire"})
  void whoeverNamesTheServiceReachesThemToo(String service) {
    post.atDevice("desk3").dialsAddress(service);
    overA.rings().answers();
    post.atDevice("desk3").isTalkingTo(overA);
  }

  @Test
  void whenNoCallMoreCanBeCarriedTheyAreStillReached() {
    var post = DemoOffice.described().carriesAtMost(2);
    var overA = post.outsideCaller("112", "carrier-a");
    DemoOffice.startsWork(post, "1201", "desk1", "998");
    post.outsideCaller("0612345678").dials("0880000198");
    post.phone("1201").rings().answers();
    post.outsideCaller("0687654321").dials("0880000198").isRefusedWith(503);
    post.atDevice("desk3").dials("112");
    overA.rings().answers();
    post.atDevice("desk3").isTalkingTo(overA);
  }

  @Test
  void aTrunkKeepsAChannelForThem() {
    var post =
        DemoOffice.described().carrierIs("carrier-a", trunk -> trunk.carrying(new Channels(2, 1)));
    var overA = post.outsideCaller("112", "carrier-a");
    DemoOffice.startsWork(post, "1201", "desk1", "998");
    post.outsideCaller("0612345678", "carrier-a").dials("0880000198");
    post.phone("1201").rings().answers();
    post.outsideCaller("0687654321", "carrier-a").dials("0880000198").isRefusedWith(503);
    post.atDevice("desk3").dials("112");
    overA.rings().answers();
    post.atDevice("desk3").isTalkingTo(overA);
  }

  @Test
  void whoIsPausedReachesThemToo() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    post.atDevice("desk1").dials("*46").hears("pause").isDone();
    post.atDevice("desk1").dials("112");
    overA.rings();
  }

  @Test
  void aFailingCarrierIsLeftForTheNext() {
    post.carrierAt("carrier-a").failsWith(503);
    post.atDevice("desk3").dials("112");
    overB.rings().answers();
    post.atDevice("desk3").isTalkingTo(overB);
  }

  @Test
  void aCarrierThatDiesWhileTheyRingIsLeftForTheNext() {
    post.opens().passes(ofSeconds(6));
    post.atDevice("desk3").dials("112");
    overA.rings();
    post.carrierAt("carrier-a").isCutOff();
    post.passes(ofSeconds(14));
    overB.rings().answers();
    post.atDevice("desk3").isTalkingTo(overB);
    post.carrierAt("carrier-a").isBack();
    overA.answers().isDone();
    post.atDevice("desk3").isTalkingTo(overB);
  }

  @Test
  void aCarrierThatIsHeardAndThenDiesIsLeftToo() {
    post.opens().passes(ofSeconds(6));
    post.atDevice("desk3").dials("112");
    overA.rings().letsItsOwnToneBeHeard();
    post.carrierAt("carrier-a").isCutOff();
    post.passes(ofSeconds(14));
    post.atDevice("desk3").hears("ringback");
    overB.rings().letsItsOwnToneBeHeard().answers();
    post.atDevice("desk3").isTalkingTo(overB);
  }

  @Test
  void aTrunkThatIsDownIsStillTriedWhenNoOtherIsLeft() {
    post.carrierAt("carrier-a").failsWith(503);
    post.carrierAt("carrier-b").isCutOff();
    post.passes(ofSeconds(20));
    post.carrierAt("carrier-b").isBack();
    post.atDevice("desk3").dials("112");
    post.passes(ofSeconds(3));
    overB.rings();
  }

  @Test
  void aNewCallGoesOutWhileAllAgentsAreBusy() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    post.outsideCaller("0612345678").dials("0880000100");
    post.phone("1201").rings().answers();
    post.atDevice("desk2").dials("112");
    overA.rings();
  }

  @Test
  void theOperatorsAreTold() {
    post.atDevice("desk3").dials("112");
    overA.rings();
    long told =
        post.platform().turns().stream()
            .flatMap(turn -> turn.commands().stream())
            .filter(
                command ->
                    command instanceof Command.RaiseAlarm raised
                        && raised.alarm().kind() == Alarm.Kind.EMERGENCY_SERVICES_DIALLED)
            .count();
    assertEquals(1, told);
  }
}

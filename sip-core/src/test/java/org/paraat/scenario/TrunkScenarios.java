package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.view.View;

/** Calls over carriers that work, fail, are silent or gone. */
@Scenarios
class TrunkScenarios {
  private static final String FRIEND = "0698765432";

  private final Office post = new Office().person("1201").carrier("carrier-a").carrier("carrier-b");

  private OutsideCaller friendOver(String carrier) {
    return post.outsideCaller(FRIEND, carrier);
  }

  private View.TrunkState stateOf(String carrier) {
    return post.platform().view().trunks().stream()
        .filter(view -> view.id().name().equals(carrier))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void theFirstCarrierIsUsedWhileItWorks() {
    var overA = friendOver("carrier-a");
    post.phone("1201").dials(FRIEND);
    overA.rings().answers();
    post.phone("1201").isTalkingTo(overA);
    assertEquals(0, post.carrierAt("carrier-b").callsSeen());
  }

  @Test
  void aCarrierThatFailsIsLeftAtOnce() {
    var overB = friendOver("carrier-b");
    post.carrierAt("carrier-a").failsWith(503);
    post.phone("1201").dials(FRIEND);
    overB.rings().answers();
    post.phone("1201").isTalkingTo(overB);
  }

  @Test
  void aCarrierWhosePortIsClosedIsLeftAtOnce() {
    var overB = friendOver("carrier-b");
    post.carrierAt("carrier-a").closesItsPort();
    post.phone("1201").dials(FRIEND);
    overB.rings();
  }

  @Test
  void aSilentCarrierIsLeftAfterTwoSeconds() {
    var overB = friendOver("carrier-b");
    post.carrierAt("carrier-a").isCutOff();
    post.phone("1201").dials(FRIEND);
    post.passes(ofMillis(1500));
    overB.isQuiet();
    post.passes(ofSeconds(1));
    overB.rings().answers();
    post.phone("1201").isTalkingTo(overB);
    post.carrierAt("carrier-a").isBack();
  }

  @Test
  void aCarrierThatSaysOnlyTryingIsLeftAfterEightSeconds() {
    friendOver("carrier-a").saysNothingFromNow();
    var overB = friendOver("carrier-b");
    post.phone("1201").dials(FRIEND);
    post.passes(ofSeconds(7));
    overB.isQuiet();
    post.passes(ofSeconds(2));
    overB.rings();
  }

  @Test
  void aBusyFriendIsBusyOverEveryCarrier() {
    friendOver("carrier-a").isBusyFromNow();
    friendOver("carrier-b");
    post.phone("1201").dials(FRIEND).isRefusedWith(486);
    assertEquals(0, post.carrierAt("carrier-b").callsSeen());
  }

  @Test
  void aNumberThatACarrierDoesNotKnowIsNotTriedElsewhere() {
    friendOver("carrier-b");
    post.phone("1201").dials(FRIEND).isDoneWithin(ofSeconds(6));
    assertEquals(1, post.carrierAt("carrier-a").callsSeen());
    assertEquals(0, post.carrierAt("carrier-b").callsSeen());
  }

  @Test
  void onceItRingsOnlyAFailureOfTheCarrierMovesOn() {
    var overA = friendOver("carrier-a");
    var overB = friendOver("carrier-b");
    post.phone("1201").dials(FRIEND);
    overA.rings();
    post.passes(ofSeconds(12));
    overB.isQuiet();
    overA.rings().refusesWith(500);
    overB.rings();
  }

  @Test
  void aCarrierThatDiesWhileItRingsIsLeftToo() {
    var overA = friendOver("carrier-a");
    var overB = friendOver("carrier-b");
    post.opens().passes(ofSeconds(6));
    post.phone("1201").dials(FRIEND);
    overA.rings();
    post.carrierAt("carrier-a").closesItsPort();
    post.passes(ofSeconds(11));
    overB.rings().answers();
    post.phone("1201").isTalkingTo(overB);
  }

  @Test
  void whenAllCarriersFailTheCallerIsToldSo() {
    post.carrierAt("carrier-a").failsWith(503);
    post.carrierAt("carrier-b").failsWith(500);
    post.phone("1201").dials(FRIEND).isDoneWithin(ofSeconds(6));
  }

  @Test
  void twoMissedProbesTakeATrunkDownAndOneAnswerBringsItBack() {
    post.opens().passes(ofSeconds(6));
    assertEquals(View.TrunkState.UP, stateOf("carrier-a"));
    post.carrierAt("carrier-a").isCutOff();
    post.passes(ofSeconds(20));
    assertEquals(View.TrunkState.DOWN, stateOf("carrier-a"));
    assertEquals(View.TrunkState.UP, stateOf("carrier-b"));
    var overB = friendOver("carrier-b");
    post.phone("1201").dials(FRIEND);
    overB.rings().answers();
    post.carrierAt("carrier-a").isBack();
    post.passes(ofSeconds(11));
    assertEquals(View.TrunkState.UP, stateOf("carrier-a"));
  }

  @Test
  void aTrunkIsTriedBeforeItsFirstProbeIsAnswered() {
    var overA = friendOver("carrier-a");
    post.phone("1201").dials(FRIEND);
    overA.rings();
  }

  @Test
  void aCallThatGoesInAndOutAgainJoinsTwoOutsideParties() {
    post.number("0880000150", Office.outsideNumber("0600000050"));
    var patient = post.outsideCaller("0612345678");
    var mobile = post.outsideCaller("0600000050");
    patient.dials("0880000150");
    mobile.rings().answers();
    patient.isTalkingTo(mobile);
  }

  @Test
  void aNumberThatIsWithheldStaysSoOnTheWayOut() {
    post.number("0880000150", Office.outsideNumber("0600000050"));
    var patient = post.outsideCaller("0612345678").withholdsTheNumber();
    var mobile = post.outsideCaller("0600000050");
    patient.dials("0880000150");
    mobile.rings().shows("anonymous");
    var carrier = post.carrierAt("carrier-a");
    assertEquals(Optional.of("id"), carrier.lastHeader("Privacy"));
    // who we are is asserted, who calls is said nowhere
    assertEquals(
        Optional.of("<sip:0880000150@10.0.0.1>"), carrier.lastHeader("P-Asserted-Identity"));
  }

  @Test
  void numbersThatAreForwardedToEachOtherDoNotCallForEver() {
    post.number("0880000150", Office.outsideNumber("0600000050"));
    var patient = post.outsideCaller("0612345678");
    var mobile = post.outsideCaller("0600000050");
    post.carrierAt("carrier-a").hasHopsLeft(12);
    patient.dials("0880000150");
    mobile.rings();
    assertEquals(Optional.of("11"), post.carrierAt("carrier-a").lastHeader("Max-Forwards"));
    patient.hangsUp();
    mobile.isQuiet();
    post.carrierAt("carrier-a").hasHopsLeft(0);
    patient.dials("0880000150").isRefusedWith(483);
  }

  @Test
  void aCallFromAnUnknownAddressIsRefused() {
    var stranger = post.stranger("10.0.66.6");
    stranger.dials("0880000100").isRefusedWith(401);
    assertEquals(1, post.platform().meter("paraat.sip.requests.refused"));
  }

  @Test
  void aStrangerWhoClaimsToBeADeviceMustProveItAndLearnsNotWhetherItExists() {
    var stranger = post.stranger("10.0.66.6").claimingToBe("phone1201");
    stranger.dials("1201").isRefusedWith(401);
    stranger.claimingToBe("phone9999").dials("1201").isRefusedWith(401);
  }
}

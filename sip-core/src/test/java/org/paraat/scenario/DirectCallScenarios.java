package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;

/** Calls from person to person, inside and in from outside. */
@Scenarios
class DirectCallScenarios {

  private static Office twoPeople() {
    return new Office()
        .person("1201")
        .person("1202")
        .personWithoutPhone("1203")
        .directNumber("0880001201", "1201")
        .directNumber("0880001203", "1203");
  }

  @Test
  void aColleagueIsCalledByExtension() {
    var post = twoPeople();
    post.phone("1201").dials("1202").hearsRinging();
    post.phone("1202").rings().shows("1201").showsName("Triagist 1201").answers();
    post.phone("1201").isTalkingTo(post.phone("1202"));
  }

  @Test
  void eitherMayHangUp() {
    var post = twoPeople();
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers().hangsUp();
    post.phone("1201").isDone();
    post.phone("1202").dials("1201");
    post.phone("1201").rings().answers();
    post.phone("1202").hangsUp();
    post.phone("1201").isDone();
  }

  @Test
  void whoDeclinesIsNotReached() {
    var post = twoPeople();
    post.phone("1201").dials("1202");
    post.phone("1202").rings().declines();
    post.phone("1201").isDoneWithin(ofSeconds(5));
  }

  @Test
  void aBusyColleagueIsSaidToBeBusy() {
    var post = twoPeople();
    post.phone("1202").isBusyFromNow();
    post.phone("1201").dials("1202").isRefusedWith(486);
  }

  @Test
  void whoGivesUpStopsTheRinging() {
    var post = twoPeople();
    post.phone("1201").dials("1202");
    post.phone("1202").rings();
    post.phone("1201").hangsUp();
    post.phone("1202").isQuiet();
  }

  @Test
  void aPatientReachesThePersonOfADirectNumber() {
    var post = twoPeople();
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880001201").hearsRinging();
    post.phone("1201").rings().shows("0612345678").answers();
    patient.isTalkingTo(post.phone("1201"));
  }

  @Test
  void theInternationalFormOfANumberIsTheSameNumber() {
    var post = twoPeople();
    var patient = post.outsideCaller("0612345678");
    patient.dials("+31880001201");
    post.phone("1201").rings();
    patient.hangsUp().dials("0031880001201");
    post.phone("1201").rings();
  }

  @Test
  void aPersonWhoIsLoggedInNowhereCannotBeReached() {
    var post = twoPeople();
    post.outsideCaller("0612345678").dials("0880001203").isDoneWithin(ofSeconds(6));
    CallRecord call = post.platform().endedCalls().getLast();
    assertEquals(false, call.answeredBy().isPresent());
  }

  @Test
  void aNumberThatNobodyHasIsRefused() {
    var post = twoPeople();
    post.phone("1201").dials("7777").isDoneWithin(ofSeconds(6));
    assertEquals(
        Cause.UNKNOWN_NUMBER, post.platform().endedCalls().getLast().cause().orElseThrow());
  }

  @Test
  void aCallOutsideGoesOverTheTrunkWithAnIdentityOfOurs() {
    var post = twoPeople();
    var friend = post.outsideCaller("0698765432");
    post.phone("1201").dials("0698765432");
    friend.rings().answers();
    post.phone("1201").isTalkingTo(friend);
    assertEquals("0880001201", post.carrierAt("carrier-a").lastShownNumber());
  }

  @Test
  void aFarEndThatSoundsBeforeItAnswersIsHeard() {
    var post = twoPeople();
    var friend = post.outsideCaller("0698765432");
    post.phone("1201").dials("0698765432");
    friend.rings().letsItsOwnToneBeHeard();
    post.phone("1201").hears(friend);
    friend.answers();
    post.phone("1201").isTalkingTo(friend);
  }

  @Test
  void whoWithholdsTheNumberIsShownWithoutOne() {
    var post = twoPeople();
    var patient = post.outsideCaller("0612345678").withholdsTheNumber();
    patient.dials("0880001201");
    post.phone("1201").rings().shows("anonymous");
  }

  @Test
  void theNumberThatTheCarrierVouchesForIsShown() {
    var post = twoPeople();
    var patient = post.outsideCaller("0612345678").isVouchedForAs("0611112222");
    patient.dials("0880001201");
    post.phone("1201").rings().shows("0611112222");
  }

  @Test
  void nobodyBelievesAPhoneThatVouchesForItself() {
    var post = twoPeople();
    post.phone("1201").dialsVouchingForItself("0611112222", "1202");
    post.phone("1202").rings().shows("1201");
  }

  @Test
  void aPhoneMayLetUsMakeTheOffer() {
    var post = twoPeople();
    post.phone("1201").dialsWithoutOffer("1202");
    post.phone("1202").rings().answers();
    post.phone("1201").isTalkingTo(post.phone("1202"));
  }

  @Test
  void keysPressedInACallDoNotEndIt() {
    var post = twoPeople();
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers();
    post.phone("1201").presses("123#").isTalkingTo(post.phone("1202"));
  }
}

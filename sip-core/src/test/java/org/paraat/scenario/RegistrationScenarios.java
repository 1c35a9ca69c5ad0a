package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.view.View;

/** Phones make themselves known, and stay or go. */
@Scenarios
class RegistrationScenarios {
  private final Office post =
      new Office().person("1201").person("1202").device("desk9").deviceOverTcp("soft1");

  private View.Reachability reachability(String device) {
    return post.platform().view().devices().stream()
        .filter(view -> view.id().user().equals(device))
        .findFirst()
        .orElseThrow()
        .reachability();
  }

  @Test
  void aPhoneThatKnowsItsSecretIsReachable() {
    post.opens();
    assertEquals(View.Reachability.REACHABLE, reachability("phone1201"));
    assertEquals(4, post.platform().meter("paraat.devices.registered"));
  }

  @Test
  void aPhoneThatDoesNotKnowItsSecretIsRefused() {
    var phone = post.phone("1201").knowsAWrongSecret().registers();
    assertEquals(401, phone.registeredWith());
  }

  @Test
  void aPhoneThatUnregistersIsNotReachable() {
    post.phone("1201").unregisters();
    assertEquals(View.Reachability.UNREACHABLE, reachability("phone1201"));
  }

  @Test
  void aPhoneThatIsNotHeardOfAnyMoreBecomesUnreachable() {
    post.phone("1201").registersFor(ofSeconds(90)).losesItsNetwork();
    post.passes(ofSeconds(95));
    assertEquals(View.Reachability.UNREACHABLE, reachability("phone1201"));
    post.phone("1201").hasItsNetworkBack();
  }

  @Test
  void aPhoneMayCallWhileItIsNotRegistered() {
    post.phone("1201").unregisters();
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers();
    post.phone("1201").isTalkingTo(post.phone("1202"));
  }

  @Test
  void aPhoneCannotCallInAnothersName() {
    post.phone("1201").dialsAs("desk9", "1202");
    post.phone("1201").isRefusedWith(403);
  }

  @Test
  void aNameThatNobodyCanHaveIsChallengedAndNothingElse() {
    post.phone("1201").dialsAs("x".repeat(65), "1202");
    post.phone("1201").isRefusedWith(401);
  }

  @Test
  void aPhoneThatDoesNotKnowItsSecretCannotCall() {
    post.phone("1201").knowsAWrongSecret().dials("1202").isRefusedWith(401);
  }

  @Test
  void allContactsOfADeviceRingAndTheFirstToAnswerHasTheCall() {
    var second = post.secondContactOf("phone1201");
    second.registers();
    post.phone("1202").dials("1201");
    post.phone("1201").rings();
    second.rings().answers();
    post.phone("1201").learnsThatTheCallWasTakenElsewhere();
    post.phone("1202").isTalkingTo(second);
  }

  @Test
  void aDeclineAtOneContactIsADeclineForTheDevice() {
    var second = post.secondContactOf("phone1201");
    second.registers();
    post.phone("1202").dials("1201");
    post.phone("1201").rings();
    second.rings().declines();
    post.phone("1201").isQuiet();
    post.phone("1202").isDoneWithin(ofSeconds(5));
  }

  @Test
  void rejectingWithBusyAtOneContactIsADeclineThoughAnotherIsDead() {
    var second = post.secondContactOf("phone1201");
    second.registers();
    second.losesItsNetwork();
    post.phone("1202").dials("1201");
    post.phone("1201").rings().refusesWith(486);
    post.phone("1202").isRefusedWith(486);
    second.hasItsNetworkBack();
  }

  @Test
  void aPhoneThatIsBusyAtOnceIsBusyThoughAnotherContactIsDead() {
    var second = post.secondContactOf("phone1201");
    second.registers();
    second.losesItsNetwork();
    post.phone("1201").isBusyFromNow();
    post.phone("1202").dials("1201");
    post.passes(ofSeconds(3));
    post.phone("1202").isRefusedWith(486);
    second.hasItsNetworkBack();
  }

  @Test
  void aDeadContactDoesNotSpoilTheOther() {
    var second = post.secondContactOf("phone1201");
    second.registers();
    second.crashes();
    post.phone("1202").dials("1201");
    post.phone("1201").rings().answers();
    post.phone("1202").isTalkingTo(post.phone("1201"));
  }

  @Test
  void aPhoneThatMovesTakesNobodyElsesCallsAlong() {
    post.directNumber("0880001201", "1201");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880001201");
    post.phone("1201").rings().answers();
    // registered by the path of the carrier's calls, and by its own again
    post.carrierAt("carrier-a").registers(post.atDevice("desk9"));
    post.atDevice("desk9").registers();
    post.phone("1201").hangsUp();
    patient.isDone();
  }

  @Test
  void aPhoneThatMovesTakesItsOwnCallsAlong() {
    post.atDevice("desk9").dials("1201");
    post.phone("1201").rings().answers();
    post.carrierAt("carrier-a").registers(post.atDevice("desk9"));
    post.phone("1201").hangsUp();
    post.passes(ofSeconds(1));
    post.atDevice("desk9").isTalking();
  }

  @Test
  void aPhoneOverTcpIsCalledOverItsConnection() {
    post.atDevice("soft1").dials("*1").presses("1201#").hears("logged-in").isDone();
    post.phone("1202").dials("1201");
    post.atDevice("soft1").rings().answers();
    post.phone("1202").isTalkingTo(post.atDevice("soft1"));
  }

  @Test
  void aConnectionThatBreaksMakesItsPhoneUnreachableAtOnce() {
    post.atDevice("soft1").crashes();
    post.passes(ofSeconds(1));
    assertEquals(View.Reachability.UNREACHABLE, reachability("soft1"));
  }

  @Test
  void guessingSecretsIsStoppedWithoutLockingOutTheRealPhone() {
    var phone = post.phone("1201");
    var thief = post.secondContactOf("phone1201").fromTheSameAddressAs(phone).knowsAWrongSecret();
    int refused = 0;
    for (int guess = 0; guess < 80 && refused != 403; guess++) {
      thief.registers();
      refused = thief.registeredWith();
    }
    assertEquals(403, refused);
    phone.registers();
    assertEquals(200, phone.registeredWith());
  }

  @Test
  void paraatAnswersAnyoneWhoAsksWhetherItLives() {
    assertEquals(200, post.phone("1201").asksForOptions());
    assertEquals(501, post.phone("1201").asksFor("BREW"));
    assertEquals(405, post.phone("1201").asksFor("PUBLISH"));
  }

  @Test
  void aPhoneStaysReachableOverManyRefreshes() {
    for (int refresh = 0; refresh < 5; refresh++) {
      post.phone("1201").registersFor(Duration.ofMinutes(2));
      post.passes(Duration.ofMinutes(1));
    }
    assertTrue(reachability("phone1201") == View.Reachability.REACHABLE);
  }
}

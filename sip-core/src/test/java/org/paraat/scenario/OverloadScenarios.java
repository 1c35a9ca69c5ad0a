package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** There is hardly any room left: routine calls wait, whoever helps in an emergency goes on. */
@Scenarios
class OverloadScenarios {
  private final Office post =
      new Office()
          .queue("Triage", q -> q.code("900").number("0880000100").agents("1201"))
          .queue("Spoed", q -> q.code("999").number("0880000112").agents("1201").emergency())
          .person("1202")
          .person("1301");

  private OutsideCaller patient() {
    return post.outsideCaller("0699999999");
  }

  private void isOverloaded() {
    post.media().isNearlyFull(true);
    post.passes(ofSeconds(1));
  }

  @Test
  void routineCallsHearThatTheyAreToTryLaterAndEmergenciesAreTaken() {
    patient();
    isOverloaded();
    post.phone("1202").dials("1301").isRefusedWith(503);
    post.outsideCaller("0612345678").dials("0880000100").isRefusedWith(503);
    assertEquals(2, post.platform().meter("paraat.calls.turned.away"));
    patient().dials("0880000112");
    post.phone("1201").rings();
    post.phone("1202").dials("999");
  }

  @Test
  void whoHasAnEmergencyOnHoldReachesADoctor() {
    patient().dials("0880000112");
    post.phone("1201").rings().answers().isTalkingTo(patient()).holds();
    isOverloaded();
    post.phone("1201").dials("1301");
    post.phone("1301").rings();
    post.phone("1202").dials("1301").isRefusedWith(503);
  }

  @Test
  void anEmergencyThatRingsIsTakenByACode() {
    patient().dials("0880000112");
    post.phone("1201").rings();
    isOverloaded();
    post.phone("1202").dials("*8").isTalkingTo(patient());
  }

  @Test
  void anEmergencyThatRingsIsTakenByItsLamp() {
    post.phone("1202").watches("1201");
    patient().dials("0880000112");
    post.phone("1201").rings();
    isOverloaded();
    post.phone("1202").lamp("1201").blinks();
    post.phone("1202").pressesLamp("1201").isTalkingTo(patient());
  }

  @Test
  void whoGaveUpIsCalledBack() {
    patient().dials("0880000112");
    post.phone("1201").rings();
    patient().hangsUp();
    isOverloaded();
    post.phone("1201").dials("*66");
    patient().rings();
  }

  @Test
  void strangersAreNotCountedAndHearNoMoreThanThatTheyAreStrangers() {
    patient();
    isOverloaded();
    post.phone("1202").knowsAWrongSecret().dials("1301").isRefusedWith(401);
    assertEquals(0, post.platform().meter("paraat.calls.turned.away"));
  }

  @Test
  void itIsToldOnceUntilThereHasBeenRoomForAWhile() {
    patient();
    for (int i = 0; i < 5; i++) {
      isOverloaded();
      post.media().isNearlyFull(false);
      post.passes(ofSeconds(2));
    }
    assertEquals(1, post.platform().alarms("OVERLOADED"));
    post.passes(ofSeconds(5));
    isOverloaded();
    assertEquals(2, post.platform().alarms("OVERLOADED"));
  }
}

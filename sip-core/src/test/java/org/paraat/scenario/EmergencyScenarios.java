package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import org.junit.jupiter.api.Test;

/** An emergency comes in between (V5). */
@Scenarios
class EmergencyScenarios {

  private static Office postOf(String... agents) {
    return new Office()
        .queue("Triage", q -> q.number("0880000100").agents(agents))
        .queue("Spoed", q -> q.number("0880000112").agents(agents).emergency().ringsAll());
  }

  @Test
  void anEmergencyRingsWhoTalksOnARoutineCallWithinASecond() {
    var post = postOf("1201");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().ringsAsUsual().answers();
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.phone("1201").ringsForAnEmergency().answers();
    post.phone("1201").isTalkingTo(emergency);
  }

  @Test
  void whoTalksIsLeftAloneForFiveSecondsWhileAFreePhoneRings() {
    var post = postOf("1201", "1202");
    post.outsideCaller("0612345678").dials("0880000100");
    post.phone("1201").rings().answers();
    post.outsideCaller("0699999999").dials("0880000112");
    post.phone("1202").ringsForAnEmergency();
    post.passes(ofMillis(4_500));
    post.phone("1201").isQuiet();
    post.passes(ofSeconds(1));
    post.phone("1201").ringsForAnEmergency();
  }
}

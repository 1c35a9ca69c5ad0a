package org.paraat.scenario;

import static java.time.Duration.ofSeconds;

import org.junit.jupiter.api.Test;

/**
 * What the product is to do and does not do yet: each is asserted, so that its coming is noticed.
 */
@Scenarios
class KnownGaps {

  /** V5: soft pre-emption; until then an emergency waits for the first agent who is free. */
  @Test
  void anEmergencyDoesNotYetRingWhoTalksOnARoutineCall() {
    var post =
        new Office()
            .queue("Triage", q -> q.number("0880000100").agents("1201"))
            .queue("Spoed", q -> q.number("0880000112").agents("1201").emergency().ringsAll());
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().ringsAsUsual().answers();
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.passes(ofSeconds(10));
    post.phone("1201").isQuiet();
    patient.hangsUp();
    post.phone("1201").ringsForAnEmergency();
  }

  /** V20: until then a mobile cannot log in; its tones are understood, as those of any phone. */
  @Test
  void aMobileConnectPhoneDoesNotYetReachTheCodes() {
    var mobile = DemoOffice.described().outsideCaller("0600000001");
    mobile.knowsNoTelephoneEvents().dials("082780").isRefusedWith(404);
  }
}

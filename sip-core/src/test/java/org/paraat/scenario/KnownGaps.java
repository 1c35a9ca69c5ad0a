package org.paraat.scenario;

import org.junit.jupiter.api.Test;

/**
 * What the product is to do and does not do yet: each is asserted, so that its coming is noticed.
 */
@Scenarios
class KnownGaps {

  /** V20: until then a mobile cannot log in; its tones are understood, as those of any phone. */
  @Test
  void aMobileConnectPhoneDoesNotYetReachTheCodes() {
    var mobile = DemoOffice.described().outsideCaller("0600000001");
    mobile.knowsNoTelephoneEvents().dials("082780").isRefusedWith(404);
  }
}

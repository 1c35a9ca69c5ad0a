package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.paraat.sip.message.SipUris;

class DialledUserTest {

  private static String dialled(String uri) {
    return DialledUser.of(SipUris.parse(uri).orElseThrow());
  }

  @Test
  void aCodeIsUnescaped() {
    assertEquals("*48*999", dialled("sip:%2A48%2a999@127.0.0.1:5060"));
    assertEquals("*48*999", dialled("sip:*48*999@127.0.0.1"));
    assertEquals("1201#", dialled("sip:1201%23@127.0.0.1"));
  }

  @Test
  void parametersOfTheUserAreNoPartOfTheNumber() {
    assertEquals("0880000100", dialled("sip:0880000100;phone-context=+31@127.0.0.1"));
    assertEquals("0880000100", dialled("sip:0880000100@127.0.0.1;user=phone"));
  }

  @Test
  void aTelephoneUriIsItsNumber() {
    assertEquals("+31880000100", dialled("tel:+31880000100"));
    assertEquals("+31880000100", dialled("tel:+31-88-0000100;isub=1"));
    assertEquals("1201", dialled("tel:1201;phone-context=post.example"));
    assertEquals("+31880000100", dialled("tel:880000100;phone-context=+31"));
    assertEquals("1201", dialled("sips:1201@127.0.0.1"));
  }

  @Test
  void emergencyServicesOfWhateverKindAreOneNumber() {
    assertEquals("112", dialled("urn:service:sos"));
    assertEquals("112", dialled("urn:service:sos.ambulance"));
  }

  @Test
  void whoeverNamesNobodyDialsNothing() {
    assertEquals("", dialled("sip:127.0.0.1"));
  }
}

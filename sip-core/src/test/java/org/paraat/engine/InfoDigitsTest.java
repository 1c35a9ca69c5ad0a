package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Body;

class InfoDigitsTest {

  private static Optional<Character> relay(String content) {
    return InfoDigits.keyIn(new Body("application/dtmf-relay", content));
  }

  @Test
  void aRelayNamesItsSignalWithOrWithoutSpaces() {
    assertEquals(Optional.of('5'), relay("Signal=5\r\nDuration=160\r\n"));
    assertEquals(Optional.of('#'), relay("Signal= #\nDuration= 250"));
    assertEquals(Optional.of('*'), relay("signal = *"));
    assertEquals(Optional.of('*'), relay("Signal=10"));
    assertEquals(Optional.of('#'), relay("Signal=11"));
    assertEquals(Optional.of('A'), relay("Signal=a"));
  }

  @Test
  void whatIsNoKeyIsPassedOver() {
    assertEquals(Optional.empty(), relay("Signal=16"));
    assertEquals(Optional.empty(), relay("Signal=!"));
    assertEquals(Optional.empty(), relay(""));
  }

  @Test
  void theOldFormIsTheKeyAlone() {
    assertEquals(Optional.of('3'), InfoDigits.keyIn(new Body("application/dtmf", "3\r\n")));
  }

  @Test
  void otherBodiesAreNotAboutKeys() {
    assertTrue(InfoDigits.isAbout(new Body("Application/DTMF-Relay", "Signal=1")));
    assertFalse(InfoDigits.isAbout(new Body("application/media_control+xml", "<x/>")));
  }
}

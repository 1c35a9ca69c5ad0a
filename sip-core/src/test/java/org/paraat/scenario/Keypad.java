package org.paraat.scenario;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.paraat.sip.message.Body;

/** The keys of a telephone, in each of the ways in which they are sent. */
interface Keypad {
  Duration BETWEEN_KEYS = Duration.ofMillis(200);

  Telephone self();

  /** Presses keys one after the other, as a person does: RFC 4733, or else tones. */
  default Telephone presses(String keys) {
    for (char key : keys.toCharArray()) {
      Line line = self().talking();
      if (line.knowsTelephoneEvents()) {
        self().office().media().press(line.ear(), mouthOf(line), key);
      } else {
        self().office().media().sound(line.ear(), mouthOf(line), key);
      }
      self().office().passes(BETWEEN_KEYS);
    }
    return self();
  }

  /** Somebody in the room plays the tones of keys, which were not pressed. */
  default Telephone hasTonesInItsRoom(String keys) {
    for (char key : keys.toCharArray()) {
      self().office().media().sound(self().talking().ear(), mouthOf(self().talking()), key);
      self().office().passes(BETWEEN_KEYS);
    }
    return self();
  }

  private InetSocketAddress mouthOf(Line line) {
    return line.mouth().orElseThrow(() -> new AssertionError(self() + " cannot be heard"));
  }

  /** Presses keys that are sent in SIP INFO. */
  default Telephone pressesByInfo(String keys) {
    for (char key : keys.toCharArray()) {
      self()
          .talking()
          .sendInfo(new Body("application/dtmf-relay", "Signal= " + key + "\r\nDuration= 160\r\n"));
      self().office().passes(BETWEEN_KEYS);
    }
    return self();
  }

  /** Presses keys that are sent both in the sound and in SIP INFO. */
  default Telephone pressesBothWays(String keys) {
    for (char key : keys.toCharArray()) {
      self()
          .talking()
          .sendInfo(new Body("application/dtmf-relay", "Signal= " + key + "\r\nDuration= 160\r\n"));
      presses(String.valueOf(key));
    }
    return self();
  }
}

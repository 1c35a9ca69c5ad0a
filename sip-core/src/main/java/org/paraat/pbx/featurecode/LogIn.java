package org.paraat.pbx.featurecode;

import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** Logging a person in at a phone. */
final class LogIn {
  private LogIn() {}

  /** Returns what happened, in words. */
  static String of(ExtensionNumber person, DeviceId device, Turn turn) {
    return turn.agents()
        .logIn(person, device, turn.at())
        .map(left -> person + " logs in at " + device + " and leaves " + left)
        .orElse(person + " logs in at " + device);
  }
}

package org.paraat.pbx.featurecode;

import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** Logging a person in at a phone. */
final class LogIn {
  private LogIn() {}

  /** Returns what happened, in words. */
  static String of(ExtensionNumber person, DeviceId device, Call call, Turn turn) {
    // Many a one comes to another phone because theirs has died in a conversation.
    turn.exchange().legs().of(person).stream()
        .filter(leg -> leg.isAnswered() && !leg.call().equals(call.id()))
        .forEach(turn::askIfThere);
    return turn.agents()
        .logIn(person, device, turn.at())
        .map(left -> person + " logs in at " + device + " and leaves " + left)
        .orElse(person + " logs in at " + device);
  }
}

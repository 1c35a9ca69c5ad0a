package org.paraat.engine;

import java.util.Locale;
import java.util.Optional;
import org.paraat.sip.message.Body;

/** Keys that a phone sends in SIP INFO instead of in its sound. */
final class InfoDigits {
  private static final String RELAY = "application/dtmf-relay";
  private static final String PLAIN = "application/dtmf";

  private static final int MOST_LINES = 8;

  private InfoDigits() {}

  /** Whether a body tells of a key. */
  static boolean isAbout(Body body) {
    return body.is(RELAY) || body.is(PLAIN);
  }

  /**
   * @param body one that {@link #isAbout} a key
   * @return empty for a signal that is no key, such as a hook flash
   */
  static Optional<Character> keyIn(Body body) {
    if (body.is(PLAIN)) {
      return key(body.content().strip());
    }
    for (String line : body.content().split("[\r\n]+", MOST_LINES)) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(0, equals).strip().equalsIgnoreCase("signal")) {
        return key(line.substring(equals + 1).strip());
      }
    }
    return Optional.empty();
  }

  private static Optional<Character> key(String signal) {
    return switch (signal) {
      case "10" -> Optional.of('*');
      case "11" -> Optional.of('#');
      default -> {
        String upper = signal.toUpperCase(Locale.ROOT);
        boolean isKey = upper.length() == 1 && "0123456789*#ABCD".contains(upper);
        yield isKey ? Optional.of(upper.charAt(0)) : Optional.empty();
      }
    };
  }
}

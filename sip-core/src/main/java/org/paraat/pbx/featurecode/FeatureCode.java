package org.paraat.pbx.featurecode;

import java.util.Optional;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;

/** What a code that somebody dialled asks for. */
sealed interface FeatureCode {

  /** Logs in, or out when somebody is logged in. */
  record LogInOrOut() implements FeatureCode {}

  /** Logs this person in, whoever is logged in now. */
  record LogIn(ExtensionNumber person) implements FeatureCode {}

  record SignOn(QueueCode queue) implements FeatureCode {}

  record SignOff(QueueCode queue) implements FeatureCode {}

  record Pause() implements FeatureCode {}

  record PauseOff() implements FeatureCode {}

  /** Says who is logged in, the queues, and whether paused. */
  record Status() implements FeatureCode {}

  /**
   * Takes a call that rings elsewhere.
   *
   * @param whose extension or queue; empty: the most urgent, then the one that rings for the
   *     longest
   */
  record PickUp(Optional<String> whose) implements FeatureCode {}

  /** Takes the caller who is parked there. */
  record TakeParked(int place) implements FeatureCode {}

  record Unknown() implements FeatureCode {}

  /**
   * Reads a code as it is dialled: {@code *48*999}, {@code *1}, {@code *1*1201#}; a closing {@code
   * #} changes nothing.
   */
  static FeatureCode read(String dialled) {
    String code = dialled.endsWith("#") ? dialled.substring(0, dialled.length() - 1) : dialled;
    if (code.startsWith("*48*")) {
      return digitsOf(code.substring(4))
          .map(QueueCode::new)
          .map(q -> (FeatureCode) new SignOn(q))
          .orElse(new Unknown());
    }
    if (code.startsWith("*47*")) {
      return digitsOf(code.substring(4))
          .map(QueueCode::new)
          .map(q -> (FeatureCode) new SignOff(q))
          .orElse(new Unknown());
    }
    if (code.startsWith("*1") && code.length() > 2) {
      String rest = code.charAt(2) == '*' ? code.substring(3) : code.substring(2);
      return digitsOf(rest)
          .map(ExtensionNumber::new)
          .map(p -> (FeatureCode) new LogIn(p))
          .orElse(new Unknown());
    }
    if (code.startsWith("*8")) {
      return pickUp(code.substring(2));
    }
    if (code.length() == 4 && code.startsWith("*68")) {
      int place = code.charAt(3) - '0';
      return place >= 1 && place <= 9 ? new TakeParked(place) : new Unknown();
    }
    return switch (code) {
      case "*1" -> new LogInOrOut();
      case "*46" -> new Pause();
      case "*49" -> new PauseOff();
      case "*0" -> new Status();
      default -> new Unknown();
    };
  }

  private static FeatureCode pickUp(String rest) {
    if (rest.isEmpty()) {
      return new PickUp(Optional.empty());
    }
    return digitsOf(rest.charAt(0) == '*' ? rest.substring(1) : rest)
        .map(whose -> (FeatureCode) new PickUp(Optional.of(whose)))
        .orElse(new Unknown());
  }

  private static Optional<String> digitsOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

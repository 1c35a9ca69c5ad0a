package org.paraat.sip.message;

import java.util.Set;

/** The methods that some RFC defines; any other is an extension that nobody told us of. */
public final class KnownMethods {
  private static final Set<String> METHODS =
      Set.of(
          "ACK",
          "BYE",
          "CANCEL",
          "INFO",
          "INVITE",
          "MESSAGE",
          "NOTIFY",
          "OPTIONS",
          "PRACK",
          "PUBLISH",
          "REFER",
          "REGISTER",
          "SUBSCRIBE",
          "UPDATE");

  private KnownMethods() {}

  /** Whether a method is one of them: it is refused with 405 when we do not offer it, else 501. */
  public static boolean contain(String method) {
    return METHODS.contains(method);
  }
}

package org.paraat.engine;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipUris;

/** How long a registrar keeps our contact. */
final class GrantedTime {
  static final int MOST_SECONDS = 86_400;

  private static final String EXPIRES = ";expires=";

  private GrantedTime() {}

  /**
   * RFC 3261 10.2.4: our own contact among those that the registrar lists says it best.
   *
   * @return empty when it does not say
   */
  static Optional<Duration> in(SIPResponse response, String user) {
    for (String contact : Headers.values(response, "Contact")) {
      boolean isOurs =
          Headers.address(contact)
              .filter(address -> SipUris.user(address.getURI()).equals(user))
              .isPresent();
      int at = isOurs ? contact.toLowerCase(Locale.ROOT).indexOf(EXPIRES) : -1;
      OptionalInt seconds =
          at < 0 ? OptionalInt.empty() : leadingNumber(contact.substring(at + EXPIRES.length()));
      if (seconds.isPresent()) {
        return Optional.of(Duration.ofSeconds(seconds.getAsInt()));
      }
    }
    OptionalInt seconds = Headers.number(response, "Expires", MOST_SECONDS);
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
        : Optional.empty();
  }

  private static OptionalInt leadingNumber(String text) {
    int end = 0;
    while (end < text.length() && end < 6 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == 0
        ? OptionalInt.empty()
        : OptionalInt.of(Math.min(MOST_SECONDS, Integer.parseInt(text.substring(0, end))));
  }
}

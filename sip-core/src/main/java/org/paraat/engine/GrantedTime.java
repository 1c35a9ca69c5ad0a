package org.paraat.engine;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.SipAddress;

/** How long a registrar keeps our contact. */
final class GrantedTime {
  static final int MOST_SECONDS = 86_400;

  private static final String EXPIRES = ";expires=";

  private GrantedTime() {}

  /**
   * RFC 3261 10.2.4: our own contact among those that the registrar lists says it best. Where none
   * is at our address, as behind a router, the one of ours that ends first is the safe guess.
   *
   * @param ours where the contact that we told is
   * @return empty when it does not say
   */
  static Optional<Duration> in(SIPResponse response, String user, SipAddress ours) {
    OptionalInt least = OptionalInt.empty();
    for (String contact : Headers.values(response, "Contact")) {
      Optional<SipUri> uri = sipUri(contact).filter(it -> SipUris.user(it).equals(user));
      OptionalInt seconds = uri.isPresent() ? expiresIn(contact) : OptionalInt.empty();
      if (seconds.isPresent() && isAt(ours, uri.get())) {
        return Optional.of(Duration.ofSeconds(seconds.getAsInt()));
      }
      if (seconds.isPresent() && seconds.getAsInt() < least.orElse(Integer.MAX_VALUE)) {
        least = seconds;
      }
    }
    OptionalInt seconds =
        least.isPresent() ? least : Headers.number(response, "Expires", MOST_SECONDS);
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
        : Optional.empty();
  }

  private static Optional<SipUri> sipUri(String contact) {
    return Headers.address(contact)
        .flatMap(it -> it.getURI() instanceof SipUri uri ? Optional.of(uri) : Optional.empty());
  }

  private static boolean isAt(SipAddress address, SipUri uri) {
    int port = uri.getPort() > 0 ? uri.getPort() : address.transport().defaultPort();
    return port == address.port() && SipUris.host(uri).equals(address.host());
  }

  private static OptionalInt expiresIn(String contact) {
    int at = contact.toLowerCase(Locale.ROOT).indexOf(EXPIRES);
    return at < 0 ? OptionalInt.empty() : leadingNumber(contact.substring(at + EXPIRES.length()));
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

package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.SipMessages;

/**
 * How long a session lives without a refresh, as both sides agreed (RFC 4028).
 *
 * @param isOursToRefresh whether the peer relies on us for it
 */
record SessionTerms(int seconds, boolean isOursToRefresh) {
  private static final String SESSION_EXPIRES = "Session-Expires";
  private static final String MIN_SE = "Min-SE";
  private static final int MOST_SECONDS = 86_400 * 7;

  /** A peer that says less is not believed: we could not keep it. */
  private static final int FEWEST_SECONDS = 32;

  private static final int MOST_PARAMETERS = 8;

  Duration interval() {
    return Duration.ofSeconds(seconds);
  }

  /** What a 2xx to a request of ours says; empty when the session does not expire. */
  static Optional<SessionTerms> agreedIn(SIPResponse accepted) {
    Optional<String> value = Headers.value(accepted, SESSION_EXPIRES);
    OptionalInt seconds = Headers.number(accepted, SESSION_EXPIRES, MOST_SECONDS);
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SessionTerms(
                Math.max(FEWEST_SECONDS, seconds.getAsInt()),
                !refresherIn(value.orElse("")).equals("uas")));
  }

  /** What our 2xx to a request says (RFC 4028 9); empty: the session does not expire. */
  static Optional<SessionTerms> granted(SIPRequest request, SessionTimerSettings ours) {
    OptionalInt asked = Headers.number(request, SESSION_EXPIRES, MOST_SECONDS);
    boolean isKnownThere = knows(request);
    if (!ours.isOn() || (asked.isEmpty() && !isKnownThere)) {
      return Optional.empty();
    }
    int least = Math.max(ours.leastSeconds(), leastIn(request).orElse(0));
    int seconds = Math.max(least, Math.min(ours.seconds(), asked.orElse(ours.seconds())));
    boolean isTheirs =
        isKnownThere
            && refresherIn(Headers.value(request, SESSION_EXPIRES).orElse("")).equals("uac");
    return Optional.of(new SessionTerms(seconds, !isTheirs));
  }

  /** Whether a request asks for less than we agree to: its sender can be told with 422. */
  static boolean isTooShort(SIPRequest request, SessionTimerSettings ours) {
    OptionalInt asked = Headers.number(request, SESSION_EXPIRES, MOST_SECONDS);
    return asked.isPresent()
        && ours.isOn()
        && asked.getAsInt() < ours.leastSeconds()
        && knows(request);
  }

  /** The least that a 422 agrees to, or a request. */
  static OptionalInt leastIn(SIPMessage message) {
    return Headers.number(message, MIN_SE, MOST_SECONDS);
  }

  /** Asks for at least so much after a 422. */
  static void askFor(SIPRequest request, int seconds) {
    request.addHeader(SipMessages.header(SESSION_EXPIRES, String.valueOf(seconds)));
    request.addHeader(SipMessages.header(MIN_SE, String.valueOf(seconds)));
  }

  /** The roles stay as they are: {@code uac} is who sends this request. */
  void writeInto(SIPRequest refresh) {
    refresh.addHeader(value(isOursToRefresh ? "uac" : "uas"));
  }

  void writeInto(SIPResponse answer, SIPRequest request) {
    answer.addHeader(value(isOursToRefresh ? "uas" : "uac"));
    if (knows(request)) {
      answer.addHeader(SipMessages.header("Require", SipSettings.TIMER));
    }
  }

  private javax.sip.header.Header value(String refresher) {
    return SipMessages.header(SESSION_EXPIRES, seconds + ";refresher=" + refresher);
  }

  private static boolean knows(SIPRequest request) {
    return Headers.lists(request, "Supported", SipSettings.TIMER)
        || Headers.lists(request, "Require", SipSettings.TIMER);
  }

  private static String refresherIn(String value) {
    for (String part : Quoting.split(value, ';', MOST_PARAMETERS)) {
      String parameter = part.toLowerCase(Locale.ROOT);
      if (parameter.startsWith("refresher")) {
        return parameter.substring(parameter.indexOf('=') + 1).strip();
      }
    }
    return "";
  }
}

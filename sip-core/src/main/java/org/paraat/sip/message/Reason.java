package org.paraat.sip.message;

import java.util.Optional;

/**
 * Why a request was sent (RFC 3326).
 *
 * @param protocol {@code SIP} or {@code Q.850}, as it was written
 * @param cause a status code or a cause value
 * @param text empty when there is none
 */
public record Reason(String protocol, int cause, String text) {

  /** For the losers of a race: phones then show no missed call. */
  public static final Reason COMPLETED_ELSEWHERE = sip(200, "Call completed elsewhere");

  public static Reason sip(int status, String text) {
    return new Reason("SIP", status, text);
  }

  /** As the header writes it. */
  public String headerValue() {
    String start = protocol + ";cause=" + cause;
    return text.isEmpty() ? start : start + ";text=" + Quoting.quoted(text);
  }

  /** Reads the first value of a header; empty when it makes no sense. */
  public static Optional<Reason> parse(String value) {
    String first = Quoting.split(value, ',', 1).getFirst();
    var parts = Quoting.split(first, ';', 16);
    String protocol = parts.getFirst().strip();
    int cause = -1;
    String text = "";
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = part.substring(0, equals).strip();
      String given = part.substring(equals + 1).strip();
      if (name.equalsIgnoreCase("cause")) {
        cause = Quoting.number(given, 999).orElse(-1);
      } else if (name.equalsIgnoreCase("text")) {
        text = Quoting.unquoted(given);
      }
    }
    return protocol.isEmpty() || cause < 0
        ? Optional.empty()
        : Optional.of(new Reason(protocol, cause, text));
  }
}

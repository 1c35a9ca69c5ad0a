package org.paraat.sip.subscription;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;

/**
 * What a SUBSCRIBE asks for.
 *
 * @param lasts zero: only how it stands now, or the end
 */
record Wish(EventPackage event, String eventId, Duration lasts) {
  private static final int MOST_PARAMETERS = 8;
  private static final int LONGEST_ID = 64;

  /** It was understood, or not. */
  sealed interface Reading {}

  record Understood(Wish wish) implements Reading {}

  record Refused(int status, String phrase, List<HeaderLine> headers) implements Reading {}

  static Reading read(SIPRequest subscribe, SubscriptionSettings settings) {
    List<String> parts =
        Quoting.split(eventIn(subscribe), ';', MOST_PARAMETERS).stream()
            .map(String::strip)
            .toList();
    Optional<EventPackage> event =
        parts.isEmpty() ? Optional.empty() : EventPackage.of(parts.getFirst());
    if (event.isEmpty()) {
      return new Refused(
          489, "Bad Event", List.of(new HeaderLine("Allow-Events", EventPackage.all())));
    }
    if (!takes(subscribe, event.get())) {
      return new Refused(
          406, "Not Acceptable", List.of(new HeaderLine("Accept", event.get().contentType())));
    }
    OptionalInt asked = Headers.number(subscribe, "Expires", Integer.MAX_VALUE);
    Duration wanted = asked.isPresent() ? Duration.ofSeconds(asked.getAsInt()) : settings.usual();
    if (!wanted.isZero() && wanted.compareTo(settings.shortest()) < 0) {
      String least = Long.toString(settings.shortest().toSeconds());
      return new Refused(423, "Interval Too Brief", List.of(new HeaderLine("Min-Expires", least)));
    }
    Duration lasts = wanted.compareTo(settings.longest()) > 0 ? settings.longest() : wanted;
    return new Understood(new Wish(event.get(), idIn(parts), lasts));
  }

  private static String eventIn(SIPRequest subscribe) {
    // "o" is its compact form (RFC 6665 8.2.1)
    return Headers.value(subscribe, "Event").or(() -> Headers.value(subscribe, "o")).orElse("");
  }

  private static String idIn(List<String> parts) {
    return parts.stream()
        .filter(part -> part.toLowerCase(Locale.ROOT).startsWith("id="))
        .map(part -> part.substring(3).strip())
        .filter(id -> id.length() <= LONGEST_ID)
        .findFirst()
        .orElse("");
  }

  /** Who names no type takes that of the event. */
  private static boolean takes(SIPRequest subscribe, EventPackage event) {
    List<String> accepted = Headers.values(subscribe, "Accept");
    return accepted.isEmpty()
        || accepted.stream()
            .map(type -> type.indexOf(';') < 0 ? type : type.substring(0, type.indexOf(';')))
            .map(String::strip)
            .anyMatch(
                type ->
                    type.equalsIgnoreCase(event.contentType())
                        || type.equals("*/*")
                        || type.equalsIgnoreCase("application/*"));
  }
}

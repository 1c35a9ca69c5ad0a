package org.paraat.sip.digest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.message.Quoting;

/** The parameters of a digest challenge or of the answer to one. */
final class DigestHeader {
  private static final int MOST_PARAMETERS = 32;
  private static final String SCHEME = "digest ";

  private final Map<String, String> parameters = new LinkedHashMap<>();

  private DigestHeader() {}

  /** Empty when it is of another scheme. */
  static Optional<DigestHeader> parse(String value) {
    String text = value.strip();
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    DigestHeader header = new DigestHeader();
    for (String part : Quoting.split(text.substring(SCHEME.length()), ',', MOST_PARAMETERS)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        header.parameters.putIfAbsent(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            Quoting.unquoted(part.substring(equals + 1).strip()));
      }
    }
    return Optional.of(header);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  String text(String name) {
    return parameters.getOrDefault(name, "");
  }
}

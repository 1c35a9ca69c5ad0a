package org.paraat.sip.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A body of several parts (RFC 5621), as trunks send who add the signalling of their network. */
final class Multipart {
  private static final int MOST_PARTS = 8;

  private Multipart() {}

  /** The content of the first part of a type. */
  static Optional<String> part(Body body, String type) {
    Optional<String> boundary = boundary(body.contentType());
    if (boundary.isEmpty()) {
      return Optional.empty();
    }
    String separator = "--" + boundary.get();
    String[] parts = body.content().split(Pattern.quote(separator), MOST_PARTS + 2);
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].replace("\r\n", "\n");
      int head = part.indexOf("\n\n");
      if (head >= 0 && contentType(part.substring(0, head)).equals(type)) {
        return Optional.of(part.substring(head + 2).stripTrailing().replace("\n", "\r\n") + "\r\n");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> boundary(String contentType) {
    for (String parameter : Quoting.split(contentType, ';', 8)) {
      if (parameter.toLowerCase(Locale.ROOT).startsWith("boundary=")) {
        String boundary = Quoting.unquoted(parameter.substring(9).strip());
        return boundary.isEmpty() ? Optional.empty() : Optional.of(boundary);
      }
    }
    return Optional.empty();
  }

  private static String contentType(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-type:"))
        .map(line -> line.substring(13).split(";", 2)[0].strip())
        .findFirst()
        .orElse("");
  }
}

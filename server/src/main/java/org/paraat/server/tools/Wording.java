package org.paraat.server.tools;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns figures and long sentences into lines that a person reads in a terminal. */
final class Wording {
  private Wording() {}

  /** Such as {@code 2.1 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** Breaks a text at its spaces, a word that is too long anywhere; never empty. */
  static List<String> wrapped(String text, int width) {
    int room = Math.max(width, 8);
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      String rest = word;
      if (!line.isEmpty() && line.length() + 1 + rest.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > room) {
        lines.add(rest.substring(0, room));
        rest = rest.substring(room);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  static String cut(String text, int width, String ellipsis) {
    if (text.length() <= width) {
      return text;
    }
    return width <= ellipsis.length()
        ? text.substring(0, Math.max(width, 0))
        : text.substring(0, width - ellipsis.length()) + ellipsis;
  }
}

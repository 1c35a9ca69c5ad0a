package org.paraat.sip.subscription;

/** XML that is being written: what others said cannot become markup. */
final class Xml {
  private final StringBuilder written = new StringBuilder(512);

  /** Markup of our own. */
  Xml raw(String markup) {
    written.append(markup);
    return this;
  }

  Xml attribute(String name, String value) {
    written.append(' ').append(name).append("=\"");
    return text(value).raw("\"");
  }

  Xml text(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> written.append("&amp;");
        case '<' -> written.append("&lt;");
        case '>' -> written.append("&gt;");
        case '"' -> written.append("&quot;");
        case '\'' -> written.append("&apos;");
        default -> {
          if (isCharacter(value, i)) {
            written.append(c);
          }
        }
      }
    }
    return this;
  }

  /** What XML 1.0 knows as a character: no control characters, no half of a pair. */
  private static boolean isCharacter(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c >= 0x20 && c < 0xFFFE;
  }

  @Override
  public String toString() {
    return written.toString();
  }
}

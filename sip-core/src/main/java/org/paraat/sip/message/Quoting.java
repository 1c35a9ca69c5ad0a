package org.paraat.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Quoted strings and lists of header values (RFC 3261 25.1). */
public final class Quoting {
  private Quoting() {}

  /** A text between quotes; what could end the header line becomes a space. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      quoted.append(escaped(text.charAt(i)));
    }
    return quoted.append('"').toString();
  }

  /** A text as it stands between quotes, without them. */
  public static String escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || Character.isISOControl(c)) {
        String quoted = quoted(text);
        return quoted.substring(1, quoted.length() - 1);
      }
    }
    return text;
  }

  private static String escaped(char c) {
    if (c == '"' || c == '\\') {
      return "\\" + c;
    }
    return Character.isISOControl(c) ? " " : String.valueOf(c);
  }

  /** The text of a quoted string; anything else is returned as it is. */
  public static String unquoted(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      return value;
    }
    return unescaped(value.substring(1, value.length() - 1));
  }

  /** A text without the backslashes that protected its characters. */
  public static String unescaped(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isEscape = c == '\\' && i + 1 < value.length();
      text.append(isEscape ? value.charAt(++i) : c);
    }
    return text.toString();
  }

  /** Whether a name that stood between quotes has none inside that could end it. */
  static boolean isBalanced(String name) {
    for (int i = 0; name != null && i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || (c == '\\' && ++i == name.length())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The parts of a value between separators that stand outside quotes and angle brackets.
   *
   * @param most further parts are thrown away
   */
  public static List<String> split(String value, char separator, int most) {
    List<String> parts = new ArrayList<>();
    boolean isQuoted = false;
    boolean isBracketed = false;
    int start = 0;
    for (int i = 0; i < value.length() && parts.size() < most; i++) {
      char c = value.charAt(i);
      if (isQuoted && c == '\\') {
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && (c == '<' || c == '>')) {
        isBracketed = c == '<';
      } else if (c == separator && !isQuoted && !isBracketed) {
        parts.add(value.substring(start, i).strip());
        start = i + 1;
      }
    }
    if (parts.size() < most) {
      parts.add(value.substring(start).strip());
    }
    return parts;
  }

  /** Whether one of the parts between commas is a token, whatever its case. */
  static boolean lists(String value, String token) {
    if (value.indexOf('"') >= 0 || value.indexOf('<') >= 0) {
      return split(value, ',', Headers.MOST_VALUES).stream().anyMatch(token::equalsIgnoreCase);
    }
    for (int from = 0; from < value.length(); ) {
      int comma = value.indexOf(',', from);
      int end = comma < 0 ? value.length() : comma;
      int at = from;
      while (at < end && value.charAt(at) <= ' ') {
        at++;
      }
      int after = at + token.length();
      if (value.regionMatches(true, at, token, 0, token.length())
          && after <= end
          && value.substring(after, end).isBlank()) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  /** A number from 0 to {@code most}; empty when it is something else. */
  public static OptionalInt number(String digits, int most) {
    if (digits.isEmpty() || digits.length() > 10) {
      return OptionalInt.empty();
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      number = number * 10 + (c - '0');
    }
    return number <= most ? OptionalInt.of((int) number) : OptionalInt.empty();
  }
}

package org.paraat.sip.message;

/** One header that we add to a message as it is: {@code Alert-Info}, {@code Retry-After}. */
public record HeaderLine(String name, String value) {

  public HeaderLine {
    if (name.isEmpty() || name.length() > 40 || !name.chars().allMatch(HeaderLine::isPlain)) {
      throw new IllegalArgumentException("not a name of a header: " + name);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a header value with a control character: " + name);
    }
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }
}

package org.paraat.sip.message;

/** One header that we add to a message as it is: {@code Alert-Info}, {@code Retry-After}. */
public record HeaderLine(String name, String value) {

  public HeaderLine {
    if (!name.matches("[A-Za-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("not a name of a header: " + name);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a header value with a control character: " + name);
    }
  }
}

package org.paraat.sip.message;

/**
 * A place in a text that is read from left to right.
 *
 * <p>It never fails: what comes otherwise than expected is remembered until {@link #isThrough()} is
 * asked, and what was made of the text until then is worth nothing.
 */
final class Cursor {
  /** A longer text is never plain. */
  private static final int LONGEST = 512;

  private static final byte IN_TOKEN = 1;
  private static final byte IN_HOST = 2;
  private static final byte IN_IDENTIFIER = 4;
  private static final byte[] PLACES = new byte[128];

  static {
    for (char c = '!'; c < 127; c++) {
      boolean isAlphanumeric =
          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      PLACES[c] = (byte) (isAlphanumeric ? IN_TOKEN | IN_HOST | IN_IDENTIFIER : 0);
    }
    allow(IN_TOKEN, "-_.!~*+");
    allow(IN_HOST, "-.");
    allow(IN_IDENTIFIER, "-_.!~*+@:/=%(){}[]<>?\"'`");
  }

  private String text = "";
  private int start;
  private int at;
  private int end;
  private boolean isAsExpected;

  private static void allow(byte place, String characters) {
    for (int i = 0; i < characters.length(); i++) {
      PLACES[characters.charAt(i)] |= place;
    }
  }

  /** A cursor at the beginning of a text. */
  static Cursor over(String text) {
    Cursor cursor = new Cursor();
    cursor.set(text, 0, text.length());
    return cursor;
  }

  /** Begins with a part of another text. */
  void set(String newText, int from, int to) {
    text = newText;
    start = from;
    end = to;
    at = from;
    isAsExpected = to - from <= LONGEST;
  }

  /** Leaves out the spaces around it; before anything is read. */
  void trim() {
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(text.charAt(end - 1))) {
      end--;
    }
    at = start;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** All of the text, whatever was read of it. */
  String whole() {
    return CommonWords.of(text, start, end).strip();
  }

  /** How many characters of these the text has. */
  int count(char first, char second, char third) {
    int count = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      count += c == first || c == second || c == third ? 1 : 0;
    }
    return count;
  }

  /** Whether all of it was read, and was as expected. */
  boolean isThrough() {
    return isAsExpected && at == end;
  }

  /** Remembers whether what was read is as it should be. */
  void expect(boolean isRight) {
    isAsExpected &= isRight;
  }

  /** Whether a character comes next; never after something else than expected. */
  boolean isAt(char c) {
    return isAsExpected && at < end && text.charAt(at) == c;
  }

  /** Goes on behind a character; false: another one is there. */
  boolean takes(char c) {
    boolean isThere = isAt(c);
    at += isThere ? 1 : 0;
    return isThere;
  }

  /** Goes on behind a text; false: another one is there. */
  boolean takes(String literal) {
    boolean isThere = isAsExpected && literal.length() <= end - at && text.startsWith(literal, at);
    at += isThere ? literal.length() : 0;
    return isThere;
  }

  void expect(char c) {
    expect(takes(c));
  }

  void expect(String literal) {
    expect(takes(literal));
  }

  /** Whether this character is still to come. */
  boolean hasAhead(char c) {
    return text.indexOf(c, at, end) >= 0;
  }

  /** Goes on behind spaces. */
  void skipSpaces() {
    while (takes(' ')) {
      continue;
    }
  }

  /** The name or the value of a parameter; a user without escapes. */
  String token() {
    return stretch(IN_TOKEN);
  }

  /** A name or an IPv4 address. */
  String host() {
    return stretch(IN_HOST);
  }

  /** What identifies something (RFC 3261 25.1), without what could separate values. */
  String identifier() {
    return stretch(IN_IDENTIFIER);
  }

  private String stretch(byte place) {
    int from = at;
    while (at < end && isIn(place, text.charAt(at))) {
      at++;
    }
    expect(at > from);
    return CommonWords.of(text, from, at);
  }

  private static boolean isIn(byte place, char c) {
    return c < 128 && (PLACES[c] & place) != 0;
  }

  /** What stands between quotes, when no quote is inside and nothing is escaped. */
  String quoted() {
    expect('"');
    int from = at;
    while (at < end && isPlainInQuotes(text.charAt(at))) {
      at++;
    }
    String inside = text.substring(from, at);
    expect('"');
    return inside;
  }

  private static boolean isPlainInQuotes(char c) {
    return c >= ' ' && c != '"' && c != '\\' && c != 127;
  }

  /** What stands before a character, when it is tokens with spaces between. */
  String tokensBefore(char c) {
    int from = at;
    expect(at < end && isIn(IN_HOST, text.charAt(at)));
    while (at < end && (text.charAt(at) == ' ' || isIn(IN_TOKEN, text.charAt(at)))) {
      at++;
    }
    expect(isAt(c));
    return text.substring(from, at);
  }

  /** A number that is no larger than this. */
  int number(int most) {
    int from = at;
    long number = 0;
    while (at < end && at - from < 10 && isDigit(text.charAt(at))) {
      number = number * 10 + (text.charAt(at++) - '0');
    }
    boolean isRight = at > from && number <= most;
    expect(isRight);
    return isRight ? (int) number : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** All that is left. */
  String rest() {
    String rest = CommonWords.of(text, at, end);
    at = end;
    return rest;
  }
}

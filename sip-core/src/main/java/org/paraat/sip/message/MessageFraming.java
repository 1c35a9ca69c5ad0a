package org.paraat.sip.message;

import java.util.OptionalInt;

/** Where a message ends in a stream of bytes (RFC 3261 18.3). */
public final class MessageFraming {
  private MessageFraming() {}

  /** The index of the first byte after the empty line that ends the headers; -1: not there yet. */
  public static int endOfHead(byte[] bytes, int from, int to) {
    int lineStart = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      boolean isEmpty = i == lineStart || (i == lineStart + 1 && bytes[lineStart] == '\r');
      if (isEmpty && lineStart > from) {
        return i + 1;
      }
      lineStart = i + 1;
    }
    return -1;
  }

  /**
   * What Content-Length says in a head.
   *
   * @return 0 when there is none; empty when it makes no sense, so that the stream is lost
   */
  public static OptionalInt contentLength(byte[] bytes, int from, int endOfHead) {
    int lineStart = from;
    OptionalInt length = OptionalInt.of(0);
    boolean isFound = false;
    for (int i = from; i < endOfHead; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      int value = valueStart(bytes, lineStart, i);
      if (value >= 0) {
        OptionalInt said = number(bytes, value, i);
        if (said.isEmpty() || (isFound && !said.equals(length))) {
          return OptionalInt.empty();
        }
        length = said;
        isFound = true;
      }
      lineStart = i + 1;
    }
    return length;
  }

  private static int valueStart(byte[] bytes, int start, int end) {
    if (start >= end) {
      return -1;
    }
    int first = bytes[start] | 0x20;
    if (first == 'c' && matches(bytes, start, end, "content-length")) {
      return colon(bytes, start + 14, end);
    }
    return first == 'l' ? colon(bytes, start + 1, end) : -1;
  }

  private static boolean matches(byte[] bytes, int start, int end, String lowerCase) {
    if (end - start < lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      int c = bytes[start + i];
      int lower = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
      if (lower != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int colon(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i < end && bytes[i] == ':' ? i + 1 : -1;
  }

  private static OptionalInt number(byte[] bytes, int from, int end) {
    long number = 0;
    int digits = 0;
    for (int i = from; i < end; i++) {
      int c = bytes[i];
      if (c >= '0' && c <= '9') {
        number = number * 10 + (c - '0');
        digits++;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return OptionalInt.empty();
      }
      if (digits > 9) {
        return OptionalInt.empty();
      }
    }
    return digits == 0 ? OptionalInt.empty() : OptionalInt.of((int) number);
  }
}

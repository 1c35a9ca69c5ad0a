package org.paraat.sip.message;

/** The lines of a message's head, each with what continues it (RFC 3261 7.3.1). */
final class HeadLines {
  private final String head;
  private int position;
  private String text = "";
  private int start;
  private int end;
  private boolean hasLoneReturn;

  HeadLines(String head) {
    this.head = head;
  }

  /** Goes to the next line; false: it is empty, or there is none. */
  boolean next() {
    readLine();
    if (start == end) {
      return false;
    }
    if (continues()) {
      unfold();
    }
    return true;
  }

  /** The text that the line is a part of. */
  String text() {
    return text;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The line alone. */
  String line() {
    return text.substring(start, end);
  }

  /** Whether a carriage return stood alone in any line so far. */
  boolean hasLoneReturn() {
    return hasLoneReturn;
  }

  private void unfold() {
    StringBuilder unfolded = new StringBuilder(line());
    while (continues()) {
      readLine();
      unfolded.append(' ').append(line().strip());
    }
    show(unfolded.toString());
  }

  private boolean continues() {
    return position < head.length()
        && (head.charAt(position) == ' ' || head.charAt(position) == '\t');
  }

  private void readLine() {
    text = head;
    start = position;
    int feed = head.indexOf('\n', start);
    end = feed < 0 ? head.length() : feed;
    position = feed < 0 ? end : feed + 1;
    int carriageReturn = head.indexOf('\r', start, end);
    if (carriageReturn >= 0 && carriageReturn == end - 1) {
      end--;
    } else if (carriageReturn >= 0) {
      replaceReturns();
    }
  }

  // In a response of ours it would end the line for some, and begin a header of the sender's.
  private void replaceReturns() {
    String line = line();
    String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    hasLoneReturn = true;
    show(whole.replace('\r', ' '));
  }

  private void show(String line) {
    text = line;
    start = 0;
    end = line.length();
  }
}

package org.paraat.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the text of a session description line by line, within fixed bounds. */
final class DescriptionReader {
  static final int MOST_CHARACTERS = 8 * 1024;
  static final int MOST_LINES = 400;
  static final int MOST_STREAMS = 8;
  static final int MOST_FORMATS = 64;

  private static final List<Direction> DIRECTIONS = List.of(Direction.values());

  private final String text;
  private Optional<Origin> origin = Optional.empty();
  private Optional<String> sessionConnection = Optional.empty();
  private Direction sessionDirection = Direction.SENDRECV;
  private final List<StreamUnderConstruction> streams = new ArrayList<>();
  private int position;
  private int linesRead = 1;

  DescriptionReader(String text) {
    this.text = text;
  }

  SessionDescription read() throws NotNegotiable {
    if (text.length() > MOST_CHARACTERS) {
      throw new NotNegotiable("a session description of more than " + MOST_CHARACTERS + " bytes");
    }
    if (!nextLine().equals("v=0")) {
      throw new NotNegotiable("a session description begins with v=0");
    }
    for (String line = nextLine(); !line.isEmpty(); line = nextLine()) {
      if (++linesRead > MOST_LINES) {
        throw new NotNegotiable("a session description of more than " + MOST_LINES + " lines");
      }
      readLine(line);
    }
    Origin author = origin.orElseThrow(() -> new NotNegotiable("there is no o= line"));
    List<StreamDescription> described = new ArrayList<>();
    for (StreamUnderConstruction stream : streams) {
      described.add(stream.described(sessionConnection, sessionDirection));
    }
    return new SessionDescription(author, described);
  }

  /** The next line that says anything; empty at the end. */
  private String nextLine() {
    while (position < text.length()) {
      int end = position;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      String line = text.substring(position, end).strip();
      position = end + 1;
      if (!line.isEmpty()) {
        return line;
      }
    }
    return "";
  }

  private void readLine(String line) throws NotNegotiable {
    if (line.length() < 2 || line.charAt(1) != '=') {
      throw new NotNegotiable("a line without a type: " + shortened(line));
    }
    String value = line.substring(2).strip();
    switch (line.charAt(0)) {
      case 'o' -> origin = Optional.of(readOrigin(value));
      case 'c' -> readConnection(value);
      case 'm' -> readStream(value);
      case 'a' -> readAttribute(value);
      default -> {
        // s=, t=, b=, i=, k= ... say nothing that changes what we send.
      }
    }
  }

  private static Origin readOrigin(String value) throws NotNegotiable {
    List<String> fields = Fields.of(value);
    if (fields.size() != 6 || !isNumber(fields.get(1)) || !isNumber(fields.get(2))) {
      throw new NotNegotiable("a malformed o= line: " + shortened(value));
    }
    return new Origin(fields.get(0), fields.get(1), fields.get(2), fields.get(5));
  }

  private void readConnection(String value) throws NotNegotiable {
    List<String> fields = Fields.of(value);
    if (fields.size() != 3 || !fields.get(0).equalsIgnoreCase("IN") || fields.get(2).isEmpty()) {
      throw new NotNegotiable("a malformed c= line: " + shortened(value));
    }
    String address = beforeSlash(fields.get(2));
    if (address.isEmpty()) {
      throw new NotNegotiable("a c= line without an address");
    }
    if (streams.isEmpty()) {
      sessionConnection = Optional.of(address);
    } else {
      streams.getLast().connection = Optional.of(address);
    }
  }

  private void readStream(String value) throws NotNegotiable {
    if (streams.size() == MOST_STREAMS) {
      throw new NotNegotiable("more than " + MOST_STREAMS + " streams");
    }
    List<String> fields = Fields.of(value);
    if (fields.size() < 4 || fields.size() > 3 + MOST_FORMATS) {
      throw new NotNegotiable("a malformed m= line: " + shortened(value));
    }
    streams.add(
        new StreamUnderConstruction(
            fields.get(0).toLowerCase(Locale.ROOT),
            number(beforeSlash(fields.get(1)), 65_535)
                .orElseThrow(() -> new NotNegotiable("no port: " + shortened(value))),
            fields.get(2),
            fields.subList(3, fields.size())));
  }

  private static String beforeSlash(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  private void readAttribute(String value) throws NotNegotiable {
    int colon = value.indexOf(':');
    String name = (colon < 0 ? value : value.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    String content = colon < 0 ? "" : value.substring(colon + 1).strip();
    for (Direction direction : DIRECTIONS) {
      if (name.equals(direction.token())) {
        if (streams.isEmpty()) {
          sessionDirection = direction;
        } else {
          streams.getLast().direction = Optional.of(direction);
        }
        return;
      }
    }
    if (!streams.isEmpty()) {
      streams.getLast().readAttribute(name, content);
    }
  }

  /** A number of at most {@code most}; empty when it is something else. */
  static OptionalInt number(String digits, int most) {
    if (!isNumber(digits) || digits.length() > 9) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(digits);
    return number <= most ? OptionalInt.of(number) : OptionalInt.empty();
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static String shortened(String line) {
    int secret = line.toLowerCase(Locale.ROOT).indexOf("inline:");
    int end = Math.min(secret < 0 ? line.length() : secret, 60);
    return end == line.length() ? line : line.substring(0, end) + "...";
  }
}

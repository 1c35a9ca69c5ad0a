package org.paraat.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Spoils messages where it hurts: headers doubled, lost and moved, numbers huge and negative,
 * strange bytes, lines folded, thousands of parameters, bodies within bodies.
 */
public final class Mutator {
  private static final int MOST_MUTATIONS = 5;
  private static final List<String> SPICES =
      List.of(
          "",
          ";",
          ",",
          "<",
          ">",
          "\"",
          "@",
          "%",
          "%00",
          "%zz",
          "\0",
          "\u00ff\u00fe",
          "\u00c3",
          "\u00e2\u0082",
          "=",
          ":",
          "sip:",
          "sips:",
          "tel:",
          "tel:+1",
          "*",
          "-1",
          "0",
          "4294967296",
          "99999999999999999999",
          "()",
          "[",
          "]",
          "[::1]",
          "\t",
          "\r",
          "\n",
          "\r\n ",
          "\\",
          "\\\"",
          "?",
          "&",
          "'",
          "${x}",
          "\u001b[0m",
          "lr",
          "%3B",
          "%3",
          "?Replaces=",
          "&Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc",
          ";to-tag=",
          ";from-tag=",
          ";early-only",
          ";method=BYE",
          ";id=",
          "Event: refer",
          ";expires=");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1e9",
          "00000000000000000001",
          "255",
          "256",
          "65535",
          "65536",
          "2147483647",
          "2147483648",
          "4294967295",
          "4294967296",
          "9223372036854775808",
          "99999999999999999999999999",
          "0x10",
          "\u0663");
  private static final List<String> METHODS =
      List.of(
          "INVITE",
          "ACK",
          "BYE",
          "CANCEL",
          "OPTIONS",
          "REGISTER",
          "INFO",
          "UPDATE",
          "PRACK",
          "REFER",
          "SUBSCRIBE",
          "NOTIFY",
          "invite",
          "FOO",
          "\u00e9");

  private final Random random;
  private final List<byte[]> corpus;
  private int made;

  public Mutator(Random random, List<byte[]> corpus) {
    this.random = random;
    this.corpus = corpus;
  }

  /** The next message, made of one of the corpus. */
  public byte[] next() {
    return spoiled(corpus.get(random.nextInt(corpus.size())));
  }

  /** A message with up to five faults; most have an identity of their own. */
  public byte[] spoiled(byte[] message) {
    made++;
    Draft draft = new Draft(message);
    if (random.nextInt(10) > 0) {
      draft.replaceAll("branch=z9hG4bK", "branch=z9hG4bK" + made + "x");
    }
    if (random.nextInt(10) > 2) {
      draft.replaceAll("Call-ID: ", "Call-ID: f" + made);
    }
    for (int i = random.nextInt(MOST_MUTATIONS + 1); i > 0; i--) {
      spoil(draft);
    }
    return draft.bytes();
  }

  private void spoil(Draft draft) {
    switch (random.nextInt(20)) {
      case 0 -> draft.lines.add(place(draft), line(draft));
      case 1 -> draft.lines.remove(random.nextInt(draft.lines.size()));
      case 2 -> Collections.shuffle(draft.lines, random);
      case 3 -> repeat(draft);
      case 4, 5, 6 -> draft.set(lineAt(draft), spiced(line(draft)));
      case 7, 8 -> number(draft);
      case 9 -> fold(draft);
      case 10 -> parameters(draft);
      case 11 -> length(draft);
      case 12 -> anotherMethod(draft);
      case 13 -> splice(draft);
      case 14 -> draft.body = spiced(draft.body);
      case 15 -> draft.cutAt = random.nextInt(draft.length() + 1);
      case 16 -> nest(draft);
      case 17 -> name(draft);
      case 18 -> draft.lineEnd = random.nextBoolean() ? "\n" : "\r";
      default -> longer(draft);
    }
    if (draft.lines.isEmpty()) {
      draft.lines.add("");
    }
  }

  private int lineAt(Draft draft) {
    return draft.chosen = random.nextInt(draft.lines.size());
  }

  private String line(Draft draft) {
    return draft.lines.get(
        draft.chosen >= 0 && draft.chosen < draft.lines.size() ? draft.chosen : lineAt(draft));
  }

  private int place(Draft draft) {
    lineAt(draft);
    return random.nextInt(draft.lines.size() + 1);
  }

  private void repeat(Draft draft) {
    lineAt(draft);
    String again = line(draft);
    for (int i = random.nextInt(150); i > 0; i--) {
      draft.lines.add(again);
    }
  }

  /** A text with something strange in the place of up to three characters. */
  public String spiced(String text) {
    StringBuilder spiced = new StringBuilder(text);
    int at = random.nextInt(spiced.length() + 1);
    int until = Math.min(spiced.length(), at + random.nextInt(4));
    return spiced.replace(at, until, SPICES.get(random.nextInt(SPICES.size()))).toString();
  }

  private void number(Draft draft) {
    int at = lineAt(draft);
    String line = line(draft);
    List<Integer> digits = new ArrayList<>();
    for (int i = 0; i < line.length(); i++) {
      if (Character.isDigit(line.charAt(i))) {
        digits.add(i);
      }
    }
    if (!digits.isEmpty()) {
      int from = digits.get(random.nextInt(digits.size()));
      int to = from;
      while (to < line.length() && Character.isDigit(line.charAt(to))) {
        to++;
      }
      String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
      draft.set(at, line.substring(0, from) + number + line.substring(to));
    }
  }

  private void fold(Draft draft) {
    int at = lineAt(draft);
    String line = line(draft);
    int where = random.nextInt(line.length() + 1);
    String fold = random.nextBoolean() ? "\r\n " : "\n\t\r\n  ";
    draft.set(at, line.substring(0, where) + fold + line.substring(where));
  }

  private void parameters(Draft draft) {
    int at = lineAt(draft);
    StringBuilder line = new StringBuilder(line(draft));
    String separator = random.nextBoolean() ? ";" : ",";
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 4000 : 60); i > 0; i--) {
      line.append(separator).append('p').append(i).append("=\"v;,\"");
    }
    draft.set(at, line.toString());
  }

  private void longer(Draft draft) {
    int at = lineAt(draft);
    String spice = SPICES.get(random.nextInt(SPICES.size())) + "a";
    draft.set(at, line(draft) + spice.repeat(1 << random.nextInt(random.nextInt(8) == 0 ? 15 : 8)));
  }

  private void length(Draft draft) {
    draft.lines.removeIf(line -> line.startsWith("Content-Length") && random.nextBoolean());
    draft.lines.add("Content-Length: " + NUMBERS.get(random.nextInt(NUMBERS.size())));
  }

  /** A method that SIP knows, or not. */
  public String method() {
    return METHODS.get(random.nextInt(METHODS.size()));
  }

  private void anotherMethod(Draft draft) {
    String method = method();
    String first = draft.lines.getFirst();
    int space = first.indexOf(' ');
    if (space > 0 && !first.startsWith("SIP/")) {
      String old = first.substring(0, space);
      draft.set(0, method + first.substring(space));
      if (random.nextInt(4) > 0) {
        draft.replaceAll(" " + old, " " + method);
      }
    }
  }

  private void splice(Draft draft) {
    Draft other = new Draft(corpus.get(random.nextInt(corpus.size())));
    draft.lines.add(
        1 + random.nextInt(Math.max(1, draft.lines.size() - 1)),
        other.lines.get(random.nextInt(other.lines.size())));
    if (random.nextInt(5) == 0) {
      draft.body = other.body;
    }
  }

  private void nest(Draft draft) {
    StringBuilder body = new StringBuilder();
    int depth = random.nextInt(random.nextInt(6) == 0 ? 800 : 12);
    for (int i = 0; i < depth; i++) {
      body.append("--b\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n");
    }
    body.append(draft.body);
    draft.body = body.toString();
    draft.lines.removeIf(line -> line.startsWith("Content-"));
    draft.lines.add(
        "Content-Type: multipart/mixed;boundary=" + (random.nextInt(9) == 0 ? "" : "b"));
    draft.lines.add("Content-Length: " + draft.body.length());
  }

  private void name(Draft draft) {
    int at = lineAt(draft);
    String line = line(draft);
    int colon = line.indexOf(':');
    if (colon > 0) {
      String name = line.substring(0, colon);
      String changed =
          switch (random.nextInt(4)) {
            case 0 -> name.toLowerCase(java.util.Locale.ROOT);
            case 1 -> name.substring(0, 1);
            case 2 -> name + " \t";
            default -> SPICES.get(random.nextInt(SPICES.size())) + name;
          };
      draft.set(at, changed + line.substring(colon));
    }
  }

  /** A message in the making: one character a byte. */
  private static final class Draft {
    private final List<String> lines;
    private String body;
    private String lineEnd = "\r\n";
    private int cutAt = Integer.MAX_VALUE;
    private int chosen = -1;

    private Draft(byte[] message) {
      String text = new String(message, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      String head = end < 0 ? text : text.substring(0, end);
      body = end < 0 ? "" : text.substring(end + 4);
      lines = new ArrayList<>(List.of(head.split("\r\n", -1)));
    }

    private void set(int at, String line) {
      lines.set(at, line);
    }

    private void replaceAll(String old, String by) {
      lines.replaceAll(line -> line.replace(old, by));
    }

    private int length() {
      return lines.stream().mapToInt(line -> line.length() + lineEnd.length()).sum();
    }

    private byte[] bytes() {
      String text = String.join(lineEnd, lines) + lineEnd + lineEnd + body;
      return text.substring(0, Math.min(cutAt, text.length()))
          .getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}

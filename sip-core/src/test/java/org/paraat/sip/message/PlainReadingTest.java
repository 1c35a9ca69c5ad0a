package org.paraat.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.parser.RequestLineParser;
import gov.nist.javax.sip.parser.StatusLineParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paraat.fuzz.Corpus;
import org.paraat.fuzz.FuzzSettings;
import org.paraat.fuzz.Mutator;

/** What is read in its plain form is what JAIN-SIP's parser would have made of it. */
class PlainReadingTest {
  private static final List<String> PIECES =
      List.of(
          "sip:",
          "sips:",
          "tel:",
          "SIP:",
          "SIP/2.0/",
          "UDP",
          "tls",
          " ",
          "  ",
          "\t",
          "<",
          ">",
          "@",
          ";",
          "=",
          ":",
          ",",
          "\"",
          "\\\"",
          "*",
          "?",
          "&",
          "/",
          "%41",
          "'",
          "(",
          "[::1]",
          "a",
          "Zoe",
          "é",
          "+31612345678",
          "0",
          "70",
          "5060",
          "65536",
          "4294967296",
          "127.0.0.1",
          "h.example-1.org",
          "tag",
          "branch",
          "z9hG4bK-1",
          "rport",
          "received",
          "transport",
          "lr",
          "q",
          "expires",
          "INVITE",
          "BYE",
          "invite",
          "OK",
          "SIP/2.0");

  private int plain;

  static Stream<Long> seeds() {
    return FuzzSettings.seeds(4);
  }

  @Test
  void theMessagesOfACallAreReadPlainly() {
    for (String value :
        List.of(
            "Via: SIP/2.0/UDP 127.0.0.1:5080;rport;branch=z9hG4bK-1-2-0",
            "v: SIP/2.0/TLS phone.example.org;branch=z9hG4bK.x;alias;received=10.0.0.1;rport=1024",
            "From: \"Zoë A.\" <sip:0612345678@127.0.0.1>;tag=2311-1",
            "From: sipp <sip:sipp@127.0.0.1:5080>;tag=1",
            "t: <sips:desk_1@example.org;user=phone;lr>",
            "Contact: <sip:1201@10.0.0.1:5060;transport=tcp;ob>;expires=300;q=0.5",
            "Record-Route: <sip:10.0.0.1;lr>",
            "Route: <sip:proxy@10.0.0.1:5070;lr=on>",
            "Call-ID: 1-2311@127.0.0.1",
            "CSeq: 102 INVITE",
            "Max-Forwards: 70",
            "l: 0")) {
      plain = 0;
      compareLine(value);
      assertEquals(1, plain, value);
    }
  }

  @Test
  void whatIsNotPlainIsLeftToTheParser() {
    for (String value :
        List.of(
            "From: sip:a@b;tag=1",
            "From: <tel:+31612345678>;tag=1",
            "From: \"a \\\" b\" <sip:a@b>;tag=1",
            "From: <sip:a:secret@b>;tag=1",
            "To: <sip:a%23@b>",
            "To: <sip:[::1]>",
            "Contact: *",
            "Contact: <sip:a@b>, <sip:c@d>",
            "Contact: <sip:a@b?Subject=x>",
            "Via: SIP/2.0/UDP h;branch=z9hG4bK1, SIP/2.0/UDP i;branch=z9hG4bK2",
            "Via: SIP/2.0/UDP h",
            "Via: SIP / 2.0 / UDP h;branch=z9hG4bK1",
            "CSeq: 1 NEWMETHOD",
            "CSeq: 4294967296 INVITE",
            "Max-Forwards: 256",
            "Content-Length: -1")) {
      plain = 0;
      compareLine(value);
      assertEquals(0, plain, value);
    }
  }

  @Test
  void theMessagesThatOthersWriteAreReadAlike() {
    Corpus.messages().forEach(this::compareMessage);
    Corpus.regressions().forEach(this::compareMessage);
    assertTrue(plain > 150, plain + " were plain");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spoiledMessagesAreReadAlike(long seed) {
    Mutator mutator = new Mutator(new Random(seed), Corpus.messages());
    int count = FuzzSettings.count(400);
    for (int i = 0; i < count; i++) {
      compareMessage(mutator.next());
    }
    assertTrue(plain > count * 3, plain + " were plain");
  }

  @ParameterizedTest
  @EnumSource(HeaderKind.class)
  void whateverIsPutTogetherIsReadAlike(HeaderKind kind) {
    Random random = new Random(kind.ordinal());
    for (int i = 0; i < FuzzSettings.count(400) * 50; i++) {
      compare(kind, random.nextInt(3) == 0 ? anything(random) : almostPlain(random, kind));
    }
    assertTrue(plain > 0);
  }

  @Test
  void startLinesAreReadAlike() {
    Random random = new Random(7);
    for (int i = 0; i < FuzzSettings.count(400) * 50; i++) {
      compareRequestLine(
          spoiled(random, "INVITE sip:0880000100@127.0.0.1:5060;transport=udp SIP/2.0"));
      compareStatusLine(spoiled(random, "SIP/2.0 180 Ringing"));
    }
    assertTrue(plain > 1000, plain + " were plain");
  }

  @Test
  void addressesAndUrisAreReadAlike() {
    Random random = new Random(9);
    for (int i = 0; i < FuzzSettings.count(400) * 50; i++) {
      String address = spoiled(random, "\"Zoe\" <sip:+31612345678@10.0.0.1:5060;user=phone>");
      assertEquals(
          Headers.parsedAddress(address).map(SameFields::of),
          Headers.address(address).map(SameFields::of),
          address);
      String uri = spoiled(random, "sip:0612345678@h.example.org:5060;transport=tcp");
      assertEquals(
          SipUris.parsed(uri).map(SameFields::of), SipUris.parse(uri).map(SameFields::of), uri);
    }
  }

  private void compareMessage(byte[] message) {
    HeadLines lines = new HeadLines(new String(message, StandardCharsets.UTF_8));
    if (lines.next()) {
      compareRequestLine(lines.line());
      compareStatusLine(lines.line());
    }
    while (lines.next()) {
      compareLine(lines.line());
    }
  }

  private void compareLine(String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      HeaderKind.of(line.substring(0, colon).strip())
          .ifPresent(kind -> compare(kind, line.substring(colon + 1)));
    }
  }

  private void compare(HeaderKind kind, String value) {
    Cursor cursor = Cursor.over(value);
    SIPHeader quick = kind.plain(cursor);
    if (!cursor.isThrough()) {
      return;
    }
    plain++;
    try {
      SIPHeader parsed = kind.parsed(value.strip());
      assertEquals(parsed.encode(), quick.encode(), value);
      assertEquals(SameFields.of(parsed), SameFields.of(quick), value);
    } catch (ParseException | RuntimeException refused) {
      throw new AssertionError(kind + " was refused: " + value, refused);
    }
  }

  private void compareRequestLine(String line) {
    Cursor cursor = new Cursor();
    cursor.set(line, 0, line.length());
    RequestLine quick = PlainStartLine.request(cursor);
    if (cursor.isThrough()) {
      plain++;
      assertTrue(Salvage.isPlain(line), line);
      try {
        RequestLine parsed = new RequestLineParser(line + '\n').parse();
        assertEquals(SameFields.of(parsed), SameFields.of(quick), line);
        assertEquals(parsed.encode(), quick.encode(), line);
      } catch (ParseException | RuntimeException refused) {
        throw new AssertionError("was refused: " + line, refused);
      }
    }
  }

  private void compareStatusLine(String line) {
    Cursor cursor = new Cursor();
    cursor.set(line, 0, line.length());
    StatusLine quick = PlainStartLine.status(cursor);
    if (cursor.isThrough()) {
      plain++;
      try {
        StatusLine parsed = new StatusLineParser(line + '\n').parse();
        assertEquals(SameFields.of(parsed), SameFields.of(quick), line);
      } catch (ParseException | RuntimeException refused) {
        throw new AssertionError("was refused: " + line, refused);
      }
    }
  }

  private static String anything(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(9); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static String almostPlain(Random random, HeaderKind kind) {
    return spoiled(
        random,
        switch (kind) {
          case VIA -> "SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bK1";
          case FROM, TO ->
              (random.nextBoolean() ? "\"Zoe\" " : "Zoe A ") + "<sip:a@h.example-1.org:5061>;tag=1";
          case CONTACT -> "<sip:a@10.0.0.1;transport=tcp>;q=0.5;expires=60";
          case ROUTE, RECORD_ROUTE -> "<sip:10.0.0.1;lr>";
          case CALL_ID -> "1-2311@127.0.0.1";
          case CSEQ -> "1 INVITE";
          case MAX_FORWARDS -> "70";
          case CONTENT_LENGTH -> "0";
        });
  }

  /** With pieces put in, taken out and put in the place of others. */
  private static String spoiled(Random random, String text) {
    StringBuilder spoiled = new StringBuilder(text);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(spoiled.length() + 1);
      int until = Math.min(spoiled.length(), at + random.nextInt(4));
      spoiled.replace(at, until, PIECES.get(random.nextInt(PIECES.size())));
    }
    return spoiled.toString();
  }

  @Test
  void aCursorThatMetSomethingElseTakesNothingMore() {
    Cursor cursor = Cursor.over("a;b");
    assertEquals("a", cursor.token());
    cursor.expect('=');
    assertFalse(cursor.takes(';'));
    assertFalse(cursor.takes(";b"));
    assertFalse(cursor.isThrough());
  }
}

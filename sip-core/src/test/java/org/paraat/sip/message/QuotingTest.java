package org.paraat.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotingTest {

  @Test
  void listsAreSplitOutsideQuotesAndBrackets() {
    assertEquals(
        List.of("\"a,b\\\",\" <sip:x@y?a=1,2>", "c", ""),
        Quoting.split("\"a,b\\\",\" <sip:x@y?a=1,2> , c ,", ',', 9));
    assertEquals(List.of("a", "b"), Quoting.split("a,b,c", ',', 2));
  }

  @Test
  void whatIsQuotedCannotEndItsLine() {
    assertEquals("\"a\\\"b\\\\  c\"", Quoting.quoted("a\"b\\\r\nc"));
    assertEquals("a\"b\\", Quoting.unquoted("\"a\\\"b\\\\\""));
  }

  @Test
  void numbersAreBounded() {
    assertEquals(OptionalInt.of(999), Quoting.number("999", 999));
    assertEquals(OptionalInt.empty(), Quoting.number("1000", 999));
    assertEquals(OptionalInt.empty(), Quoting.number("-1", 999));
    assertEquals(OptionalInt.empty(), Quoting.number("99999999999", Integer.MAX_VALUE));
  }

  @Test
  void reasonsAreWrittenAndRead() {
    assertEquals(
        "SIP;cause=200;text=\"Call completed elsewhere\"",
        Reason.COMPLETED_ELSEWHERE.headerValue());
    assertEquals(
        Optional.of(Reason.COMPLETED_ELSEWHERE),
        Reason.parse("SIP ;cause=200 ;text=\"Call completed elsewhere\""));
    assertEquals(Optional.of(new Reason("Q.850", 16, "")), Reason.parse("Q.850;cause=16;foo=bar"));
    assertEquals(Optional.empty(), Reason.parse("Q.850"));
  }

  @Test
  void aTokenIsFoundInAListAsInItsParts() {
    Random random = new Random(3);
    List<String> pieces = List.of("timer", "TIMER", "time", "r", ",", ", ", " ", ";", "\"", "<");
    for (int i = 0; i < 50_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        value.append(pieces.get(random.nextInt(pieces.size())));
      }
      assertEquals(
          Quoting.split(value.toString(), ',', 32).stream().anyMatch("timer"::equalsIgnoreCase),
          Quoting.lists(value.toString(), "timer"),
          value.toString());
    }
  }
}

package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamFramingTest {
  private final List<String> cut = new ArrayList<>();
  private final StreamFraming framing =
      new StreamFraming(
          new StreamFraming.Sink() {
            @Override
            public void onMessage(byte[] message) {
              cut.add(new String(message, StandardCharsets.UTF_8));
            }

            @Override
            public void onPing() {
              cut.add("ping");
            }
          });

  private Optional<String> feed(String text) {
    return framing.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String message(String name, int length) {
    return "MESSAGE "
        + name
        + "\r\nTo: x\r\nContent-Length: "
        + length
        + "\r\n\r\n"
        + "b".repeat(length);
  }

  @Test
  void messagesAreCutWhereverTheStreamIsBroken() {
    String first = message("a", 0);
    String second = message("b", 100);
    String third = "MESSAGE c\r\nl :  3\r\nTo: x\r\n\r\nxyz";
    String whole = first + "\r\n\r\n" + second + "\r\n" + third + "\r\n\r\n";
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      cut.clear();
      int from = 0;
      while (from < whole.length()) {
        int to = Math.min(whole.length(), from + 1 + random.nextInt(round % 40 + 1));
        assertEquals(Optional.empty(), feed(whole.substring(from, to)));
        from = to;
      }
      assertEquals(List.of(first, "ping", second, third, "ping"), cut);
    }
  }

  @Test
  void oneByteAtATimeIsEnough() {
    String whole = message("a", 2000);
    for (char c : whole.toCharArray()) {
      feed(String.valueOf(c));
    }
    assertEquals(List.of(whole), cut);
  }

  @Test
  void aMissingLengthMeansNoBody() {
    feed("MESSAGE a\r\nTo: x\r\n\r\nMESSAGE b\r\nTo: x\r\n\r\n");
    assertEquals(2, cut.size());
  }

  @Test
  void aLengthThatMakesNoSenseLosesTheStream() {
    assertTrue(feed("A b\r\nContent-Length: -1\r\n\r\n").isPresent());
  }

  @Test
  void twoLengthsThatDifferLoseTheStream() {
    assertTrue(feed("A b\r\nContent-Length: 1\r\nl: 2\r\n\r\n").isPresent());
  }

  @Test
  void aMessageBeyondTheBoundLosesTheStream() {
    assertTrue(feed("A b\r\nContent-Length: 70000\r\n\r\n").isPresent());
  }

  @Test
  void aHeadWithoutAnEndLosesTheStream() {
    Optional<String> lost = Optional.empty();
    for (int i = 0; i < 10_000 && lost.isEmpty(); i++) {
      lost = feed("X-Header: something\r\n");
    }
    assertTrue(lost.isPresent());
    assertEquals(List.of(), cut);
  }

  @Test
  void aLargestMessagePasses() {
    String head = "A b\r\nContent-Length: 65000\r\n\r\n";
    assertEquals(Optional.empty(), feed(head + "x".repeat(65_000) + message("z", 5)));
    assertEquals(2, cut.size());
  }
}

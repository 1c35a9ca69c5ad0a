package org.paraat.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of RFC 4733 and what phones make of them, as packets and the keys they mean. */
class KeyDetectorTest {

  /**
   * Packets are written {@code ssrc/timestamp/event}, with {@code E} when it ends; 20 ms lie
   * between them, and a {@code -} is a quarter of a second more.
   */
  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of("a key with its ends", "1/100/5 1/100/5 1/100/5E 1/100/5E 1/100/5E", "5"),
        Arguments.of("the first packets are lost", "1/100/5 1/100/5E", "5"),
        Arguments.of("only an end arrives", "1/100/11E 1/100/11E", "#"),
        Arguments.of("all ends are lost", "1/100/1 1/100/1 1/900/2 1/900/2", "12"),
        Arguments.of("the same key twice", "1/100/1 1/100/1E 1/900/1 1/900/1E", "11"),
        Arguments.of("the same key twice without an end", "1/100/1 1/100/1 1/900/1", "11"),
        Arguments.of("a late copy after the end", "1/100/1E 1/100/1 1/100/1", "1"),
        Arguments.of("a late copy after the next key", "1/100/1E 1/900/2 1/100/1 1/100/1E", "12"),
        Arguments.of(
            "a copy eight keys late",
            "1/1/1E 1/2/2E 1/3/3E 1/4/4E 1/5/5E 1/6/6E 1/7/7E 1/8/8E 1/1/1E",
            "12345678"),
        Arguments.of(
            "a late end does not end the key of now", "1/1/3E 1/2/4 1/1/3E 1/65537/4", "34"),
        Arguments.of("a long key in segments", "1/100/9 1/65635/9 1/131170/9 1/131170/9E", "9"),
        Arguments.of("a copy of an old segment", "1/100/9 1/65635/9 1/100/9 1/65635/9E", "9"),
        Arguments.of("another key right behind a long one", "1/100/9 1/65635/8", "98"),
        Arguments.of("the same key at that distance after an end", "1/100/9E 1/65635/9", "99"),
        Arguments.of("segments over the wrap", "1/4294967290/0 1/65529/0 1/65529/0E", "0"),
        Arguments.of("another stream with the same timestamp", "1/100/1E 2/100/1E", "11"),
        Arguments.of("timestamps that restart at each key", "1/0/1E 1/0/2E 1/0/1E", "12"),
        Arguments.of(
            "the same key again under the same timestamp",
            "1/0/1 1/0/1E 1/0/1E - 1/0/1 1/0/1E",
            "11"),
        Arguments.of("a copy of its end that is slow", "1/0/1 1/0/1E 1/0/1 1/0/1E 1/0/1E", "1"),
        Arguments.of(
            "a pause in a key that has not ended", "1/0/1 1/0/1 - 1/0/1 - 1/0/1E 1/0/1E", "1"),
        Arguments.of(
            "thrice with lost packets", "1/0/1E - 1/0/1 1/0/1E 1/0/1E - - 1/0/1E 1/0/1E", "111"),
        Arguments.of("every key there is", all(), "0123456789*#ABCD"),
        Arguments.of("no keys", "1/1/16 1/2/17E 1/3/64 1/4/255E", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void eachKeyIsReportedOnceWhenItBegins(String name, String packets, String keys) {
    KeyDetector detector = new KeyDetector();
    StringBuilder heard = new StringBuilder();
    long now = 5;
    for (String packet : packets.split(" ")) {
      if (packet.equals("-")) {
        now += TimeUnit.MILLISECONDS.toNanos(250);
        continue;
      }
      now += TimeUnit.MILLISECONDS.toNanos(20);
      boolean end = packet.endsWith("E");
      String[] fields = packet.replace("E", "").split("/");
      char key =
          detector.heard(
              Integer.parseInt(fields[0]),
              Integer.parseUnsignedInt(fields[1]),
              Integer.parseInt(fields[2]),
              end,
              now);
      if (key != KeyDetector.NO_KEY) {
        heard.append(key);
      }
    }
    assertEquals(keys, heard.toString(), name);
  }

  @org.junit.jupiter.api.Test
  void lossAndDisorderNeverDoubleAKey() {
    Random random = new Random(4733);
    for (int round = 0; round < 2000; round++) {
      KeyDetector detector = new KeyDetector();
      StringBuilder pressed = new StringBuilder();
      StringBuilder heard = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        int event = random.nextInt(16);
        pressed.append("0123456789*#ABCD".charAt(event));
        int kept = random.nextInt(8);
        for (int packet = 0; packet < 8; packet++) {
          if (packet == kept || random.nextBoolean()) {
            char key = detector.heard(1, i * 1600, event, packet > 4 || random.nextInt(9) == 0, i);
            if (key != KeyDetector.NO_KEY) {
              heard.append(key);
            }
          }
        }
      }
      assertEquals(pressed.toString(), heard.toString());
    }
  }

  private static String all() {
    StringBuilder packets = new StringBuilder();
    for (int event = 0; event < 16; event++) {
      packets.append("1/").append(event).append('/').append(event).append("E ");
    }
    return packets.toString().strip();
  }
}

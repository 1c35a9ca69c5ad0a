package org.paraat.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadLinesTest {
  private static List<String> lines(String head) {
    List<String> lines = new ArrayList<>();
    HeadLines reading = new HeadLines(head);
    while (reading.next()) {
      lines.add(reading.line());
    }
    return lines;
  }

  @Test
  void aLineEndsWithALineFeedWithOrWithoutACarriageReturn() {
    assertEquals(List.of("a: 1", "b: 2", "c"), lines("a: 1\r\nb: 2\nc"));
  }

  @Test
  void anEmptyLineIsTheEnd() {
    assertEquals(List.of("a"), lines("a\r\n\r\nb\r\n"));
  }

  @Test
  void whatBeginsWithASpaceContinuesTheLineBefore() {
    assertEquals(List.of("a: 1 2 3", "b"), lines("a: 1\r\n  2\r\n\t3 \r\nb\r\n"));
  }

  @Test
  void aLoneCarriageReturnBecomesASpaceAndIsRemembered() {
    HeadLines reading = new HeadLines("a: 1\rb: 2\r\n");
    reading.next();
    assertEquals("a: 1 b: 2", reading.line());
    assertEquals(true, reading.hasLoneReturn());
  }

  /** Any head is read as the sentences above say, written down once more without any haste. */
  @Test
  void whateverAHeadIsItsLinesAreTheSame() {
    Random random = new Random(11);
    String characters = "ab: \t\r\n";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder head = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        head.append(random.nextInt(5) == 0 ? "\r\n" : characters.charAt(random.nextInt(7)));
      }
      assertEquals(slowly(head.toString()), lines(head.toString()), head.toString());
    }
  }

  private static List<String> slowly(String head) {
    List<String> lines = new ArrayList<>();
    for (String raw : head.split("\n", -1)) {
      String whole = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      String line = whole.replace('\r', ' ');
      boolean continues = raw.startsWith(" ") || raw.startsWith("\t");
      if (continues && !lines.isEmpty()) {
        lines.set(lines.size() - 1, lines.getLast() + ' ' + line.strip());
      } else if (line.isEmpty()) {
        return lines;
      } else {
        lines.add(line);
      }
    }
    return lines;
  }
}

package org.paraat.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ToneSequencesTest {
  private final ToneSequences sequences = new ToneSequences();
  private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2);

  @Test
  void theTwoSequencesPassAndSingleKeysDoNot() {
    assertEquals("", pressed("123456789*0#4*"));
    assertEquals("*4", pressed("4"));
    assertEquals("", pressed("4"));
    assertEquals("*#", pressed("*#"));
    assertEquals("", pressed("#4"));
    assertEquals("*4", pressed("**4"));
    assertEquals("", pressed("*14"));
  }

  @Test
  void aSequenceIsCompleteWithinFourSeconds() {
    assertEquals("", pressed("*"));
    now += TimeUnit.MILLISECONDS.toNanos(3900);
    assertEquals("*4", sequences.heard('4', now));
    assertEquals("", pressed("*"));
    now += TimeUnit.MILLISECONDS.toNanos(4100);
    assertEquals("", sequences.heard('4', now));
  }

  private String pressed(String keys) {
    var all = new StringBuilder();
    for (char key : keys.toCharArray()) {
      now += TimeUnit.MILLISECONDS.toNanos(10);
      all.append(sequences.heard(key, now));
    }
    return all.toString();
  }
}

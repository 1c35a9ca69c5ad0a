package org.paraat.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

  @Test
  void wordsAreSeparatedByAnyWhiteSpace() {
    assertEquals(List.of("audio", "4000", "RTP/AVP", "8"), Fields.of("audio 4000\t RTP/AVP  8"));
  }

  @Test
  void theLastWordIsTheRestWhenFewerAreWanted() {
    assertEquals(List.of("101", "0-15, 16"), Fields.of("101  0-15, 16", 2));
  }

  @Test
  void aLineWithoutWordsIsOneEmptyWord() {
    assertEquals(List.of(""), Fields.of(""));
  }
}

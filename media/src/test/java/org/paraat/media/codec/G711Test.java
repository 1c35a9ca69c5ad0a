package org.paraat.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two laws against the figures of ITU-T G.711. */
class G711Test {

  @ParameterizedTest
  @CsvSource({
    "0, D5, FF",
    "-1, 55, 7F",
    "32767, AA, 80",
    "-32768, 2A, 00",
    "1000, FA, CE",
    "-1000, 7A, 4E"
  })
  void knownSamplesHaveKnownCodes(short sample, String aLaw, String muLaw) {
    assertEquals(aLaw, "%02X".formatted(G711.aLaw(sample)));
    assertEquals(muLaw, "%02X".formatted(G711.muLaw(sample)));
  }

  @Test
  void everyCodeSurvivesDecodingAndEncoding() {
    for (int code = 0; code < 256; code++) {
      assertEquals((byte) code, G711.aLaw(G711.linearOfALaw((byte) code)), "A-law " + code);
      if (code != 0x7F) {
        assertEquals((byte) code, G711.muLaw(G711.linearOfMuLaw((byte) code)), "mu-law " + code);
      }
    }
  }

  @Test
  void aSampleComesBackWithinItsStep() {
    for (int sample = -32_768; sample <= 32_767; sample++) {
      int tolerance = Math.max(16, Math.abs(sample) / 16);
      int aLaw = G711.linearOfALaw(G711.aLaw((short) sample));
      int muLaw = G711.linearOfMuLaw(G711.muLaw((short) sample));
      assertTrue(Math.abs(aLaw - sample) <= tolerance, sample + " became " + aLaw);
      assertTrue(Math.abs(muLaw - sample) <= tolerance, sample + " became " + muLaw);
    }
  }

  @Test
  void oneLawBecomesTheOtherInPlaceAndSilenceStaysSilence() {
    ByteBuffer sound =
        ByteBuffer.wrap(new byte[] {1, G711.A_LAW_SILENCE, G711.aLaw((short) 6000), 1});
    G711.aLawToMuLaw(sound, 1, 3);
    assertEquals(1, sound.get(0));
    assertEquals(G711.MU_LAW_SILENCE, sound.get(1));
    assertEquals(6000, G711.linearOfMuLaw(sound.get(2)), 300);
    assertEquals(1, sound.get(3));
    G711.muLawToALaw(sound, 1, 3);
    assertEquals(G711.A_LAW_SILENCE, sound.get(1));
    assertEquals(6000, G711.linearOfALaw(sound.get(2)), 300);
  }
}

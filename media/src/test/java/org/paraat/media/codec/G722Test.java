package org.paraat.media.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How well sound survives G.722, by measure: level, distance from the noise, what is added. */
class G722Test {
  private static final int WIDE = 16_000;
  private static final int NARROW = 8_000;

  @ParameterizedTest
  @ValueSource(ints = {200, 425, 1000, 2000, 3000})
  void aToneOfTheLowerBandStandsFarAboveTheNoise(int hertz) {
    short[] heard = wideOfWide(sine(hertz, WIDE, 10_000));
    assertSurvives(10_000, heard, hertz, WIDE, 32);
  }

  @ParameterizedTest
  @ValueSource(ints = {4600, 5500, 6500})
  void aToneOfTheUpperBandIsHeard(int hertz) {
    short[] heard = wideOfWide(sine(hertz, WIDE, 6_000));
    assertSurvives(6_000, heard, hertz, WIDE, 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 425, 1000, 2000, 3000, 3400})
  void soundOfTheTelephoneKeepsItsLevelOnTheWayToALegOfG722(int hertz) {
    short[] heard = wideOfNarrow(sine(hertz, NARROW, 10_000));
    assertSurvives(10_000, heard, hertz, WIDE, 28);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 425, 1000, 2000, 3000, 3400})
  void soundOfALegOfG722KeepsItsLevelOnTheWayToATelephone(int hertz) {
    short[] heard = narrowOfWide(sine(hertz, WIDE, 10_000));
    assertSurvives(10_000, heard, hertz, NARROW, 30);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 5_000, 20_000, 32_000})
  void theLevelIsKeptFromQuietToLoudWithoutClipping(int amplitude) {
    short[] heard = narrowOfNarrow(sine(1000, NARROW, amplitude));
    assertSurvives(amplitude, heard, 1000, NARROW, amplitude < 200 ? 15 : 28);
  }

  @Test
  void silenceStaysSilent() {
    for (short sample : wideOfNarrow(new short[8000])) {
      assertTrue(Math.abs(sample) <= 8, "sample " + sample);
    }
  }

  @Test
  void theSquarestSoundDoesNotWrapAround() {
    short[] square = new short[NARROW];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    short[] heard = narrowOfNarrow(square);
    // Up and down the rate changes, and the mirror filters in between take their time.
    int delay = 2 * HalfBand.DELAY + 11 - 1;
    for (int i = 2000; i < heard.length; i++) {
      boolean isNearEdge = (i - delay + 40 + 5) % 20 < 10;
      if (!isNearEdge) {
        assertEquals(square[i - delay] < 0, heard[i] < 0, "sample " + i);
      }
    }
  }

  @Test
  void anyOctetsAreSoundOfSomeKind() {
    var random = new Random(3);
    var decoder = new G722Decoder();
    byte[] octets = new byte[200_000];
    random.nextBytes(octets);
    decoder.decodeWide(ByteBuffer.wrap(octets), 0, octets.length, new short[2 * octets.length], 0);
    decoder.reset();
    short[] again = new short[320];
    short[] fresh = new short[320];
    decoder.decodeWide(ByteBuffer.wrap(octets), 0, 160, again, 0);
    new G722Decoder().decodeWide(ByteBuffer.wrap(octets), 0, 160, fresh, 0);
    assertArrayEquals(fresh, again);
  }

  @Test
  void aLostPacketIsForgottenWithinATenthOfASecond() {
    short[] sound = sine(1000, NARROW, 10_000);
    var encoder = new G722Encoder();
    var decoder = new G722Decoder();
    short[] heard = new short[sound.length];
    for (int i = 0; i < sound.length; i++) {
      byte octet = encoder.encodeNarrow(sound[i]);
      heard[i] = i >= 1600 && i < 1760 ? 0 : decoder.decodeNarrow(octet);
    }
    short[] after = Arrays.copyOfRange(heard, 1760 + 800, heard.length);
    assertAtLeast(28, signalToNoise(after, 1000, NARROW));
  }

  @Test
  void halfTheRateKeepsTheTelephoneBandAndNothingElse() {
    assertLevel(10_000, HalfBand.halved(sine(3400, WIDE, 10_000)), 3400, NARROW);
    short[] folded = HalfBand.halved(sine(4600, WIDE, 10_000));
    assertTrue(amplitude(settled(folded), 3400, NARROW) < 32, "less than -50 dB");
    short[] alreadyThere = sine(1000, NARROW, 10_000);
    short[] inStep = HalfBand.halved(sine(1000, WIDE, 10_000));
    for (int i = 100; i < inStep.length - 100; i++) {
      assertEquals(alreadyThere[i], inStep[i], 20, "sample " + i);
    }
  }

  private static short[] wideOfWide(short[] sound) {
    return decodedWide(encodedWide(sound));
  }

  private static short[] wideOfNarrow(short[] sound) {
    return decodedWide(encodedNarrow(sound));
  }

  private static short[] narrowOfWide(short[] sound) {
    return decodedNarrow(encodedWide(sound));
  }

  private static short[] narrowOfNarrow(short[] sound) {
    return decodedNarrow(encodedNarrow(sound));
  }

  private static byte[] encodedWide(short[] sound) {
    ByteBuffer octets = ByteBuffer.allocate(sound.length / 2);
    new G722Encoder().encodeWide(sound, 0, sound.length / 2, octets, 0);
    return octets.array();
  }

  private static byte[] encodedNarrow(short[] sound) {
    var encoder = new G722Encoder();
    byte[] octets = new byte[sound.length];
    for (int i = 0; i < sound.length; i++) {
      octets[i] = encoder.encodeNarrow(sound[i]);
    }
    return octets;
  }

  private static short[] decodedWide(byte[] octets) {
    short[] heard = new short[2 * octets.length];
    new G722Decoder().decodeWide(ByteBuffer.wrap(octets), 0, octets.length, heard, 0);
    return heard;
  }

  private static short[] decodedNarrow(byte[] octets) {
    var decoder = new G722Decoder();
    short[] heard = new short[octets.length];
    for (int i = 0; i < octets.length; i++) {
      heard[i] = decoder.decodeNarrow(octets[i]);
    }
    return heard;
  }

  private static short[] sine(int hertz, int rate, int amplitude) {
    short[] sound = new short[rate];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return sound;
  }

  private static void assertSurvives(
      int amplitude, short[] heard, int hertz, int rate, double decibelsAboveNoise) {
    assertLevel(amplitude, heard, hertz, rate);
    assertAtLeast(decibelsAboveNoise, signalToNoise(heard, hertz, rate));
  }

  private static void assertLevel(int expected, short[] heard, int hertz, int rate) {
    double decibels = 20 * Math.log10(amplitude(settled(heard), hertz, rate) / expected);
    assertEquals(0, decibels, 0.5, "level at " + hertz + " Hz in dB");
  }

  private static void assertAtLeast(double expected, double actual) {
    assertTrue(actual >= expected, actual + " dB instead of at least " + expected);
  }

  /** Without the beginning, in which coder and decoder learn. */
  private static short[] settled(short[] heard) {
    int skipped = heard.length / 10;
    return Arrays.copyOfRange(heard, skipped, heard.length);
  }

  private static double signalToNoise(short[] heard, int hertz, int rate) {
    short[] sound = settled(heard);
    double[] parts = parts(sound, hertz, rate);
    double noise = 0;
    for (int i = 0; i < sound.length; i++) {
      double phase = 2 * Math.PI * hertz * i / rate;
      double rest = sound[i] - parts[0] * Math.cos(phase) - parts[1] * Math.sin(phase);
      noise += rest * rest;
    }
    double amplitude = amplitude(sound, hertz, rate);
    return 10 * Math.log10(amplitude * amplitude / 2 / (noise / sound.length));
  }

  private static double amplitude(short[] sound, int hertz, int rate) {
    double[] parts = parts(sound, hertz, rate);
    return Math.hypot(parts[0], parts[1]);
  }

  private static double[] parts(short[] sound, int hertz, int rate) {
    double cosine = 0;
    double sine = 0;
    for (int i = 0; i < sound.length; i++) {
      double phase = 2 * Math.PI * hertz * i / rate;
      cosine += sound[i] * Math.cos(phase);
      sine += sound[i] * Math.sin(phase);
    }
    return new double[] {2 * cosine / sound.length, 2 * sine / sound.length};
  }
}

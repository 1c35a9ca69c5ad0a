package org.paraat.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paraat.media.codec.G711;

/** How sure keys are told from their sound: real ones found, none made up. */
class ToneKeysTest {
  private static final double[] ROWS = {697, 770, 852, 941};
  private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
  private static final String KEYPAD = "123A456B789C*0#D";
  private static final String[] SEQUENCES = {"*4", "*#"};

  private final Random random = new Random(11);
  private final ToneKeys keys = new ToneKeys();

  @Test
  void everyKeyIsHeardOnce() {
    short[] sound = pressed(KEYPAD, new Tone(80, 80, 4000, 0, 0, 0));
    assertEquals(KEYPAD, heard(sound));
  }

  @Test
  void aLongKeyIsOneKey() {
    assertEquals("5", heard(pressed("5", new Tone(5000, 50, 4000, 0, 0, 0))));
  }

  @Test
  void theSameKeyTwiceIsTwoKeys() {
    assertEquals("4444", heard(pressed("4444", new Tone(50, 50, 4000, 0, 0, 0))));
  }

  @Test
  void aGapOfALostPacketDoesNotPressTheKeyAgain() {
    short[] sound = pressed("7", new Tone(200, 50, 4000, 0, 0, 0));
    for (int i = 1200; i < 1360; i++) {
      sound[i] = 0;
    }
    assertEquals("7", heard(sound));
  }

  @Test
  void sequencesAreFoundInAlmostEveryCondition() {
    assertFound("clean, 60 ms", new Tone(60, 60, 4000, 0, 0, 0), 0.998);
    assertFound("off by 1.5 %, noise 20 dB below", new Tone(50, 60, 4000, 1.5, 20, 0), 0.98);
    assertFound("40 ms, noise 15 dB below", new Tone(40, 60, 4000, 0, 15, 0), 0.98);
    assertFound("twist of 6 dB, noise 15 dB below", new Tone(60, 60, 3000, 0, 15, 6), 0.98);
    assertFound("reverse twist of 6 dB", new Tone(60, 60, 3000, 0, 15, -6), 0.98);
    assertFound("faint", new Tone(60, 60, 150, 0.5, 20, 2), 0.98);
    assertFound("loud", new Tone(60, 60, 14_000, 0.5, 20, 2), 0.98);
    assertFound("of a mobile network", new Tone(100, 100, 3000, 1, 12, 3), 0.98);
  }

  @Test
  void whatIsNoKeyIsNone() {
    assertEquals("", heard(tones(8000, 4000, 697)));
    assertEquals("", heard(tones(8000, 4000, 1209)));
    assertEquals("", heard(tones(8000, 4000, 697, 770)));
    assertEquals("", heard(tones(8000, 4000, 697, 1209, 1477)));
    assertEquals("", heard(tones(8000, 4000, 425)));
    assertEquals("", heard(tones(8000, 4000, 350, 440)));
    assertEquals("", heard(tones(8000, 4000, 697, 1209, 1394, 2418)), "a voice has harmonics");
    assertEquals("", heard(new short[8000]));
  }

  @Test
  void aToneOfLessThanTwentyMillisecondsIsNoKey() {
    assertEquals("", heard(pressed("123456789", new Tone(18, 80, 4000, 0, 0, 0))));
  }

  @Test
  void listeningAnewForgetsTheKeyThatWasDown() {
    heard(Arrays.copyOf(pressed("5", new Tone(100, 0, 4000, 0, 0, 0)), 1200));
    assertTrue(keys.isDown());
    keys.reset();
    assertFalse(keys.isDown());
  }

  private void assertFound(String what, Tone tone, double least) {
    int found = 0;
    int tried = 1500;
    for (int i = 0; i < tried; i++) {
      String sequence = SEQUENCES[i % SEQUENCES.length];
      keys.reset();
      short[] sound = pressed(sequence, tone);
      if (heard(sound).equals(sequence)) {
        found++;
      }
    }
    assertTrue(found >= least * tried, what + ": " + found + " of " + tried);
  }

  /**
   * How a key sounds.
   *
   * @param amplitude of the stronger tone
   * @param off how many per cent each tone may be beside its frequency
   * @param noise how many dB the noise is below the tones; 0: none
   * @param twist how many dB the upper tone is louder than the lower
   */
  private record Tone(
      int milliseconds, int pause, double amplitude, double off, double noise, double twist) {}

  private short[] pressed(String sequence, Tone tone) {
    // Keys do not begin where blocks do.
    int before = 400 + random.nextInt(200);
    int on = 8 * tone.milliseconds;
    short[] sound = new short[before + sequence.length() * (on + 8 * tone.pause) + 400];
    double weak = Math.pow(10, -Math.abs(tone.twist) / 20);
    double low = tone.amplitude * (tone.twist > 0 ? weak : 1);
    double high = tone.amplitude * (tone.twist < 0 ? weak : 1);
    double deviation =
        tone.noise == 0
            ? 0
            : Math.sqrt((low * low + high * high) / 2) * Math.pow(10, -tone.noise / 20);
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (short) (deviation * random.nextGaussian());
    }
    for (int k = 0; k < sequence.length(); k++) {
      int place = KEYPAD.indexOf(sequence.charAt(k));
      double row = ROWS[place / 4] * offset(tone.off);
      double column = COLUMNS[place % 4] * offset(tone.off);
      double phase = random.nextDouble() * 6;
      int start = before + k * (on + 8 * tone.pause);
      for (int i = 0; i < on; i++) {
        double time = 2 * Math.PI * i / 8000;
        double sum = low * Math.sin(row * time) + high * Math.sin(column * time + phase);
        sound[start + i] = (short) Math.clamp(Math.round(sound[start + i] + sum), -32_768, 32_767);
      }
    }
    return quantised(sound);
  }

  private double offset(double percent) {
    return 1 + (random.nextBoolean() ? percent : -percent) / 100;
  }

  private static short[] tones(int length, double amplitude, double... frequencies) {
    short[] sound = new short[length];
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (double hertz : frequencies) {
        sum += amplitude * Math.sin(2 * Math.PI * hertz * i / 8000);
      }
      sound[i] = (short) sum;
    }
    return quantised(sound);
  }

  /** As it comes out of A-law. */
  private static short[] quantised(short[] sound) {
    for (int i = 0; i < sound.length; i++) {
      sound[i] = G711.linearOfALaw(G711.aLaw(sound[i]));
    }
    return sound;
  }

  private String heard(short[] sound) {
    var all = new StringBuilder();
    for (short sample : sound) {
      char key = keys.heard(sample);
      if (key != ToneKeys.NO_KEY) {
        all.append(key);
      }
    }
    return all.toString();
  }
}

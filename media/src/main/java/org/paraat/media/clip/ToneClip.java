package org.paraat.media.clip;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.paraat.media.AudioClip;

/** Makes tones: those of the network, keys, and sounds to test with. */
public final class ToneClip {
  private static final int RATE = 8000;
  // About -13 dBm0 a tone, what networks use: full scale of A-law is +3.14 dBm0.
  private static final double LEVEL = 5000;
  private static final double NETWORK_TONE = 425;
  private static final double[] LOW_KEY_TONES = {697, 770, 852, 941};
  private static final double[] HIGH_KEY_TONES = {1209, 1336, 1477, 1633};
  private static final String KEYPAD = "123A456B789C*0#D";
  // Without a short slope at both ends a tone clicks.
  private static final int SLOPE_SAMPLES = 40;

  private ToneClip() {}

  /** One period of the tone that says "it rings there": 1 s of 425 Hz, 4 s of silence. */
  public static AudioClip ringback() {
    return cadence("ringback", 1000, 4000);
  }

  /** One period of the busy tone: half a second on, half a second off. */
  public static AudioClip busy() {
    return cadence("busy", 500, 500);
  }

  /** One period of the tone for congestion: a quarter of a second on and off. */
  public static AudioClip congestion() {
    return cadence("congestion", 250, 250);
  }

  /** Three rising tones (ITU-T E.180): what you wanted does not work. */
  public static AudioClip error() {
    return LinearSound.clip(
        "error",
        joined(
            tones(samples(330), 950),
            tones(samples(330), 1400),
            tones(samples(330), 1800),
            new short[samples(1000)]));
  }

  public static AudioClip silence(Duration duration) {
    return LinearSound.clip("silence", new short[samples(duration.toMillis())]);
  }

  /** One steady tone. */
  public static AudioClip sine(double hertz, Duration duration) {
    return LinearSound.clip("%.0f Hz".formatted(hertz), tones(samples(duration.toMillis()), hertz));
  }

  /** Keys as they sound in the speech band (ITU-T Q.23): 100 ms each with 100 ms of silence. */
  public static AudioClip keys(String keys) {
    short[] all = {};
    for (char key : keys.toCharArray()) {
      int place = KEYPAD.indexOf(key);
      if (place < 0) {
        throw new IllegalArgumentException("no key: " + key);
      }
      short[] pressed = tones(samples(100), LOW_KEY_TONES[place / 4], HIGH_KEY_TONES[place % 4]);
      all = joined(all, pressed, new short[samples(100)]);
    }
    return LinearSound.clip("keys " + keys, all);
  }

  /** Noise that falls by 3 dB an octave, somewhat like speech: the same for the same generator. */
  public static AudioClip pinkNoise(Duration duration, RandomGenerator random) {
    short[] sound = new short[samples(duration.toMillis())];
    double[] rows = new double[8];
    for (int i = 0; i < sound.length; i++) {
      // Voss: row k changes every 2^k samples.
      rows[Math.min(Integer.numberOfTrailingZeros(i + 1), rows.length - 1)] =
          random.nextDouble() - 0.5;
      double sum = 0;
      for (double row : rows) {
        sum += row;
      }
      sound[i] = (short) (LEVEL * sum);
    }
    return LinearSound.clip("pink noise", sound);
  }

  private static AudioClip cadence(String name, int millisecondsOn, int millisecondsOff) {
    return LinearSound.clip(
        name,
        joined(tones(samples(millisecondsOn), NETWORK_TONE), new short[samples(millisecondsOff)]));
  }

  private static short[] tones(int length, double... frequencies) {
    short[] sound = new short[length];
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (double hertz : frequencies) {
        sum += Math.sin(2 * Math.PI * hertz * i / RATE);
      }
      double slope = Math.min(1.0, (double) Math.min(i, length - 1 - i) / SLOPE_SAMPLES);
      sound[i] = (short) (LEVEL * slope * sum);
    }
    return sound;
  }

  private static short[] joined(short[]... parts) {
    int length = 0;
    for (short[] part : parts) {
      length += part.length;
    }
    short[] all = new short[length];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static int samples(long milliseconds) {
    return Math.toIntExact(milliseconds * RATE / 1000);
  }
}

package org.paraat.media.dtmf;

import java.util.Arrays;

/**
 * Tells keys from the sound itself (ITU-T Q.23), for peers that have no other way to send them.
 *
 * <p>Looks at blocks of 102 samples, each half over the one before: long enough to part the tones,
 * short enough for phones whose tones are off by 1.5 %. Speech and music are full of tones, so a
 * key counts only when nearly all of the sound is one tone of each group, without the harmonics of
 * a voice, for 25 ms.
 */
public final class ToneKeys {
  /** No key begins with this sample. */
  public static final char NO_KEY = 0;

  private static final int RATE = 8000;
  private static final int BLOCK = 102;
  private static final int STEP = BLOCK / 2;
  private static final int GROUP = 4;
  private static final double[] TONES = {697, 770, 852, 941, 1209, 1336, 1477, 1633};
  private static final String KEYPAD = "123A456B789C*0#D";
  // Two blocks in a row, of which the halves are seen too.
  private static final int BLOCKS_TO_BEGIN = 3;
  // Longer than a lost packet of 20 ms, shorter than the pause between two keys.
  private static final int BLOCKS_TO_END = 6;
  // -35 dBm0 a tone: fainter ones are the echo of somebody else's.
  private static final double LEAST_ENERGY = BLOCK * 60.0 * 60.0;
  private static final double LEAST_SHARE = 0.70;
  private static final double GREATEST_TWIST = ratio(8);
  private static final double LEAST_DOMINANCE = ratio(6);
  private static final double GREATEST_HARMONIC = ratio(-10);

  private final double[] samples = new double[BLOCK];
  private final double[] powers = new double[TONES.length];
  private int filled;
  private char candidate = NO_KEY;
  private int hits;
  private char down = NO_KEY;
  private int misses;

  /**
   * One sample at 8 kHz.
   *
   * @return the key that is sure to be pressed since this sample, or {@link #NO_KEY}
   */
  public char heard(short sample) {
    samples[filled++] = sample;
    if (filled < BLOCK) {
      return NO_KEY;
    }
    char began = judged(keyOfBlock());
    System.arraycopy(samples, STEP, samples, 0, BLOCK - STEP);
    filled = BLOCK - STEP;
    return began;
  }

  /** Whether a key that was reported sounds on. */
  public boolean isDown() {
    return down != NO_KEY;
  }

  /** Forgets what was heard: listening begins anew. */
  public void reset() {
    filled = 0;
    candidate = NO_KEY;
    hits = 0;
    down = NO_KEY;
    misses = 0;
    Arrays.fill(samples, 0);
  }

  private char judged(char key) {
    hits = key != NO_KEY && key == candidate ? hits + 1 : 1;
    candidate = key;
    if (down != NO_KEY) {
      misses = key == down ? 0 : misses + 1;
      if (misses >= BLOCKS_TO_END) {
        down = NO_KEY;
      }
    }
    boolean begins = key != NO_KEY && key != down && hits >= BLOCKS_TO_BEGIN;
    if (begins) {
      down = key;
      misses = 0;
    }
    return begins ? key : NO_KEY;
  }

  private char keyOfBlock() {
    double energy = 0;
    for (double sample : samples) {
      energy += sample * sample;
    }
    if (energy < LEAST_ENERGY) {
      return NO_KEY;
    }
    for (int i = 0; i < TONES.length; i++) {
      powers[i] = power(TONES[i]);
    }
    int row = greatest(0);
    int column = greatest(GROUP);
    double tones = powers[row] + powers[column];
    boolean isPair =
        2 * tones >= LEAST_SHARE * energy * BLOCK
            && powers[column] <= GREATEST_TWIST * powers[row]
            && powers[row] <= GREATEST_TWIST * powers[column]
            && dominates(row, 0)
            && dominates(column, GROUP);
    boolean isKey =
        isPair
            && power(2 * TONES[row]) <= GREATEST_HARMONIC * powers[row]
            && power(2 * TONES[column]) <= GREATEST_HARMONIC * powers[column];
    return isKey ? KEYPAD.charAt(GROUP * row + column - GROUP) : NO_KEY;
  }

  private int greatest(int from) {
    int greatest = from;
    for (int i = from + 1; i < from + GROUP; i++) {
      if (powers[i] > powers[greatest]) {
        greatest = i;
      }
    }
    return greatest;
  }

  private boolean dominates(int tone, int from) {
    for (int i = from; i < from + GROUP; i++) {
      if (i != tone && powers[i] * LEAST_DOMINANCE > powers[tone]) {
        return false;
      }
    }
    return true;
  }

  /** Goertzel: a pure tone of the frequency has the power energy * BLOCK / 2. */
  private double power(double hertz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
    double before = 0;
    double last = 0;
    for (double sample : samples) {
      double next = sample + coefficient * last - before;
      before = last;
      last = next;
    }
    return last * last + before * before - coefficient * last * before;
  }

  private static double ratio(double decibels) {
    return Math.pow(10, decibels / 10);
  }
}

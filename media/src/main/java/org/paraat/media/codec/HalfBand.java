package org.paraat.media.codec;

import java.util.Arrays;

/**
 * Brings one stream of sound from 8 to 16 kHz or back: flat to 3.4 kHz, what lies as far above 4
 * kHz is over 50 dB lower.
 *
 * <p>A half-band filter: every second weight is 0, and the middle one does nothing but wait.
 */
public final class HalfBand {
  /** How many samples at 8 kHz a sound comes later. */
  public static final int DELAY = 12;

  private static final int TAPS = 2 * DELAY;
  private static final int UNIT = 1 << 14;
  private static final double KAISER_BETA = 5.0;
  private static final int[] WEIGHTS = weights();

  // Rings that are written twice, so that the last samples always stand in a row, eldest first.
  private final int[] even = new int[2 * TAPS];
  private final int[] odd = new int[2 * TAPS];
  private int next;

  /** Takes a sample at 8 kHz; {@link #first} and {@link #second} are what it became. */
  void rise(int sample) {
    even[next] = sample;
    even[next + TAPS] = sample;
    next = next + 1 == TAPS ? 0 : next + 1;
  }

  /** The earlier one of two samples at 16 kHz. */
  int first() {
    return even[next + DELAY - 1];
  }

  int second() {
    return saturated(weighed(even) + UNIT / 2 >> 14);
  }

  /** Two samples at 16 kHz as one at 8 kHz. */
  short fall(int first, int second) {
    even[next] = first;
    even[next + TAPS] = first;
    odd[next] = second;
    odd[next + TAPS] = second;
    next = next + 1 == TAPS ? 0 : next + 1;
    int sum = weighed(odd) + even[next + DELAY] * UNIT;
    return (short) saturated(sum + UNIT >> 15);
  }

  /** Forgets what was before. */
  void reset() {
    Arrays.fill(even, 0);
    Arrays.fill(odd, 0);
  }

  /** A whole sound at 16 kHz as one at 8 kHz, in step with it. */
  public static short[] halved(short[] wide) {
    var filter = new HalfBand();
    short[] narrow = new short[wide.length / 2];
    for (int i = 0; i < narrow.length + DELAY - 1; i++) {
      boolean isInside = i < narrow.length;
      short sample = filter.fall(isInside ? wide[2 * i] : 0, isInside ? wide[2 * i + 1] : 0);
      if (i >= DELAY - 1) {
        narrow[i - DELAY + 1] = sample;
      }
    }
    return narrow;
  }

  private int weighed(int[] ring) {
    int sum = 0;
    for (int tap = 0; tap < TAPS; tap++) {
      sum += ring[next + tap] * WEIGHTS[tap];
    }
    return sum;
  }

  private static int saturated(int value) {
    return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  private static int[] weights() {
    double[] exact = new double[TAPS];
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      double x = i - (TAPS - 1) / 2.0;
      double place = x / (TAPS / 2.0);
      exact[i] =
          Math.sin(Math.PI * x)
              / (Math.PI * x)
              * bessel(KAISER_BETA * Math.sqrt(1 - place * place))
              / bessel(KAISER_BETA);
      sum += exact[i];
    }
    int[] rounded = new int[TAPS];
    for (int i = 0; i < TAPS; i++) {
      rounded[i] = (int) Math.round(UNIT * exact[i] / sum);
    }
    return rounded;
  }

  /** The modified Bessel function of order 0. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 30; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }
}

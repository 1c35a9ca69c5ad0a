package org.paraat.media.clip;

/** Measures how much of a stretch of sound is one tone (Goertzel). */
public final class ToneMeter {
  private static final int RATE = 8000;

  private ToneMeter() {}

  /**
   * The share of the sound's energy at one frequency: near 1 for that tone alone, near 0 for
   * another tone, speech or silence.
   *
   * @param samples at 8 kHz; 100 ms or more separates tones that are 20 Hz apart
   */
  public static double share(short[] samples, double hertz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
    double energy = 0;
    double before = 0;
    double last = 0;
    for (short sample : samples) {
      energy += (double) sample * sample;
      double next = sample + coefficient * last - before;
      before = last;
      last = next;
    }
    double power = last * last + before * before - coefficient * last * before;
    return energy == 0 ? 0 : 2 * power / (energy * samples.length);
  }
}

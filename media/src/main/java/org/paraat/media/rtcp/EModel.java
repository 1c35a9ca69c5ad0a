package org.paraat.media.rtcp;

import java.time.Duration;

/**
 * What a listener would think of a connection, by the E-model of ITU-T G.107 with its default
 * values: from loss and delay to a mean opinion score.
 */
public final class EModel {
  /** The rating of a connection that has nothing wrong but its codec's rate. */
  private static final double UNIMPAIRED = 93.2;

  private static final double DELAY_THAT_IS_HEARD_MILLISECONDS = 177.3;

  /** How a coding suffers, by ITU-T G.113 Appendix I. */
  public enum Coding {
    /** With the concealment of Appendix I to G.711, which phones have. */
    G711(0, 25.1),
    /** G.113 has no figure for it on the narrowband scale: taken to suffer like G.711. */
    G722(0, 25.1);

    private final double impairment;
    private final double robustness;

    Coding(double impairment, double robustness) {
      this.impairment = impairment;
      this.robustness = robustness;
    }
  }

  private EModel() {}

  /**
   * The rating R.
   *
   * @param lossPercent 0-100, taken to be spread at random
   * @param oneWay from mouth to ear
   * @return 0 (useless) to 93.2
   */
  public static double rating(Coding coding, double lossPercent, Duration oneWay) {
    double delay = oneWay.toNanos() / 1e6;
    double delayed = 0.024 * delay + 0.11 * Math.max(0, delay - DELAY_THAT_IS_HEARD_MILLISECONDS);
    double lossy =
        coding.impairment
            + (95 - coding.impairment) * lossPercent / (lossPercent + coding.robustness);
    return Math.max(0, UNIMPAIRED - delayed - lossy);
  }

  /**
   * The mean opinion score of a rating (G.107 Annex B).
   *
   * @return 1 (bad) to 4.5
   */
  public static double opinion(double rating) {
    if (rating <= 0) {
      return 1;
    }
    if (rating >= 100) {
      return 4.5;
    }
    double score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
    return Math.max(1, score);
  }
}

package org.paraat.media.codec;

/**
 * One of the two halves of the band of G.722: how coarse its steps are now, and what sample comes
 * next if it goes on as before (ITU-T G.722 3.3 to 3.6).
 *
 * <p>Encoder and decoder run it on the same codes, so that both know the same. The names are those
 * of the Recommendation.
 */
final class G722Band {
  private static final int[] STEP_OF_LOGARITHM = {
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
    2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
  };
  private static final int ZEROS = 6;
  private static final int ONE_LESS_256TH = 32_640;
  private static final int ONE_LESS_128TH = 32_512;
  private static final int GREATEST_SECOND_POLE = 12_288;
  private static final int SUM_OF_POLES = 15_360;

  private final int firstStep;
  private final int greatestLogarithm;
  private final int shiftOfStep;
  // The last differences and the weights that the next sample takes from them.
  private final int[] differences = new int[ZEROS + 1];
  private final int[] weights = new int[ZEROS + 1];
  private int step;
  private int logarithm;
  private int predicted;
  private int fromZeros;
  private int rebuilt1;
  private int rebuilt2;
  private int pole1;
  private int pole2;
  private int partial1;
  private int partial2;

  private G722Band(int firstStep, int greatestLogarithm, int shiftOfStep) {
    this.firstStep = firstStep;
    this.greatestLogarithm = greatestLogarithm;
    this.shiftOfStep = shiftOfStep;
    step = firstStep;
  }

  static G722Band low() {
    return new G722Band(32, 18_432, 8);
  }

  static G722Band high() {
    return new G722Band(8, 22_528, 10);
  }

  /** Forgets everything: another stream begins. */
  void reset() {
    step = firstStep;
    logarithm = 0;
    predicted = 0;
    fromZeros = 0;
    rebuilt1 = 0;
    rebuilt2 = 0;
    pole1 = 0;
    pole2 = 0;
    partial1 = 0;
    partial2 = 0;
    for (int i = 0; i <= ZEROS; i++) {
      differences[i] = 0;
      weights[i] = 0;
    }
  }

  /** How much one unit of a quantised difference is now. */
  int step() {
    return step;
  }

  /** The next sample as far as the past tells. */
  int predicted() {
    return predicted;
  }

  /**
   * Learns from one code.
   *
   * @param difference that it stands for
   * @param growth of the logarithm of the step that it asks for
   */
  void learn(int difference, int growth) {
    adaptStep(growth);
    int rebuilt = saturated(predicted + difference);
    int partial = saturated(fromZeros + difference);
    adaptPoles(partial);
    adaptZeros(difference);
    int fromPoles =
        saturated((pole1 * saturated(2 * rebuilt) >> 15) + (pole2 * saturated(2 * rebuilt1) >> 15));
    rebuilt2 = rebuilt1;
    rebuilt1 = rebuilt;
    predicted = saturated(fromPoles + fromZeros);
  }

  private void adaptStep(int growth) {
    logarithm = Math.clamp((logarithm * 127 >> 7) + growth, 0, greatestLogarithm);
    int mantissa = STEP_OF_LOGARITHM[logarithm >> 6 & 31];
    int shift = shiftOfStep - (logarithm >> 11);
    step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
  }

  private void adaptPoles(int partial) {
    boolean likeLast = partial < 0 == partial1 < 0;
    boolean likeLastButOne = partial < 0 == partial2 < 0;
    int fourfold = saturated(4 * pole1);
    int pull = Math.min(likeLast ? -fourfold : fourfold, Short.MAX_VALUE);
    int second = (likeLastButOne ? 128 : -128) + (pull >> 7) + (pole2 * ONE_LESS_128TH >> 15);
    second = Math.clamp(second, -GREATEST_SECOND_POLE, GREATEST_SECOND_POLE);
    int first = saturated((likeLast ? 192 : -192) + (pole1 * ONE_LESS_256TH >> 15));
    int bound = saturated(SUM_OF_POLES - second);
    pole1 = Math.clamp(first, -bound, bound);
    pole2 = second;
    partial2 = partial1;
    partial1 = partial;
  }

  private void adaptZeros(int difference) {
    int strength = difference == 0 ? 0 : 128;
    differences[0] = difference;
    int sum = 0;
    for (int i = ZEROS; i > 0; i--) {
      boolean sameSign = difference < 0 == differences[i] < 0;
      int weight =
          saturated((sameSign ? strength : -strength) + (weights[i] * ONE_LESS_256TH >> 15));
      weights[i] = weight;
      differences[i] = differences[i - 1];
      sum += weight * saturated(2 * differences[i]) >> 15;
    }
    fromZeros = saturated(sum);
  }

  private static int saturated(int value) {
    return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}

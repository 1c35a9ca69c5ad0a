package org.paraat.media.codec;

/** The numbers of ITU-T G.722 that encoder and decoder share. */
final class G722Tables {
  /** Half of the mirror filter that parts the band in two; the other half is the same backwards. */
  static final int[] MIRROR = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

  /** What the four upper bits of a low code stand for, in steps / 2^15. */
  static final int[] LOW_DIFFERENCES = {
    0, -20456, -12896, -8968, -6288, -4240, -2584, -1200,
    20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
  };

  /** What all six bits of a low code stand for, in steps / 2^15. */
  static final int[] FINE_LOW_DIFFERENCES = {
    -136, -136, -136, -136, -24808, -21904, -19008, -16704,
    -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
    -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576,
    -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
    24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192,
    10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
    4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032,
    1688, 1360, 1040, 728, 432, 136, -432, -136
  };

  /** How much the low step grows after a code, by its four upper bits. */
  static final int[] LOW_GROWTH = {
    -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
  };

  /** What the two bits of a high code stand for, in steps / 2^15. */
  static final int[] HIGH_DIFFERENCES = {-7408, -1616, 7408, 1616};

  /** How much the high step grows after a code. */
  static final int[] HIGH_GROWTH = {798, -214, 798, -214};

  private G722Tables() {}
}

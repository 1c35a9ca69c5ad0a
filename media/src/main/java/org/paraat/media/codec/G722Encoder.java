package org.paraat.media.codec;

import java.nio.ByteBuffer;

/** Encodes one stream as G.722 at 64 kbit/s: an octet for each 125 microseconds. */
public final class G722Encoder {
  private static final int[] LOW_DECISIONS = {
    0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023,
    1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
  };
  private static final int[] LOW_CODES_BELOW_ZERO = {
    0, 63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11,
    10, 9, 8, 7, 6, 5, 4
  };
  private static final int[] LOW_CODES_ABOVE_ZERO = {
    0, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39,
    38, 37, 36, 35, 34, 33, 32
  };
  private static final int HIGH_DECISION = 564;
  private static final int TAPS = 24;

  private final G722Band low = G722Band.low();
  private final G722Band high = G722Band.high();
  private final HalfBand doubling = new HalfBand();
  // A ring that is written twice, so that the last 24 samples always stand in a row.
  private final int[] past = new int[2 * TAPS];
  private int newest;

  /**
   * Encodes sound at 16 kHz.
   *
   * @param octets how many to write; each takes two samples
   */
  public void encodeWide(short[] samples, int from, int octets, ByteBuffer out, int at) {
    for (int i = 0; i < octets; i++) {
      out.put(at + i, encode(samples[from + 2 * i], samples[from + 2 * i + 1]));
    }
  }

  /** Encodes one sample at 8 kHz as one octet. */
  public byte encodeNarrow(short sample) {
    doubling.rise(sample);
    return encode(doubling.first(), doubling.second());
  }

  private byte encode(int first, int second) {
    remember(first);
    remember(second);
    int even = 0;
    int odd = 0;
    for (int tap = 0; tap < TAPS / 2; tap++) {
      even += past[newest + 2 * tap] * G722Tables.MIRROR[tap];
      odd += past[newest + 2 * tap + 1] * G722Tables.MIRROR[TAPS / 2 - 1 - tap];
    }
    return (byte) (highCode(odd - even >> 14) << 6 | lowCode(odd + even >> 14));
  }

  private void remember(int sample) {
    past[newest] = sample;
    past[newest + TAPS] = sample;
    newest = newest + 1 == TAPS ? 0 : newest + 1;
  }

  private int lowCode(int sample) {
    int error = Math.clamp(sample - low.predicted(), Short.MIN_VALUE, Short.MAX_VALUE);
    int magnitude = error >= 0 ? error : ~error;
    int step = low.step();
    // The decisions rise, and small errors are the most frequent.
    int level = 1;
    while (level < LOW_DECISIONS.length && magnitude >= LOW_DECISIONS[level] * step >> 12) {
      level++;
    }
    int code = error < 0 ? LOW_CODES_BELOW_ZERO[level] : LOW_CODES_ABOVE_ZERO[level];
    int coarse = code >> 2;
    low.learn(step * G722Tables.LOW_DIFFERENCES[coarse] >> 15, G722Tables.LOW_GROWTH[coarse]);
    return code;
  }

  private int highCode(int sample) {
    int error = Math.clamp(sample - high.predicted(), Short.MIN_VALUE, Short.MAX_VALUE);
    int magnitude = error >= 0 ? error : ~error;
    int step = high.step();
    boolean isLarge = magnitude >= HIGH_DECISION * step >> 12;
    int code = error < 0 ? (isLarge ? 0 : 1) : isLarge ? 2 : 3;
    high.learn(step * G722Tables.HIGH_DIFFERENCES[code] >> 15, G722Tables.HIGH_GROWTH[code]);
    return code;
  }
}

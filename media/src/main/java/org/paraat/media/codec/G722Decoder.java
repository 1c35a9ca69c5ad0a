package org.paraat.media.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Decodes one stream of G.722 at 64 kbit/s. */
public final class G722Decoder {
  private static final int TAPS = 24;
  private static final int GREATEST = 16_383;

  private final G722Band low = G722Band.low();
  private final G722Band high = G722Band.high();
  private final int[] past = new int[2 * TAPS];
  private int newest;
  private final HalfBand halving = new HalfBand();
  private int first;
  private int second;

  /** Forgets what was heard: another stream begins. */
  public void reset() {
    low.reset();
    high.reset();
    halving.reset();
    Arrays.fill(past, 0);
  }

  /** One octet as one sample at 8 kHz. */
  public short decodeNarrow(byte octet) {
    decode(octet);
    return halving.fall(first, second);
  }

  /**
   * Decodes into sound at 16 kHz: two samples for each octet.
   *
   * @param from where the octets begin
   */
  public void decodeWide(ByteBuffer octets, int from, int count, short[] samples, int at) {
    for (int i = 0; i < count; i++) {
      decode(octets.get(from + i));
      samples[at + 2 * i] = (short) first;
      samples[at + 2 * i + 1] = (short) second;
    }
  }

  private void decode(byte octet) {
    int lowSample = lowSample(octet & 0x3F);
    int highSample = highSample(octet >> 6 & 3);
    remember(lowSample + highSample);
    remember(lowSample - highSample);
    int even = 0;
    int odd = 0;
    for (int tap = 0; tap < TAPS / 2; tap++) {
      even += past[newest + 2 * tap] * G722Tables.MIRROR[tap];
      odd += past[newest + 2 * tap + 1] * G722Tables.MIRROR[TAPS / 2 - 1 - tap];
    }
    first = saturated(odd >> 11);
    second = saturated(even >> 11);
  }

  private void remember(int sample) {
    past[newest] = sample;
    past[newest + TAPS] = sample;
    newest = newest + 1 == TAPS ? 0 : newest + 1;
  }

  private int lowSample(int code) {
    int step = low.step();
    int sample = low.predicted() + (step * G722Tables.FINE_LOW_DIFFERENCES[code] >> 15);
    int coarse = code >> 2;
    low.learn(step * G722Tables.LOW_DIFFERENCES[coarse] >> 15, G722Tables.LOW_GROWTH[coarse]);
    return Math.clamp(sample, -GREATEST - 1, GREATEST);
  }

  private int highSample(int code) {
    int difference = high.step() * G722Tables.HIGH_DIFFERENCES[code] >> 15;
    int sample = high.predicted() + difference;
    high.learn(difference, G722Tables.HIGH_GROWTH[code]);
    return Math.clamp(sample, -GREATEST - 1, GREATEST);
  }

  private static int saturated(int value) {
    return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}

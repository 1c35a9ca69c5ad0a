package org.paraat.media.codec;

import java.nio.ByteBuffer;

/** The A-law and mu-law of ITU-T G.711: 16-bit linear sound in one byte a sample. */
public final class G711 {
  /** What a silent sample looks like. */
  public static final byte A_LAW_SILENCE = (byte) 0xD5;

  public static final byte MU_LAW_SILENCE = (byte) 0xFF;

  private static final int MU_LAW_BIAS = 132;
  private static final int MU_LAW_CLIP = 32_635;
  private static final int A_LAW_EVEN_BITS = 0x55;

  private static final short[] LINEAR_OF_A_LAW = new short[256];
  private static final short[] LINEAR_OF_MU_LAW = new short[256];
  private static final byte[] MU_LAW_OF_A_LAW = new byte[256];
  private static final byte[] A_LAW_OF_MU_LAW = new byte[256];

  static {
    for (int code = 0; code < 256; code++) {
      LINEAR_OF_A_LAW[code] = decodeALaw(code);
      LINEAR_OF_MU_LAW[code] = decodeMuLaw(code);
      MU_LAW_OF_A_LAW[code] = muLaw(LINEAR_OF_A_LAW[code]);
      A_LAW_OF_MU_LAW[code] = aLaw(LINEAR_OF_MU_LAW[code]);
    }
    // The smallest A-law step must stay silence on the other side, not become a hiss of +-8.
    MU_LAW_OF_A_LAW[A_LAW_SILENCE & 0xFF] = MU_LAW_SILENCE;
  }

  private G711() {}

  public static byte aLaw(short sample) {
    int sign = sample >= 0 ? 0x80 : 0;
    int magnitude = sample >= 0 ? sample : ~sample;
    int exponent = magnitude < 256 ? 0 : highestBit(magnitude) - 7;
    int mantissa = (magnitude >> Math.max(4, exponent + 3)) & 0x0F;
    return (byte) ((sign | exponent << 4 | mantissa) ^ A_LAW_EVEN_BITS);
  }

  public static byte muLaw(short sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs((int) sample), MU_LAW_CLIP) + MU_LAW_BIAS;
    int exponent = highestBit(magnitude) - 7;
    int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
    return (byte) ~(sign | exponent << 4 | mantissa);
  }

  public static short linearOfALaw(byte code) {
    return LINEAR_OF_A_LAW[code & 0xFF];
  }

  public static short linearOfMuLaw(byte code) {
    return LINEAR_OF_MU_LAW[code & 0xFF];
  }

  /** Rewrites A-law as mu-law where it stands, from {@code start} to before {@code end}. */
  public static void aLawToMuLaw(ByteBuffer sound, int start, int end) {
    translate(sound, start, end, MU_LAW_OF_A_LAW);
  }

  /** Rewrites mu-law as A-law where it stands, from {@code start} to before {@code end}. */
  public static void muLawToALaw(ByteBuffer sound, int start, int end) {
    translate(sound, start, end, A_LAW_OF_MU_LAW);
  }

  private static void translate(ByteBuffer sound, int start, int end, byte[] table) {
    for (int i = start; i < end; i++) {
      sound.put(i, table[sound.get(i) & 0xFF]);
    }
  }

  private static short decodeALaw(int code) {
    int bits = code ^ A_LAW_EVEN_BITS;
    int exponent = (bits >> 4) & 7;
    int step = (bits & 0x0F) << 4;
    int magnitude = exponent == 0 ? step + 8 : (step + 0x108) << (exponent - 1);
    return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
  }

  private static short decodeMuLaw(int code) {
    int bits = ~code;
    int exponent = (bits >> 4) & 7;
    int magnitude = ((((bits & 0x0F) << 3) + MU_LAW_BIAS) << exponent) - MU_LAW_BIAS;
    return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
  }

  private static int highestBit(int number) {
    return 31 - Integer.numberOfLeadingZeros(number);
  }
}

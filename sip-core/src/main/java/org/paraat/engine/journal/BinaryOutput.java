package org.paraat.engine.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written, small numbers in few bytes. */
final class BinaryOutput {
  private static final int FIRST_SIZE = 1024;
  private static final int LOW_SEVEN_BITS = 0x7F;
  private static final int MORE_FOLLOWS = 0x80;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  void writeByte(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    bytes[length++] = (byte) value;
  }

  /** Seven bits a byte, the lowest first, the sign folded into the lowest bit. */
  void writeLong(long value) {
    long left = (value << 1) ^ (value >> (Long.SIZE - 1));
    while ((left & ~(long) LOW_SEVEN_BITS) != 0) {
      writeByte((int) (left & LOW_SEVEN_BITS) | MORE_FOLLOWS);
      left >>>= Byte.SIZE - 1;
    }
    writeByte((int) left);
  }

  void writeText(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void writeBytes(byte[] added) {
    writeLong(added.length);
    while (length + added.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    System.arraycopy(added, 0, bytes, length, added.length);
    length += added.length;
  }

  /** The bytes so far: valid until something more is written. */
  byte[] buffer() {
    return bytes;
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  void clear() {
    length = 0;
  }
}

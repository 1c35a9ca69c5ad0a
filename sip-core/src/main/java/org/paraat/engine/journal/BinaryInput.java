package org.paraat.engine.journal;

import java.nio.charset.StandardCharsets;

/** Bytes being read in the form that {@link BinaryOutput} writes. */
final class BinaryInput {
  private static final int LOW_SEVEN_BITS = 0x7F;
  private static final int MORE_FOLLOWS = 0x80;

  private final byte[] bytes;
  private int position;

  BinaryInput(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return position < bytes.length;
  }

  /**
   * @throws JournalUnreadable at the end of the bytes
   */
  int readByte() {
    if (position >= bytes.length) {
      throw new JournalUnreadable("the journal ends inside an entry");
    }
    return bytes[position++] & 0xFF;
  }

  long readLong() {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = readByte();
      if (shift >= Long.SIZE) {
        throw new JournalUnreadable("a number of more than 64 bits at byte " + position);
      }
      value |= (long) (next & LOW_SEVEN_BITS) << shift;
      shift += Byte.SIZE - 1;
    } while ((next & MORE_FOLLOWS) != 0);
    return (value >>> 1) ^ -(value & 1);
  }

  /** A count of things of at least one byte each, so never more than there are bytes left. */
  int readCount() {
    long count = readLong();
    if (count < 0 || count > bytes.length - position) {
      throw new JournalUnreadable("a count of " + count + " at byte " + position);
    }
    return (int) count;
  }

  String readText() {
    int size = readCount();
    String text = new String(bytes, position, size, StandardCharsets.UTF_8);
    position += size;
    return text;
  }
}

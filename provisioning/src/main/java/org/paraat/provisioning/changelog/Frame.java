package org.paraat.provisioning.changelog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One line of a file as it is on disk: length, checksum, sequence, kind, text.
 *
 * <p>The checksum covers all that follows it, so that half a frame, or one of a file that was there
 * before, is never taken for a whole one.
 */
record Frame(long sequence, Kind kind, String text) {
  private static final int LENGTH_AND_CHECKSUM = 8;
  private static final int SEQUENCE_AND_KIND = 9;
  private static final int LEAST_BYTES = LENGTH_AND_CHECKSUM + SEQUENCE_AND_KIND;

  /** No call has a record near this; more is not taken for a length. */
  private static final int MOST_BYTES = 4 << 20;

  /** What a frame is there for; the order is that of the numbers on disk. */
  enum Kind {
    /** Happened: goes to the database, or changes the standing. */
    ENTRY,
    /** From here all that stands is written down, so that earlier files are of no use. */
    CHECKPOINT_BEGINS,
    /** Stood so when the checkpoint was written. */
    STANDS,
    CHECKPOINT_ENDS
  }

  /**
   * @throws IllegalArgumentException for what is longer than anything that is kept
   */
  byte[] bytes() {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    int length = LEAST_BYTES + body.length;
    if (length > MOST_BYTES) {
      throw new IllegalArgumentException("an entry of " + length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    buffer.putInt(length).putInt(0).putLong(sequence).put((byte) kind.ordinal()).put(body);
    buffer.putInt(4, checksum(buffer.array(), 0, length));
    return buffer.array();
  }

  private static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from + LENGTH_AND_CHECKSUM, length - LENGTH_AND_CHECKSUM);
    return (int) crc.getValue();
  }

  /**
   * The length of the frame that begins here, or 0 when none does.
   *
   * @param life which the sequence must belong to
   */
  static int lengthAt(byte[] bytes, int from, long life) {
    int left = bytes.length - from;
    if (left < LEAST_BYTES) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int length = buffer.getInt(from);
    boolean isPossible =
        length >= LEAST_BYTES
            && length <= Math.min(left, MOST_BYTES)
            && buffer.getLong(from + LENGTH_AND_CHECKSUM) >>> Sequences.BITS == life
            && bytes[from + LEAST_BYTES - 1] >= 0
            && bytes[from + LEAST_BYTES - 1] < Kind.values().length;
    return isPossible && buffer.getInt(from + 4) == checksum(bytes, from, length) ? length : 0;
  }

  /** Reads the frame that {@link #lengthAt} found. */
  static Frame at(byte[] bytes, int from, int length) {
    return new Frame(
        ByteBuffer.wrap(bytes).getLong(from + LENGTH_AND_CHECKSUM),
        Kind.values()[bytes[from + LEAST_BYTES - 1]],
        new String(bytes, from + LEAST_BYTES, length - LEAST_BYTES, StandardCharsets.UTF_8));
  }
}

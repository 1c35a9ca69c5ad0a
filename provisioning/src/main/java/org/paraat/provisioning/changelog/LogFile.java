package org.paraat.provisioning.changelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** One file of the log, as it was found on disk. */
record LogFile(Path path, long number, Optional<UUID> log, long life, byte[] bytes) {
  static final String SUFFIX = ".changes";

  /** What a file begins with. */
  record Header(UUID log, long life) {
    static final int BYTES = 32;
    private static final int MAGIC = 0x50434831;
    private static final int VERSION = 1;

    byte[] bytes() {
      return ByteBuffer.allocate(BYTES)
          .putInt(MAGIC)
          .putInt(VERSION)
          .putLong(log.getMostSignificantBits())
          .putLong(log.getLeastSignificantBits())
          .putLong(life)
          .array();
    }
  }

  /**
   * How sound a file is.
   *
   * @param torn bytes at its end that make no whole entry: they were being written
   * @param damaged bytes that are followed by whole entries, so they were sound once
   */
  record Soundness(int torn, int damaged) {}

  static String nameOf(long number) {
    return String.format("%010d%s", number, SUFFIX);
  }

  /**
   * @throws IOException when it cannot be read, or is of another release
   */
  static LogFile read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    long number = numberOf(path);
    if (bytes.length < Header.BYTES) {
      return new LogFile(path, number, Optional.empty(), 0, bytes);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.getInt() != Header.MAGIC) {
      return new LogFile(path, number, Optional.empty(), lifeOfFirstFrame(buffer), bytes);
    }
    int version = buffer.getInt();
    if (version != Header.VERSION) {
      throw new IOException("it is of version " + version);
    }
    var log = new UUID(buffer.getLong(), buffer.getLong());
    long named = buffer.getLong();
    long life = Sequences.isLife(named) ? named : lifeOfFirstFrame(buffer);
    return new LogFile(path, number, Optional.of(log), life, bytes);
  }

  private static long lifeOfFirstFrame(ByteBuffer buffer) {
    int sequenceAt = Header.BYTES + Long.BYTES;
    return buffer.limit() < sequenceAt + Long.BYTES
        ? 0
        : Sequences.lifeOf(buffer.getLong(sequenceAt));
  }

  static long numberOf(Path path) {
    String name = path.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  /** Hands over all that is whole, in its order. */
  Soundness forEach(Consumer<Frame> taker) {
    if (bytes.length < Header.BYTES) {
      return new Soundness(bytes.length, 0);
    }
    int damaged = log.isEmpty() ? Header.BYTES : 0;
    int at = Header.BYTES;
    while (at < bytes.length) {
      int length = Frame.lengthAt(bytes, at, life);
      if (length > 0) {
        taker.accept(Frame.at(bytes, at, length));
        at += length;
      } else {
        int next = nextFrom(at + 1);
        if (next == bytes.length) {
          return new Soundness(bytes.length - at, damaged);
        }
        damaged += next - at;
        at = next;
      }
    }
    return new Soundness(0, damaged);
  }

  private int nextFrom(int start) {
    for (int at = start; at < bytes.length; at++) {
      if (Frame.lengthAt(bytes, at, life) > 0) {
        return at;
      }
    }
    return bytes.length;
  }
}

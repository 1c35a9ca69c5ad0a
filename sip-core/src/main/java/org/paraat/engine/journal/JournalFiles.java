package org.paraat.engine.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Reads the files of a journal, the oldest first. */
public final class JournalFiles {
  private static final int MOST_BYTES_AN_ENTRY = 64 << 20;

  private JournalFiles() {}

  /** The files of a journal in the order in which they were written. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d{10}\\.journal"))
          .sorted()
          .toList();
    }
  }

  static long numberOf(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - FileJournal.SUFFIX.length()));
  }

  /**
   * Hands over each turn in order; an entry that a crash cut short ends its file quietly.
   *
   * @param source a folder, or one file
   * @throws JournalUnreadable when it is damaged, has a gap, or is of another vocabulary
   */
  public static void read(Path source, Consumer<JournaledTurn> turns) throws IOException {
    List<Path> files = Files.isDirectory(source) ? in(source) : List.of(source);
    if (files.isEmpty()) {
      throw new JournalUnreadable("no journal in " + source);
    }
    var codec = new TurnCodec();
    for (Path file : files) {
      readFile(file, codec, turns);
    }
  }

  private static void readFile(Path file, TurnCodec codec, Consumer<JournaledTurn> turns)
      throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != FileJournal.MAGIC) {
        throw new JournalUnreadable(file + " is no journal");
      }
      if (in.readLong() != codec.fingerprint()) {
        throw new JournalUnreadable(file + " was written by a version with another vocabulary");
      }
      readEntries(file, in, codec, turns);
    }
  }

  private static void readEntries(
      Path file, DataInputStream in, TurnCodec codec, Consumer<JournaledTurn> turns)
      throws IOException {
    var checksum = new CRC32();
    while (true) {
      byte[] bytes;
      int expected;
      try {
        int length = in.readInt();
        expected = in.readInt();
        if (length < 1 || length > MOST_BYTES_AN_ENTRY) {
          throw new JournalUnreadable("an entry of " + length + " bytes in " + file);
        }
        bytes = new byte[length];
        in.readFully(bytes);
      } catch (EOFException e) {
        return; // the end, or an entry that a crash cut short
      }
      checksum.reset();
      checksum.update(bytes);
      if ((int) checksum.getValue() != expected) {
        throw new JournalUnreadable("an entry with a wrong checksum in " + file);
      }
      readEntry(file, new BinaryInput(bytes), codec, turns);
    }
  }

  private static void readEntry(
      Path file, BinaryInput in, TurnCodec codec, Consumer<JournaledTurn> turns) {
    int kind = in.readByte();
    if (kind == FileJournal.GAP) {
      throw new JournalUnreadable(in.readLong() + " turns were left out in " + file);
    } else if (kind != FileJournal.TURN) {
      throw new JournalUnreadable("an entry of unknown kind " + kind + " in " + file);
    }
    turns.accept(codec.read(in));
  }
}

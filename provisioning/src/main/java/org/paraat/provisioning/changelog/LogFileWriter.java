package org.paraat.provisioning.changelog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes entries to the newest file, and begins the next one when that is full or broken. */
final class LogFileWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LogFileWriter.class);

  /** A checkpoint is written so seldom that it is a small part of all that is written. */
  private static final int CHECKPOINTS_A_FILE = 4;

  private static final int MOST_EMPTY_WRITES = 100;

  private final LogDisk disk;
  private final LogFiles files;
  private final LogFile.Header header;
  private final InstantSource clock;
  private final LogLimits limits;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private Optional<LogDisk.LogFile> open = Optional.empty();
  private long number;
  private long length;
  private long fullAt;
  private volatile long lastForceNanos;
  private volatile long longestForceNanos;

  /**
   * @param number of the last file that there is
   */
  LogFileWriter(
      LogDisk disk,
      LogFiles files,
      LogFile.Header header,
      InstantSource clock,
      LogLimits limits,
      long number) {
    this.disk = disk;
    this.files = files;
    this.header = header;
    this.clock = clock;
    this.limits = limits;
    this.number = number;
  }

  /**
   * Writes entries: on return they outlive a loss of power.
   *
   * @param book what stands after them
   * @param last sequence so far
   * @throws IOException when it is not known which of them do: the next ones go to a new file
   */
  void write(List<LogEntry> entries, StandingBook book, long last) throws IOException {
    buffer.reset();
    boolean isNew = open.isEmpty() || length >= fullAt;
    if (isNew) {
      buffer.writeBytes(header.bytes());
      addCheckpoint(book, last);
      fullAt = Math.max(limits.bytesAFile(), CHECKPOINTS_A_FILE * (long) buffer.size());
    }
    for (LogEntry entry : entries) {
      add(new Frame(entry.sequence(), Frame.Kind.ENTRY, EntryText.write(entry.what())));
    }
    if (files.bytes() + buffer.size() > limits.mostBytes()) {
      throw new IOException("the log would grow beyond " + limits.mostBytes() + " bytes");
    }
    if (isNew) {
      beginNext();
    }
    try {
      writeOut(open.orElseThrow());
      files.grew(number, last, length);
    } catch (IOException e) {
      giveUp(isNew);
      throw e;
    }
  }

  private void addCheckpoint(StandingBook book, long last) {
    add(new Frame(last, Frame.Kind.CHECKPOINT_BEGINS, ""));
    for (Kept kept : book.everything(clock.instant())) {
      add(new Frame(last, Frame.Kind.STANDS, EntryText.write(kept)));
    }
    add(new Frame(last, Frame.Kind.CHECKPOINT_ENDS, ""));
  }

  private void add(Frame frame) {
    try {
      buffer.writeBytes(frame.bytes());
    } catch (IllegalArgumentException e) {
      LOG.error("left out of the log: {}", e.getMessage());
    }
  }

  private void beginNext() throws IOException {
    close();
    number++;
    length = 0;
    open = Optional.of(disk.create(files.pathOf(number)));
  }

  private void writeOut(LogDisk.LogFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer.toByteArray());
    int empty = 0;
    while (bytes.hasRemaining()) {
      int written = file.write(bytes);
      empty = written > 0 ? 0 : empty + 1;
      if (empty > MOST_EMPTY_WRITES) {
        throw new IOException("the disk takes no more bytes");
      }
    }
    length += bytes.limit();
    long began = System.nanoTime();
    file.force();
    lastForceNanos = System.nanoTime() - began;
    longestForceNanos = Math.max(longestForceNanos, lastForceNanos);
  }

  /** A failed force may have thrown away what it did not write: nothing more goes to that file. */
  private void giveUp(boolean isNew) {
    close();
    if (isNew) {
      Path useless = files.pathOf(number);
      try {
        Files.deleteIfExists(useless);
      } catch (IOException e) {
        LOG.debug("{} stays behind: {}", useless, e.toString());
      }
    }
  }

  void close() {
    open.ifPresent(
        file -> {
          try {
            file.close();
          } catch (IOException e) {
            LOG.debug("a file was closed with a failure, after all in it was on disk", e);
          }
        });
    open = Optional.empty();
  }

  long lastForceNanos() {
    return lastForceNanos;
  }

  long longestForceNanos() {
    return longestForceNanos;
  }
}

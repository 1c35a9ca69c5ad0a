package org.paraat.provisioning.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.paraat.pbx.vocabulary.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes on disk that the database has not got yet, in the order in which they happened. Used by
 * one thread at a time.
 */
final class ChangesSetAside {
  private static final Logger LOG = LoggerFactory.getLogger(ChangesSetAside.class);

  private final Path file;
  private final long mostBytes;
  private volatile long bytes;

  /**
   * @param mostBytes beyond which nothing more is taken
   */
  ChangesSetAside(Path file, long mostBytes) throws IOException {
    this.file = file;
    this.mostBytes = mostBytes;
    bytes = Files.exists(file) ? Files.size(file) : 0;
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** Safe to ask from any thread. */
  long bytes() {
    return bytes;
  }

  /**
   * Adds changes: on return they outlive a loss of power.
   *
   * @throws IOException when they do not fit; nothing was added then that would be read back
   */
  void add(List<Change> changes) throws IOException {
    var lines = new StringBuilder();
    for (Change change : changes) {
      // the line end comes first: a line that was cut off stays a line of its own
      lines.append('\n').append(ChangeLine.write(change));
    }
    byte[] added = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes + added.length > mostBytes) {
      throw new IOException(file + " would grow beyond " + mostBytes + " bytes");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // over the remains of an attempt that failed half-way
      channel.truncate(bytes);
      channel.position(bytes);
      ByteBuffer buffer = ByteBuffer.wrap(added);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    bytes += added.length;
  }

  /** Hands over everything, oldest first, in batches. */
  void read(int batchSize, Consumer<List<Change>> taker) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    int damaged = 0;
    var batch = new ArrayList<Change>(batchSize);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          continue;
        }
        Optional<Change> change = ChangeLine.read(line);
        if (change.isPresent()) {
          batch.add(change.get());
        } else {
          damaged++;
        }
        if (batch.size() == batchSize) {
          taker.accept(List.copyOf(batch));
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      taker.accept(List.copyOf(batch));
    }
    if (damaged > 0) {
      LOG.error("{} damaged lines in {} were passed over", damaged, file);
    }
  }

  /** After the database has got everything. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
    bytes = 0;
  }
}

package org.paraat.engine.journal;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a ring of files: the oldest file goes when there are too many, and turns that come
 * faster than the disk takes them are left out behind a mark that says how many.
 */
public final class FileJournal implements Journal {
  static final int MAGIC = 0x50524A31;
  static final String SUFFIX = ".journal";
  static final int TURN = 1;
  static final int GAP = 2;

  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final int MOST_WAITING = 65_536;
  private static final long FLUSH_MILLIS = 500;
  private static final long CLOSE_MILLIS = 5_000;

  private final Path folder;
  private final long bytesAFile;
  private final int mostFiles;
  private final TurnCodec codec = new TurnCodec();
  private final BlockingQueue<JournaledTurn> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder leftOut = new LongAdder();
  private final BinaryOutput entry = new BinaryOutput();
  private final CRC32 checksum = new CRC32();
  private final Thread writer;
  private volatile boolean closing;
  private DataOutputStream file;
  private long fileNumber;

  private FileJournal(Path folder, long bytesAFile, int mostFiles) throws IOException {
    this.folder = folder;
    this.bytesAFile = bytesAFile;
    this.mostFiles = mostFiles;
    Files.createDirectories(folder);
    List<Path> present = JournalFiles.in(folder);
    fileNumber = present.isEmpty() ? 0 : JournalFiles.numberOf(present.getLast());
    openNextFile();
    writer = Thread.ofPlatform().name("journal").daemon().unstarted(this::writeUntilClosed);
  }

  /**
   * @param folder made when it does not exist
   * @param bytesAFile after which the next file is begun
   * @param mostFiles after which the oldest is deleted, at least 2
   * @throws IOException when the folder cannot be written
   */
  public static FileJournal open(Path folder, long bytesAFile, int mostFiles) throws IOException {
    var journal = new FileJournal(folder, bytesAFile, Math.max(2, mostFiles));
    journal.writer.start();
    return journal;
  }

  @Override
  public void record(Event event, List<Command> commands) {
    if (!waiting.offer(new JournaledTurn(event, commands))) {
      leftOut.increment();
    }
  }

  private void writeUntilClosed() {
    try {
      while (!closing || !waiting.isEmpty()) {
        JournaledTurn next = waiting.poll(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
          file.flush();
        } else {
          write(next);
        }
      }
      file.close();
    } catch (IOException e) {
      LOG.warn("The journal in {} cannot be written and ends here: {}", folder, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(JournaledTurn turn) throws IOException {
    long missing = leftOut.sumThenReset();
    if (missing > 0) {
      entry.clear();
      entry.writeByte(GAP);
      entry.writeLong(missing);
      writeEntry();
    }
    entry.clear();
    entry.writeByte(TURN);
    codec.write(turn.event(), turn.commands(), entry);
    writeEntry();
    if (file.size() >= bytesAFile) {
      file.close();
      openNextFile();
      deleteOldest();
    }
  }

  private void writeEntry() throws IOException {
    checksum.reset();
    checksum.update(entry.buffer(), 0, entry.length());
    file.writeInt(entry.length());
    file.writeInt((int) checksum.getValue());
    file.write(entry.buffer(), 0, entry.length());
  }

  private void openNextFile() throws IOException {
    fileNumber++;
    Path path = folder.resolve(String.format("%010d%s", fileNumber, SUFFIX));
    file = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
    file.writeInt(MAGIC);
    file.writeLong(codec.fingerprint());
  }

  private void deleteOldest() throws IOException {
    List<Path> present = JournalFiles.in(folder);
    for (Path old : present.subList(0, Math.max(0, present.size() - mostFiles))) {
      Files.delete(old);
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      writer.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while the journal closed", e));
    }
  }
}

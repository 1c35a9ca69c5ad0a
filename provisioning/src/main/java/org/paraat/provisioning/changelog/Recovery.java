package org.paraat.provisioning.changelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.paraat.pbx.vocabulary.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what earlier lives left on disk; nothing that it finds there keeps a life from starting.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Path folder;
  private final Consumer<Change> changes;
  private final LogFiles files;
  private StandingBook book = new StandingBook();
  private Optional<StandingBook> checkpoint = Optional.empty();
  private boolean isComplete;
  private Optional<UUID> log = Optional.empty();
  private long last;
  private long lastLife;
  private long highestNumber;

  /**
   * @param changes is told of every change that is still in the log, in order
   */
  Recovery(Path folder, Consumer<Change> changes) {
    this.folder = folder;
    this.changes = changes;
    files = new LogFiles(folder);
  }

  /**
   * @throws IOException when the folder itself cannot be read
   */
  void read() throws IOException {
    for (Path path : LogFiles.filesIn(folder)) {
      highestNumber = Math.max(highestNumber, LogFile.numberOf(path));
      try {
        read(LogFile.read(path));
      } catch (IOException e) {
        LOG.error("{} cannot be read and is set aside: {}", path, e.getMessage());
        setAside(path, true);
      }
    }
  }

  private void read(LogFile file) {
    log = file.log().or(() -> log);
    if (Sequences.isLife(file.life())) {
      lastLife = Math.max(lastLife, file.life());
    }
    checkpoint = Optional.empty();
    LogFile.Soundness soundness = file.forEach(this::read);
    files.grew(file.number(), last, file.bytes().length);
    if (soundness.damaged() > 0) {
      LOG.error(
          "{} bytes in {} are damaged: all else in it was read, a copy is set aside",
          soundness.damaged(),
          file.path());
      setAside(file.path(), false);
    }
    if (soundness.torn() > 0) {
      LOG.info("the last {} bytes of {} were being written", soundness.torn(), file.path());
    }
  }

  private void read(Frame frame) {
    switch (frame.kind()) {
      case ENTRY -> {
        // what failed half-way was written a second time into the next file
        boolean isNew = frame.sequence() > last;
        last = Math.max(last, frame.sequence());
        EntryText.read(frame.text()).filter(_ -> isNew).ifPresent(this::happened);
      }
      case CHECKPOINT_BEGINS -> checkpoint = Optional.of(new StandingBook());
      case STANDS ->
          checkpoint.ifPresent(book -> EntryText.read(frame.text()).ifPresent(book::takes));
      case CHECKPOINT_ENDS -> {
        isComplete |= checkpoint.isPresent();
        book = checkpoint.orElse(book);
        checkpoint = Optional.empty();
      }
    }
  }

  private void happened(Kept kept) {
    book.takes(kept);
    if (kept instanceof Kept.Changed(Change change)) {
      changes.accept(change);
    }
  }

  private void setAside(Path path, boolean isUseless) {
    Path aside = path.resolveSibling(path.getFileName() + ".damaged");
    try {
      if (isUseless) {
        Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      } else if (!Files.exists(aside)) {
        Files.copy(path, aside);
      }
    } catch (IOException e) {
      LOG.error("{} could not be set aside: {}", path, e.toString());
    }
  }

  /** What stands, if ever a life wrote that down here. */
  Optional<StandingBook> book() {
    return isComplete ? Optional.of(book) : Optional.empty();
  }

  Optional<UUID> log() {
    return log;
  }

  LogFiles files() {
    return files;
  }

  long highestNumber() {
    return highestNumber;
  }

  /** The sequence of the last entry; 0 when there is none. */
  long last() {
    return last;
  }

  long lastLife() {
    return lastLife;
  }
}

package org.paraat.provisioning.changelog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.paraat.pbx.vocabulary.Change;

/** Reads changes back from disk for a database that was away. */
final class ReadBack {
  private final long upTo;
  private final int limit;
  private final ChangeLog.Taker taker;
  private final List<Change> batch = new ArrayList<>();
  private long last;

  private ReadBack(long after, long upTo, int limit, ChangeLog.Taker taker) {
    this.upTo = upTo;
    this.limit = limit;
    this.taker = taker;
    last = after;
  }

  /** Hands over what comes after one place, up to another. */
  static void from(List<Path> files, long after, long upTo, int limit, ChangeLog.Taker taker)
      throws IOException {
    var back = new ReadBack(after, upTo, limit, taker);
    for (Path path : files) {
      LogFile.read(path).forEach(back::takes);
    }
    taker.take(List.copyOf(back.batch), upTo);
  }

  private void takes(Frame frame) {
    // a sequence that was seen was written a second time, after a write that failed half-way
    if (frame.kind() != Frame.Kind.ENTRY || frame.sequence() <= last || frame.sequence() > upTo) {
      return;
    }
    last = frame.sequence();
    EntryText.read(frame.text())
        .filter(Kept.Changed.class::isInstance)
        .ifPresent(kept -> batch.add(((Kept.Changed) kept).change()));
    if (batch.size() == limit) {
      taker.take(List.copyOf(batch), last);
      batch.clear();
    }
  }

  static Change changeIn(LogEntry entry) {
    if (entry.what() instanceof Kept.Changed(Change change)) {
      return change;
    }
    throw new IllegalStateException("not for the database: " + entry);
  }
}

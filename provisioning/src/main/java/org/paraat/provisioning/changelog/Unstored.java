package org.paraat.provisioning.changelog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes that the database has not got yet, in memory up to a bound; those beyond it are read back
 * from disk. Guarded by the lock of its owner.
 */
final class Unstored {
  private final int most;
  private final ArrayDeque<LogEntry> entries = new ArrayDeque<>();
  private long readFromDiskUpTo;
  private boolean isBehind;

  /**
   * @param onDisk up to where changes of earlier lives are in the log
   */
  Unstored(int most, long onDisk) {
    this.most = most;
    readFromDiskUpTo = onDisk;
  }

  /**
   * @param isOnDisk whether it can be read from there when there is no room
   * @return false when it is not in memory
   */
  boolean takes(LogEntry entry, boolean isOnDisk) {
    if (isBehind || entries.size() >= most) {
      isBehind |= isOnDisk;
      return false;
    }
    entries.add(entry);
    return true;
  }

  /** Up to where the disk has to be read before anything in memory is of use. */
  long readFromDiskUpTo() {
    return readFromDiskUpTo;
  }

  boolean isBehind() {
    return isBehind;
  }

  /**
   * Memory is empty and changes went by it: they are read from disk, and memory is used again.
   *
   * @param last sequence that was handed out
   */
  void catchUpFromDisk(long last) {
    isBehind = false;
    readFromDiskUpTo = last;
  }

  /** What was stored once, and left memory then, is to be read from disk. */
  void readAgainUpTo(long upTo) {
    readFromDiskUpTo = Math.max(readFromDiskUpTo, upTo);
  }

  /** The oldest ones that are on disk, or all as long as the disk takes nothing; they stay. */
  List<LogEntry> oldest(int limit, long upTo) {
    var oldest = new ArrayList<LogEntry>();
    for (LogEntry entry : entries) {
      if (oldest.size() == limit || entry.sequence() > upTo) {
        break;
      }
      oldest.add(entry);
    }
    return oldest;
  }

  void stored(long upTo) {
    while (!entries.isEmpty() && entries.peek().sequence() <= upTo) {
      entries.poll();
    }
  }

  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}

package org.paraat.provisioning.changelog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where entries get their place in the order, and wait for the disk and for the database. */
final class Intake {
  /** So long entries may wait for others, so that the disk is asked once for all of them. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** After this the database gets what the disk has not taken. */
  private static final long DISK_IS_SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition moved = lock.newCondition();
  private final int most;
  private final Unstored unstored;
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private List<LogEntry> waiting = new ArrayList<>();
  private final Map<Object, LogEntry> crowdedOut = new HashMap<>();
  private long waitingSince;
  private int inHand;
  private long inHandSince;
  private long last;
  private long lastForDisk;
  private long kept;
  private long stored;
  private boolean isUrgent;
  private boolean hurries;
  private boolean isClosing;
  private boolean isDiskFailing;
  private long lost;

  private record Waiter(long upTo, Runnable then) {}

  /**
   * @param first sequence, which is given to nothing
   * @param onDisk the last sequence of earlier lives
   */
  Intake(LogLimits limits, long first, long onDisk) {
    most = limits.mostWaiting();
    unstored = new Unstored(most, onDisk);
    last = first;
    kept = first;
  }

  /**
   * Gives it its place in the order.
   *
   * @return how many changes were lost so far when this one was, else 0
   */
  long add(Kept what) {
    lock.lock();
    try {
      var entry = new LogEntry(++last, what);
      boolean isForDisk = !isClosing && goesToDisk(entry);
      if (!(what instanceof Kept.Changed)) {
        return 0;
      }
      boolean isSafe = isForDisk && !isDiskFailing;
      boolean isInMemory = !isClosing && unstored.takes(entry, isSafe);
      if (isInMemory && isDiskSlow()) {
        moved.signalAll();
      }
      return isInMemory || isSafe ? 0 : ++lost;
    } finally {
      lock.unlock();
    }
  }

  /** When there is no room, of each thing that stands only what is the case now. */
  private boolean goesToDisk(LogEntry entry) {
    if (waiting.size() + inHand < most) {
      waiting.add(entry);
    } else {
      Optional<Object> subject = StandingBook.subjectOf(entry.what());
      if (subject.isEmpty()) {
        return false;
      }
      crowdedOut.put(subject.get(), entry);
    }
    if (!hurries && hurries(entry.what())) {
      hurries = true;
      waitingSince = System.nanoTime();
      arrived.signal();
    }
    lastForDisk = entry.sequence();
    return true;
  }

  /** That a call goes on waits for others, or for a second: it is of use after a kill alone. */
  private static boolean hurries(Kept what) {
    return !(what instanceof Kept.CallStands || what instanceof Kept.Moment);
  }

  /** Runs something when all that was added so far is on disk. */
  void whenKept(Runnable then) {
    lock.lock();
    try {
      if (kept < lastForDisk) {
        waiters.add(new Waiter(lastForDisk, then));
        isUrgent = true;
        arrived.signal();
        return;
      }
    } finally {
      lock.unlock();
    }
    then.run();
  }

  /**
   * Waits until there is something to write, and a moment longer for others to come.
   *
   * @param longest then it comes back, with nothing if need be
   */
  List<LogEntry> take(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!hurries && !isUrgent && !isClosing && left > 0) {
        left = arrived.awaitNanos(left);
      }
      left = waitingSince + GATHER_NANOS - System.nanoTime();
      while (!waiting.isEmpty() && !isUrgent && !isClosing && left > 0) {
        left = arrived.awaitNanos(left);
      }
      List<LogEntry> taken = waiting;
      if (!crowdedOut.isEmpty()) {
        taken.addAll(crowdedOut.values());
        taken.sort(Comparator.comparingLong(LogEntry::sequence));
        crowdedOut.clear();
      }
      waiting = new ArrayList<>();
      if (inHand == 0) {
        inHandSince = hurries ? waitingSince : System.nanoTime();
      }
      isUrgent = false;
      hurries = false;
      inHand += taken.size();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** What was taken is on disk up to here. */
  void kept(long upTo) {
    var ready = new ArrayList<Runnable>();
    lock.lock();
    try {
      kept = Math.max(kept, upTo);
      inHand = 0;
      isDiskFailing = false;
      while (!waiters.isEmpty() && waiters.peek().upTo() <= kept) {
        ready.add(waiters.poll().then());
      }
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    ready.forEach(Runnable::run);
  }

  /** What was taken is not on disk, and will be given to the database before it is. */
  void diskFails(int owed) {
    lock.lock();
    try {
      isDiskFailing = true;
      inHand = owed;
      // whoever waits has a bound of its own: nothing is kept for them without end
      while (waiters.size() > most) {
        waiters.poll();
      }
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What the database is to get next: from memory, or from the disk up to a place. */
  record Next(List<LogEntry> entries, long readFromDiskUpTo) {}

  /**
   * Waits until there is something for the database.
   *
   * @param longest then it comes back, with nothing if need be
   */
  Next next(int limit, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (true) {
        if (unstored.isBehind() && unstored.isEmpty()) {
          unstored.catchUpFromDisk(last);
        }
        long fromDisk = Math.min(unstored.readFromDiskUpTo(), Math.max(kept, stored));
        if (stored < fromDisk) {
          return new Next(List.of(), fromDisk);
        }
        boolean isAllRead = stored >= unstored.readFromDiskUpTo();
        List<LogEntry> oldest =
            isAllRead ? unstored.oldest(limit, isDiskSlow() ? last : kept) : List.of();
        if (!oldest.isEmpty() || left <= 0) {
          return new Next(oldest, stored);
        }
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isDiskSlow() {
    return isDiskFailing || oldestNanos() > DISK_IS_SLOW_NANOS;
  }

  private long oldestNanos() {
    if (inHand > 0) {
      return System.nanoTime() - inHandSince;
    }
    return hurries ? System.nanoTime() - waitingSince : 0;
  }

  /** The database has everything up to here. */
  void stored(long upTo) {
    lock.lock();
    try {
      stored = Math.max(stored, upTo);
      unstored.stored(stored);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Where the database says that it is.
   *
   * @return where it was, when that is further
   */
  Optional<Long> databaseIsAt(long position) {
    lock.lock();
    try {
      if (position >= stored) {
        stored(position);
        return Optional.empty();
      }
      long before = stored;
      unstored.readAgainUpTo(Math.min(before, kept));
      stored = position;
      moved.signalAll();
      return Optional.of(before);
    } finally {
      lock.unlock();
    }
  }

  long stored() {
    lock.lock();
    try {
      return stored;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    lock.lock();
    try {
      return isClosing;
    } finally {
      lock.unlock();
    }
  }

  LogHealth health(long bytes, Duration lastForce, Duration longestForce, Optional<String> error) {
    lock.lock();
    try {
      Duration oldest = Duration.ofNanos(oldestNanos());
      Optional<String> slow =
          oldest.toNanos() > DISK_IS_SLOW_NANOS
              ? Optional.of("the disk has taken nothing for " + oldest.toSeconds() + " s")
              : Optional.empty();
      return new LogHealth(
          waiting.size() + crowdedOut.size() + inHand,
          oldest,
          unstored.size(),
          unstored.isBehind() || stored < unstored.readFromDiskUpTo(),
          bytes,
          lost,
          lastForce,
          longestForce,
          error.or(() -> slow));
    } finally {
      lock.unlock();
    }
  }

  /** Whether the database has everything that was added so far. */
  boolean isAllStored() {
    lock.lock();
    try {
      return unstored.isEmpty() && !unstored.isBehind() && stored >= unstored.readFromDiskUpTo();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits is written at once. */
  void close() {
    lock.lock();
    try {
      isClosing = true;
      arrived.signal();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

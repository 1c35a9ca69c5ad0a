package org.paraat.provisioning.database;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.paraat.provisioning.database.DatabaseHealth.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the database is, learned from what becomes of the questions; told once when it changes. */
final class DatabaseCondition {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCondition.class);
  private static final Duration FIRST_REST = Duration.ofMillis(250);
  private static final Duration LONGEST_REST = Duration.ofSeconds(2);

  private final ReentrantLock lock = new ReentrantLock();
  private volatile State state = State.NOT_YET;
  private String because = "it is being started";
  private long since = System.nanoTime();
  private long failures;
  private final BackOff backOff = new BackOff(FIRST_REST, LONGEST_REST);
  private volatile boolean isResting;
  private volatile long restsUntil;

  /**
   * Whether it failed so recently that nobody should wait for it now: whoever asks is told at once,
   * and the first one after the rest finds out.
   */
  boolean isResting() {
    return isResting && System.nanoTime() - restsUntil < 0;
  }

  void failed(DatabaseFailed failure) {
    switch (failure.sign()) {
      case AWAY -> becomes(State.AWAY, failure.getMessage());
      case TAKES_NO_CHANGES -> becomes(State.TAKES_NO_CHANGES, failure.getMessage());
      case BUSY, UNFIT, WRONG_STATEMENT -> count();
    }
  }

  private void count() {
    lock.lock();
    try {
      failures++;
    } finally {
      lock.unlock();
    }
  }

  private void becomes(State next, String why) {
    lock.lock();
    try {
      failures++;
      because = why;
      if (next == State.AWAY) {
        restsUntil = System.nanoTime() + backOff.next().toNanos();
        isResting = true;
      }
      if (state == next || state == State.NOT_YET) {
        return;
      }
      state = next;
      since = System.nanoTime();
      LOG.warn("the database {}: {}; calls go on", next.words(), why);
    } finally {
      lock.unlock();
    }
  }

  /** It did what it was asked. */
  void answered(Asked asked) {
    if (state == State.UP) {
      return;
    }
    lock.lock();
    try {
      backOff.reset();
      isResting = false;
      boolean stillTakesNothing = state == State.TAKES_NO_CHANGES && asked == Asked.TO_TELL;
      if (state == State.UP || stillTakesNothing) {
        return;
      }
      if (state != State.NOT_YET) {
        LOG.info("the database is back, after {} s", age().toSeconds());
      }
      state = State.UP;
      because = "";
      since = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** What it was asked. */
  enum Asked {
    TO_TELL,
    TO_CHANGE
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  DatabaseHealth health() {
    lock.lock();
    try {
      return new DatabaseHealth(state, because, age(), failures);
    } finally {
      lock.unlock();
    }
  }
}

package org.paraat.provisioning.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.paraat.provisioning.changelog.ChangeLog;
import org.paraat.provisioning.database.BackOff;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.provisioning.database.DatabaseHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the database from the change log: in order, within a tenth of a second while the database
 * is well, and from where it left off when it is back.
 */
public final class DatabaseFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFeed.class);
  private static final int BATCH = 500;
  private static final Duration LONGEST_IDLE = Duration.ofMillis(500);

  /** What comes meanwhile shares one transaction: each costs the database a write to its disk. */
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(50);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration NOT_YET_THERE = Duration.ofMillis(100);
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(15);

  private final Database database;
  private final ChangeLog log;
  private final ChangeWriter writer;
  private final Thread worker;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<String> lastError = Optional.empty();
  private boolean isClosing;

  // the worker's own
  private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
  private boolean isPositionKnown;
  private boolean isBehind;

  public DatabaseFeed(Database database, Stores stores, ChangeLog log) {
    this.database = database;
    this.log = log;
    writer = new ChangeWriter(database, stores, log.id());
    worker = Thread.ofPlatform().name("store-writer").daemon(true).unstarted(this::work);
  }

  /** Begins, whatever the state of the database. */
  public void start() {
    worker.start();
  }

  private void work() {
    try {
      while (goesOn()) {
        try {
          if (!hasDatabase()) {
            rest(NOT_YET_THERE);
            continue;
          }
          feed();
        } catch (DatabaseFailed e) {
          // the database itself warns that it is away
          LOG.debug("the database gets what it misses when it is back", e);
          if (e.mustBeMended() && health().isWell()) {
            LOG.warn("what happens waits in the log, the database must be mended", e);
          }
          // it may come back as another copy, which has less or more than this one had
          isPositionKnown = false;
          failed(e);
          pause();
        } catch (ChangeWriter.PositionMoved e) {
          // the log warns when the database has less than it had
          LOG.debug("the database must be asked where it is", e);
          isPositionKnown = false;
          failed(e);
          pause();
        } catch (IOException e) {
          failed("what waits for the database cannot be read", e);
          pause();
        } catch (RuntimeException e) {
          // this thread must live as long as the platform does
          failed("what waits for the database could not be written", e);
          pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void feed() throws IOException, InterruptedException {
    if (!isPositionKnown) {
      log.databaseIsAt(writer.position());
      isPositionKnown = true;
    }
    boolean wasAnything =
        log.handOver(
            BATCH,
            LONGEST_IDLE,
            (changes, upTo) -> {
              writer.write(changes, upTo);
              log.stored(upTo);
              isBehind = changes.size() == BATCH;
            });
    if (wasAnything || log.isAllStored()) {
      isWell();
    }
    if (wasAnything && !isBehind) {
      rest(BETWEEN_BATCHES);
    }
  }

  private boolean hasDatabase() {
    return database.health().state() != DatabaseHealth.State.NOT_YET;
  }

  /** A database that fails is not waited for at the end: the log has everything. */
  private boolean goesOn() {
    lock.lock();
    try {
      return !isClosing || (hasDatabase() && lastError.isEmpty() && !log.isAllStored());
    } finally {
      lock.unlock();
    }
  }

  private void failed(String what, Exception e) {
    if (health().isWell()) {
      LOG.warn(what, e);
    }
    failed(e);
  }

  private void failed(Exception e) {
    lock.lock();
    try {
      lastError = Optional.of(String.valueOf(e.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedException {
    rest(backOff.next());
  }

  private void rest(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (left > 0 && !isClosing) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void isWell() {
    lock.lock();
    try {
      backOff.reset();
      // under load something is always on its way: what counts is that nothing is left behind
      if (lastError.isPresent() && !log.health().isBehind()) {
        LOG.info("the database takes what happens again");
        lastError = Optional.empty();
      }
      if (log.isAllStored()) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the database has got everything.
   *
   * @return whether it has within the bound
   */
  public boolean hasWrittenAllWithin(Duration bound) {
    long left = bound.toNanos();
    lock.lock();
    try {
      while (!log.isAllStored() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return log.isAllStored();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  public FeedHealth health() {
    lock.lock();
    try {
      return new FeedHealth(lastError);
    } finally {
      lock.unlock();
    }
  }

  /** Ends when the database has all that was saved before, or fails, or after 15 s. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (!worker.join(LONGEST_CLOSING)) {
        LOG.warn("changes wait in the log for the next start: {}", log.health());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

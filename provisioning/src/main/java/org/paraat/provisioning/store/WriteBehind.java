package org.paraat.provisioning.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.paraat.engine.Storage;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.sip.registrar.KeptContact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes into the database behind the back of whoever made them: in order, within
 * milliseconds while the database is well, and into a file beside it as long as it is not.
 *
 * <p>Changes are in memory alone only while the database is asked to take them: when it does not,
 * they go to the file, which is written into the database before anything newer is.
 */
public final class WriteBehind implements Storage, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);
  private static final int BATCH = 500;
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final long MOST_BYTES_SET_ASIDE = 512L * 1024 * 1024;
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(15);

  /** How much may wait in memory. */
  public static final int MOST_WAITING = 20_000;

  private final ChangeWriter writer;
  private final ChangesSetAside setAside;
  private final Consumer<Change> seenFirst;
  private final Thread worker;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition written = lock.newCondition();
  private final WaitingChanges waiting;
  private List<Change> inHand = List.of();
  private long inHandSince;
  private boolean closing;
  private long lost;
  private Optional<String> lastError = Optional.empty();

  // the worker's own
  private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
  private boolean isStuck;

  /**
   * @param folder where changes are set aside while the database is away
   * @param seenFirst told of each change before {@link #save} returns
   */
  public WriteBehind(
      Database database, Stores stores, Path folder, int mostWaiting, Consumer<Change> seenFirst)
      throws IOException {
    writer = new ChangeWriter(database, stores);
    setAside = new ChangesSetAside(folder.resolve("changes-set-aside.log"), MOST_BYTES_SET_ASIDE);
    waiting = new WaitingChanges(mostWaiting);
    this.seenFirst = seenFirst;
    worker = Thread.ofPlatform().name("store-writer").daemon(true).unstarted(this::work);
  }

  /** Writes what an earlier life has set aside, then begins to take changes. */
  public void start() throws IOException {
    if (!setAside.isEmpty()) {
      try {
        LOG.info("writing what was set aside while the database was away");
        setAside.read(BATCH, writer::write);
        setAside.clear();
      } catch (DatabaseFailed e) {
        failed(e);
        backOff.begin();
      }
    }
    worker.start();
  }

  @Override
  public void save(Change change) {
    seenFirst.accept(change);
    lock.lock();
    try {
      if (closing || !waiting.takes(change)) {
        lose();
        return;
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void whenKept(Runnable then) {
    then.run();
  }

  @Override
  public void save(KeptContact contact) {}

  @Override
  public void forgetContact(KeptContact.Name name) {}

  @Override
  public List<KeptContact> contacts() {
    return List.of();
  }

  private void lose() {
    lost++;
    if (lost == 1 || lost % 1000 == 0) {
      LOG.error(
          "{} changes were lost: neither the database nor the file beside it takes them", lost);
    }
  }

  private void work() {
    boolean goOn = true;
    while (goOn) {
      try {
        goOn = takeBatch();
        if (!inHand.isEmpty()) {
          keep(inHand);
        } else if (goOn && !setAside.isEmpty()) {
          returnToDatabase();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        goOn = false;
      } catch (RuntimeException e) {
        // this thread must live as long as the platform does
        LOG.error("what waits could not be written", e);
        failed(e);
      }
    }
  }

  /**
   * Takes what waits in hand, or keeps in hand what nothing took before.
   *
   * @return false when this was the last to do
   */
  private boolean takeBatch() throws InterruptedException {
    lock.lock();
    try {
      if (!inHand.isEmpty()) {
        // neither the database nor the file took it: not faster than this
        arrived.awaitNanos(FIRST_PAUSE.toNanos());
        return !closing;
      }
      if (waiting.isEmpty() && !closing) {
        Duration idle = setAside.isEmpty() ? LONGEST_IDLE : backOff.left();
        arrived.awaitNanos(idle.toNanos());
      }
      inHandSince = waiting.oldestSince();
      inHand = waiting.removeFirst(BATCH);
      return !(closing && inHand.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  private void keep(List<Change> batch) {
    if (setAside.isEmpty() && hasWritten(batch)) {
      done();
      return;
    }
    try {
      setAside.add(batch);
      done();
    } catch (IOException e) {
      if (!isStuck) {
        LOG.error("neither the database nor the disk takes changes: they wait in memory", e);
      }
      isStuck = true;
      failed(e);
    }
    returnToDatabase();
  }

  private boolean hasWritten(List<Change> batch) {
    try {
      writer.write(batch);
      return true;
    } catch (DatabaseFailed e) {
      if (!isStuck) {
        LOG.warn("the database is away: changes are set aside until it is back", e);
      }
      failed(e);
      backOff.begin();
      return false;
    }
  }

  private void returnToDatabase() {
    if (setAside.isEmpty() || !backOff.isOver()) {
      return;
    }
    try {
      setAside.read(BATCH, writer::write);
      setAside.clear();
      isWellAgain();
      LOG.info("the database has got everything that was set aside");
    } catch (DatabaseFailed | IOException e) {
      LOG.debug("the database is still away", e);
      failed(e);
      backOff.goOn();
    }
  }

  private void isWellAgain() {
    lock.lock();
    try {
      lastError = Optional.empty();
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void done() {
    isStuck = false;
    lock.lock();
    try {
      inHand = List.of();
      if (setAside.isEmpty()) {
        lastError = Optional.empty();
      }
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(Exception e) {
    lock.lock();
    try {
      lastError = Optional.of(String.valueOf(e.getMessage()));
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
      while (!(waiting.isEmpty() && inHand.isEmpty() && setAside.isEmpty())) {
        if (left <= 0) {
          return false;
        }
        left = written.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  public WriteBehindHealth health() {
    lock.lock();
    try {
      long oldest = inHand.isEmpty() ? waiting.oldestSince() : inHandSince;
      int count = waiting.size() + inHand.size();
      Duration age = count == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest);
      return new WriteBehindHealth(count, age, setAside.bytes(), lost, lastError);
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits is in the database or in the file on return, within 15 s. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!worker.join(LONGEST_CLOSING)) {
        LOG.error("changes still waited for the database after {}: {}", LONGEST_CLOSING, health());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

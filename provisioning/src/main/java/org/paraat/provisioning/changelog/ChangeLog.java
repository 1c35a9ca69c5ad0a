package org.paraat.provisioning.changelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.paraat.engine.Storage;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.KeptSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on disk what outlives the process: within 50 ms, and at once when somebody waits for it.
 *
 * <p>It asks nobody else: what stood when the last life ended is known from it alone, and the
 * database is fed from it. A disk that takes nothing costs no call anything; it is tried again.
 */
public final class ChangeLog implements Storage, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** So far a call that was cut off by a kill may have lasted longer than its record says. */
  private static final Duration BETWEEN_MOMENTS = Duration.ofSeconds(5);

  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(5);

  private final UUID id;
  private final Consumer<Change> seenFirst;
  private final LogFiles files;
  private final LogFileWriter writer;
  private final Intake intake;
  private final Optional<Standing> standing;
  private final List<KeptContact> contacts;
  private final List<KeptSubscription> subscriptions;
  private final InstantSource clock;
  private final Thread worker;

  // the worker's own once it runs
  private final List<LogEntry> owed = new ArrayList<>();
  private StandingBook book;
  private long last;
  private long pauseNanos;
  private long failedAt;
  private Instant lastMoment = Instant.EPOCH;
  private volatile Optional<String> trouble = Optional.empty();

  private ChangeLog(
      Recovery found, LogDisk disk, InstantSource clock, LogLimits limits, Consumer<Change> seen) {
    id = found.log().orElseGet(UUID::randomUUID);
    long life = Sequences.lifeAfter(found.lastLife(), clock.instant());
    last = Sequences.firstOf(life);
    files = found.files();
    var header = new LogFile.Header(id, life);
    writer = new LogFileWriter(disk, files, header, clock, limits, found.highestNumber());
    this.clock = clock;
    intake = new Intake(limits, last, found.last());
    standing = found.book().map(StandingBook::standing);
    contacts = found.book().map(each -> each.contacts(clock.instant())).orElse(List.of());
    subscriptions = found.book().map(each -> each.subscriptions(clock.instant())).orElse(List.of());
    book = found.book().orElseGet(StandingBook::new);
    seenFirst = seen;
    worker = Thread.ofPlatform().name("change-log").daemon(true).unstarted(this::work);
  }

  /**
   * Reads what earlier lives left.
   *
   * @param folder made when it does not exist; the caller sees to it that nobody else uses it
   * @param seenFirst told of each change before {@link #save} returns, and now of those that are in
   *     the log from earlier lives
   * @throws IOException when the folder cannot be read at all
   */
  public static ChangeLog open(Path folder, Consumer<Change> seenFirst) throws IOException {
    return open(folder, LogDisk.FILES, InstantSource.system(), LogLimits.USUAL, seenFirst);
  }

  static ChangeLog open(
      Path folder, LogDisk disk, InstantSource clock, LogLimits limits, Consumer<Change> seenFirst)
      throws IOException {
    Files.createDirectories(folder);
    var found = new Recovery(folder, seenFirst);
    found.read();
    return new ChangeLog(found, disk, clock, limits, seenFirst);
  }

  /** What stood when the last life ended; empty when no life has written anything here. */
  public Optional<Standing> standing() {
    return standing;
  }

  /** Writes down what stands where a log has just begun; before {@link #start}. */
  public void beginWith(Standing first) {
    book = StandingBook.of(first);
  }

  /** Begins to take changes. */
  public void start() {
    write();
    worker.start();
  }

  @Override
  public void save(Change change) {
    if (change instanceof Change.CallGoesOn(var call)) {
      intake.add(new Kept.CallStands(call));
      return;
    }
    seenFirst.accept(change);
    long lost = intake.add(new Kept.Changed(change));
    if (lost == 1 || lost % 1000 == 999) {
      LOG.error("{} changes were lost: neither disk nor database nor memory takes them", lost);
    }
  }

  @Override
  public void whenKept(Runnable then) {
    intake.whenKept(then);
  }

  @Override
  public void save(KeptContact contact) {
    intake.add(new Kept.ContactKept(contact));
  }

  @Override
  public void forgetContact(KeptContact.Name name) {
    intake.add(new Kept.ContactGone(name));
  }

  @Override
  public List<KeptContact> contacts() {
    return contacts;
  }

  @Override
  public void save(KeptSubscription subscription) {
    intake.add(new Kept.SubscriptionKept(subscription));
  }

  @Override
  public void forgetSubscription(DialogId name) {
    intake.add(new Kept.SubscriptionGone(name));
  }

  @Override
  public List<KeptSubscription> subscriptions() {
    return subscriptions;
  }

  // --- towards the disk ---

  private void work() {
    boolean goOn = true;
    while (goOn) {
      try {
        // asked before taking, so that nothing comes in between
        boolean isClosing = intake.isClosing();
        take();
        if (!owed.isEmpty() || trouble.isPresent()) {
          write();
        }
        files.deleteUpTo(intake.stored());
        noteTheMoment();
        goOn = !isClosing;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        goOn = false;
      } catch (RuntimeException e) {
        // this thread must live as long as the platform does
        LOG.error("what waits could not be written", e);
        fail(e);
      }
    }
    writer.close();
  }

  private void take() throws InterruptedException {
    Duration idle =
        trouble.isEmpty()
            ? LONGEST_IDLE
            : Duration.ofNanos(Math.max(1, failedAt + pauseNanos - System.nanoTime()));
    for (LogEntry entry : intake.take(idle)) {
      book.takes(entry.what());
      owed.add(entry);
      last = entry.sequence();
    }
  }

  /** While calls go on it is known of each moment, within seconds, that they did. */
  private void noteTheMoment() {
    if (!book.hasCalls() || trouble.isPresent()) {
      return;
    }
    Instant now = clock.instant();
    Duration since = Duration.between(lastMoment, now);
    if (since.isNegative() || since.compareTo(BETWEEN_MOMENTS) >= 0) {
      lastMoment = now;
      intake.add(new Kept.Moment(now));
    }
  }

  private void write() {
    boolean isPausing = trouble.isPresent() && System.nanoTime() - failedAt < pauseNanos;
    if (isPausing && !intake.isClosing()) {
      forgetWhatNeedNotBeWritten();
      return;
    }
    try {
      writer.write(owed, book, last);
      owed.clear();
      if (trouble.isPresent()) {
        LOG.info("the disk takes changes again");
      }
      trouble = Optional.empty();
      pauseNanos = 0;
      intake.kept(last);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    if (trouble.isEmpty()) {
      LOG.error("the disk takes no changes: they are in memory and go to the database", e);
    }
    trouble = Optional.of(String.valueOf(e.getMessage()));
    failedAt = System.nanoTime();
    pauseNanos = Math.clamp(2 * pauseNanos, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
    forgetWhatNeedNotBeWritten();
  }

  /** Contacts stand in the book, which the next file begins with; the database has the others. */
  private void forgetWhatNeedNotBeWritten() {
    long stored = intake.stored();
    owed.removeIf(entry -> entry.sequence() <= stored || !(entry.what() instanceof Kept.Changed));
    intake.diskFails(owed.size());
  }

  // --- towards the database ---

  /** By what the database knows this log from others. */
  public UUID id() {
    return id;
  }

  /** Changes for the database, oldest first: {@link #stored} is called when it has got them. */
  public interface Taker {
    void take(List<Change> changes, long upTo);
  }

  /**
   * Hands over what the database has not got, waiting for it if there is nothing.
   *
   * @param limit most changes at once
   * @param longest then it comes back
   * @return whether there was anything
   * @throws IOException when it cannot be read back from disk
   */
  public boolean handOver(int limit, Duration longest, Taker taker)
      throws IOException, InterruptedException {
    Intake.Next next = intake.next(limit, longest);
    long stored = intake.stored();
    if (stored < next.readFromDiskUpTo()) {
      ReadBack.from(files.after(stored), stored, next.readFromDiskUpTo(), limit, taker);
      return true;
    }
    if (!next.entries().isEmpty()) {
      List<Change> changes = next.entries().stream().map(ReadBack::changeIn).toList();
      taker.take(changes, next.entries().getLast().sequence());
    }
    return !next.entries().isEmpty();
  }

  /** The database has everything up to here. */
  public void stored(long upTo) {
    intake.stored(upTo);
  }

  /**
   * The database says up to where it has everything: less than before when another copy of it
   * answers, which then gets again what is still on disk.
   */
  public void databaseIsAt(long position) {
    intake
        .databaseIsAt(position)
        .ifPresent(
            before ->
                LOG.warn(
                    "the database has less than it had ({}, not {}): it gets again what is kept",
                    position,
                    before));
  }

  public boolean isAllStored() {
    return intake.isAllStored();
  }

  // --- the end ---

  public LogHealth health() {
    return intake.health(
        files.bytes(),
        Duration.ofNanos(writer.lastForceNanos()),
        Duration.ofNanos(writer.longestForceNanos()),
        trouble);
  }

  /** Takes nothing more; what waits is on disk on return, within 5 s. */
  @Override
  public void close() {
    intake.close();
    try {
      if (!worker.join(LONGEST_CLOSING)) {
        LOG.error("changes still waited for the disk after {}: {}", LONGEST_CLOSING, health());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

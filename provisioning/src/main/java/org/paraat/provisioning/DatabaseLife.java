package org.paraat.provisioning;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.paraat.provisioning.configuration.CurrentConfiguration;
import org.paraat.provisioning.database.BackOff;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.provisioning.database.DatabaseHealth;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.database.EmbeddedMariaDb;
import org.paraat.provisioning.demo.SampleInstallation;
import org.paraat.provisioning.store.ConfigurationStore;
import org.paraat.provisioning.store.StoredCallHistory;
import org.paraat.provisioning.store.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database beside everything else: a thread of its own brings it up, takes over what is
 * configured in it, and looks again and again whether it is well.
 */
final class DatabaseLife implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLife.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** What somebody must mend is not mended within seconds. */
  private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(15);

  private static final Duration LONGEST_FIRST_WAIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration LONGEST_ORDERLY_END = Duration.ofSeconds(2);
  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  private final ProvisioningSettings settings;
  private final Path folder;
  private final Database database;
  private final Stores stores;
  private final CurrentConfiguration configuration;
  private final StoredCallHistory history;
  private final Progress progress;
  private final Thread thread =
      Thread.ofPlatform().name("database").daemon(true).unstarted(this::live);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isAskedToLook;
  private volatile boolean closing;
  private volatile Optional<ProvisioningFailed> refusal = Optional.empty();
  private volatile Optional<EmbeddedMariaDb> mariaDb = Optional.empty();

  private volatile boolean hasArrived;

  // the thread's own
  private boolean hasFailed;
  private long versionSeen = -1;
  private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);

  /**
   * @param progress told what the first arrival takes
   */
  DatabaseLife(
      ProvisioningSettings settings,
      Path folder,
      Database database,
      Stores stores,
      CurrentConfiguration configuration,
      StoredCallHistory history,
      Progress progress) {
    this.settings = settings;
    this.folder = folder;
    this.database = database;
    this.stores = stores;
    this.configuration = configuration;
    this.history = history;
    this.progress = progress;
  }

  void start() {
    thread.start();
  }

  private void live() {
    while (!closing) {
      rest(lookSafely());
    }
  }

  /** How long to wait before the next look; this thread lives as long as the platform does. */
  private Duration lookSafely() {
    try {
      look();
      hasFailed = false;
      backOff.reset();
      refusal = Optional.empty();
      return BETWEEN_LOOKS;
    } catch (ProvisioningFailed e) {
      refused(e);
      return AFTER_A_REFUSAL;
    } catch (DatabaseFailed e) {
      failed(e);
    } catch (RuntimeException e) {
      LOG.error("what is configured could not be taken from the database", e);
    }
    hasFailed = true;
    return backOff.next();
  }

  private void refused(ProvisioningFailed e) {
    boolean isKnown =
        refusal.filter(known -> known.getMessage().equals(e.getMessage())).isPresent();
    refusal = Optional.of(e);
    hasFailed = true;
    if (!isKnown && !closing && configuration.snapshot().isPresent()) {
      LOG.error("{}; calls go on with what was configured before", e.getMessage());
    }
    tell();
  }

  private void failed(DatabaseFailed e) {
    if (!hasArrived && !hasFailed && !closing && configuration.snapshot().isPresent()) {
      LOG.warn(
          "the database is not reached yet: {}; calls go on with what was configured before",
          e.getMessage());
    }
  }

  private void look() {
    if (!hasArrived) {
      arrive();
      hasArrived = true;
    }
    long version = database.ask(ConfigurationStore::version);
    if (version != versionSeen || hasFailed || configuration.complaint().isPresent()) {
      configuration.take(database.ask(stores::configuration));
      versionSeen = version;
      tell();
    }
    if (database.health().state() == DatabaseHealth.State.TAKES_NO_CHANGES) {
      database.change(ConfigurationStore::changeNothing);
    }
    // last, as nothing waits for it: reading it can take longer than a question may
    history.loadWhenDue();
  }

  private void arrive() {
    DatabaseSettings.External address =
        switch (settings.database()) {
          case DatabaseSettings.External external -> external;
          case DatabaseSettings.Embedded embedded -> started(embedded).address();
        };
    progress.doing("reading the configuration");
    database.reach(address);
    new SampleInstallation(database, stores, Clock.systemUTC())
        .install(settings.sample(), settings.carrierPort(), progress);
  }

  private EmbeddedMariaDb started(DatabaseSettings.Embedded embedded) {
    EmbeddedMariaDb ours =
        mariaDb.orElseGet(
            () ->
                EmbeddedMariaDb.in(
                    folder.resolve("database"),
                    embedded.software().orElse(folder.resolve("software")),
                    progress));
    mariaDb = Optional.of(ours);
    if (closing) {
      ours.giveUp();
    }
    ours.start(progress);
    return ours;
  }

  /**
   * Waits until there is a configuration to start with.
   *
   * @throws ProvisioningFailed when there is none and none can be had
   */
  void awaitConfiguration() {
    long began = System.nanoTime();
    long nextLine = began + BETWEEN_LINES.toNanos();
    while (configuration.snapshot().isEmpty()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      if (!progress.isAwaited() || Thread.currentThread().isInterrupted()) {
        throw new ProvisioningFailed("asked to stop before the database was there");
      }
      if (waited.compareTo(LONGEST_FIRST_WAIT) > 0) {
        throw new ProvisioningFailed(
            "the database was not there within "
                + LONGEST_FIRST_WAIT.toSeconds()
                + " s, and there is no configuration of an earlier start: it "
                + database.health().words());
      }
      if (System.nanoTime() > nextLine) {
        nextLine += BETWEEN_LINES.toNanos();
        tellWhatIsAwaited();
      }
      rest(Duration.ofMillis(50));
    }
  }

  private void tellWhatIsAwaited() {
    String words = database.health().words();
    if (!words.isEmpty()) {
      progress.doing("waiting for the database, which " + words);
    }
  }

  /** Whether the database was there within the bound. */
  boolean hasArrivedWithin(Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!hasArrived && System.nanoTime() < deadline && progress.isAwaited()) {
      rest(Duration.ofMillis(20));
    }
    return hasArrived;
  }

  /** Somebody has changed what is configured: calls should not wait for the next look. */
  void lookNow() {
    lock.lock();
    try {
      isAskedToLook = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void rest(Duration atMost) {
    lock.lock();
    try {
      if (!closing && !isAskedToLook) {
        changed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      }
      isAskedToLook = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Why the database cannot be used until somebody mends it; empty while it can. */
  Optional<String> refusal() {
    return refusal.map(ProvisioningFailed::getMessage);
  }

  /** How often our own database had to be started again. */
  int restarts() {
    return mariaDb.map(EmbeddedMariaDb::restarts).orElse(0);
  }

  /** Ends the thread, the pool, and the database if it is ours. */
  @Override
  public void close() {
    closing = true;
    mariaDb.ifPresent(EmbeddedMariaDb::giveUp);
    lookNow();
    if (!hasEndedWithin(LONGEST_ORDERLY_END)) {
      thread.interrupt();
      if (!hasEndedWithin(LONGEST_END)) {
        LOG.error("the database still keeps us waiting: it is left to itself");
      }
    }
    database.close();
    mariaDb.ifPresent(EmbeddedMariaDb::close);
  }

  private boolean hasEndedWithin(Duration bound) {
    try {
      return thread.join(bound);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

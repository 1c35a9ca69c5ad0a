package org.paraat.provisioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.paraat.engine.CallHistory;
import org.paraat.engine.Credentials;
import org.paraat.engine.Storage;
import org.paraat.engine.TaskHistory;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.provisioning.changelog.ChangeLog;
import org.paraat.provisioning.changelog.LogHealth;
import org.paraat.provisioning.configuration.CurrentConfiguration;
import org.paraat.provisioning.configuration.SnapshotFiles;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.provisioning.database.FolderLock;
import org.paraat.provisioning.demo.SampleInstallation;
import org.paraat.provisioning.store.ConfigurationSnapshot;
import org.paraat.provisioning.store.ConfigurationStore;
import org.paraat.provisioning.store.DatabaseFeed;
import org.paraat.provisioning.store.FeedHealth;
import org.paraat.provisioning.store.PortalUsers;
import org.paraat.provisioning.store.StoredCallHistory;
import org.paraat.provisioning.store.StoredTaskHistory;
import org.paraat.provisioning.store.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that was configured ahead of a call, and where what happens is kept. */
public final class Provisioning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);
  private static final Duration LONGEST_WAIT_FOR_STANDING = Duration.ofSeconds(8);

  private final Deque<AutoCloseable> opened;
  private final Database database = new Database();
  private final Stores stores = new Stores();
  private final CurrentConfiguration configuration;
  private final StoredCallHistory callHistory;
  private final DatabaseLife life;
  private final ChangeLog changeLog;
  private final DatabaseFeed feed;
  private final Standing standing;

  private Provisioning(
      ProvisioningSettings settings, Progress progress, Deque<AutoCloseable> opened)
      throws IOException {
    this.opened = opened;
    Path folder = prepared(settings.dataFolder());
    opened.push(FolderLock.take(folder));
    configuration =
        new CurrentConfiguration(
            new SnapshotFiles(folder, settings.database().place()), settings.reach());
    boolean startsFromDisk = configuration.readFromDisk();
    configuration
        .snapshot()
        .ifPresent(found -> SampleInstallation.refuseOther(found.sample(), settings.sample()));
    callHistory = new StoredCallHistory(database, stores.calls());
    changeLog = ChangeLog.open(folder.resolve("changes"), callHistory::see);
    opened.push(changeLog);
    life =
        new DatabaseLife(
            settings,
            folder,
            database,
            stores,
            configuration,
            callHistory,
            startsFromDisk ? Progress.UNSEEN : progress);
    opened.push(life);
    life.start();
    life.awaitConfiguration();
    standing = changeLog.standing().orElseGet(this::standingInDatabase);
    if (changeLog.standing().isEmpty()) {
      changeLog.beginWith(standing);
    }
    changeLog.start();
    feed = new DatabaseFeed(database, stores, changeLog);
    feed.start();
    opened.push(feed);
  }

  /**
   * Reads what is configured into memory: from the disk, where an earlier life has left it, and the
   * database comes up beside us; or, at the first start, from the database, which is waited for.
   *
   * @throws ProvisioningFailed when that cannot be done; the message is meant for the operator
   */
  public static Provisioning open(ProvisioningSettings settings, Progress progress) {
    var opened = new ArrayDeque<AutoCloseable>();
    try {
      return new Provisioning(settings, progress, opened);
    } catch (ProvisioningFailed e) {
      closeAll(opened);
      throw e;
    } catch (DatabaseFailed | IOException e) {
      closeAll(opened);
      throw new ProvisioningFailed("the configuration cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  private static Path prepared(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder.toRealPath();
  }

  /**
   * For a data folder that is new: nobody is logged in unless the database tells within seconds.
   */
  private Standing standingInDatabase() {
    if (life.hasArrivedWithin(LONGEST_WAIT_FOR_STANDING)) {
      return database.ask(stores::standing);
    }
    return Standing.NONE;
  }

  /** What is configured now. */
  public Directory directory() {
    return configuration.directory();
  }

  /** Told of each directory that takes the place of the one they know, from any thread. */
  public void follow(Directory known, Consumer<Directory> follower) {
    configuration.follow(known, follower);
  }

  public Credentials credentials() {
    return configuration.credentials();
  }

  /** What people and switches had been set to when the last life of the platform ended. */
  public Standing standing() {
    return standing;
  }

  public Storage storage() {
    return changeLog;
  }

  public CallHistory callHistory() {
    return callHistory;
  }

  public TaskHistory taskHistory() {
    return new StoredTaskHistory(database, stores.tasks());
  }

  public PortalUsers portalUsers() {
    return configuration.portalUsers();
  }

  /** How the way of changes to the database is. */
  public FeedHealth feedHealth() {
    return feed.health();
  }

  /** How the way of changes to the disk is. */
  public LogHealth logHealth() {
    return changeLog.health();
  }

  /** Whether the database got all that was saved, within a bound. */
  public boolean hasStoredAllWithin(Duration bound) {
    return feed.hasWrittenAllWithin(bound);
  }

  /** How the database is and what is configured. */
  public ProvisioningHealth health() {
    return new ProvisioningHealth(
        database.health(),
        life.refusal(),
        configuration.complaint(),
        configuration.directory().version(),
        life.restarts());
  }

  /** For those who change what is configured: each change is a version of its own. */
  public ConfigurationStore configurationStore() {
    return new ConfigurationStore(database, Clock.systemUTC(), life::lookNow);
  }

  /** One store for each feature, to be used with {@link #database} or a configuration change. */
  public Stores stores() {
    return stores;
  }

  public Database database() {
    return database;
  }

  /**
   * Secrets that anybody can read in our documentation, such as {@code desk1} or {@code portal user
   * admin}: while there is one, nothing but loopback may be listened on.
   */
  public List<String> wellKnownSecretsInUse() {
    return configuration.snapshot().map(ConfigurationSnapshot::wellKnownSecrets).orElse(List.of());
  }

  /** Writes what still waits, then stops the database if it is ours; within a minute. */
  @Override
  public void close() {
    closeAll(opened);
  }

  private static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.error("could not be closed in order", e);
      }
    }
  }
}

package org.paraat.provisioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.paraat.engine.CallHistory;
import org.paraat.engine.Credentials;
import org.paraat.engine.Storage;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.database.EmbeddedMariaDb;
import org.paraat.provisioning.database.FolderLock;
import org.paraat.provisioning.demo.SampleInstallation;
import org.paraat.provisioning.store.ConfigurationSnapshot;
import org.paraat.provisioning.store.ConfigurationStore;
import org.paraat.provisioning.store.KnownCredentials;
import org.paraat.provisioning.store.KnownPortalUsers;
import org.paraat.provisioning.store.PortalUsers;
import org.paraat.provisioning.store.StoredCallHistory;
import org.paraat.provisioning.store.Stores;
import org.paraat.provisioning.store.WriteBehind;
import org.paraat.provisioning.store.WriteBehindHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that was configured ahead of a call, and where what happens is kept. */
public final class Provisioning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

  private final Deque<AutoCloseable> opened;
  private final Database database;
  private final Stores stores;
  private final ConfigurationSnapshot configuration;
  private final Standing standing;
  private final KnownCredentials credentials;
  private final KnownPortalUsers portalUsers;
  private final StoredCallHistory callHistory;
  private final WriteBehind writeBehind;

  private Provisioning(
      ProvisioningSettings settings, Progress progress, Deque<AutoCloseable> opened)
      throws IOException {
    this.opened = opened;
    Path folder = prepared(settings.dataFolder());
    opened.push(FolderLock.take(folder));
    DatabaseSettings.External address = addressOf(settings.database(), folder, progress);
    progress.doing("reading the configuration");
    database = Database.open(address);
    opened.push(database);
    stores = new Stores();
    new SampleInstallation(database, stores, Clock.systemUTC())
        .install(settings.sample(), progress);
    callHistory = new StoredCallHistory(database, stores.calls());
    writeBehind =
        new WriteBehind(database, stores, folder, WriteBehind.MOST_WAITING, callHistory::see);
    writeBehind.start();
    opened.push(writeBehind);
    // after the writing behind has begun: an earlier life may have left changes in its file
    callHistory.load();
    standing = database.ask(stores::standing);
    configuration = database.ask(stores::configuration);
    credentials = new KnownCredentials(configuration.secrets());
    portalUsers = new KnownPortalUsers(configuration.portalUsers());
  }

  /**
   * Starts or finds the database, brings its tables up to date and reads everything into memory.
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

  private DatabaseSettings.External addressOf(
      DatabaseSettings settings, Path folder, Progress progress) {
    return switch (settings) {
      case DatabaseSettings.External external -> external;
      case DatabaseSettings.Embedded embedded -> {
        EmbeddedMariaDb mariaDb =
            EmbeddedMariaDb.start(
                folder.resolve("database"),
                embedded.software().orElse(folder.resolve("software")),
                progress);
        opened.push(mariaDb);
        yield mariaDb.address();
      }
    };
  }

  /** As it was when opened. */
  public Directory directory() {
    return configuration.directory();
  }

  public Credentials credentials() {
    return credentials;
  }

  /** What people and switches had been set to when the last life of the platform ended. */
  public Standing standing() {
    return standing;
  }

  public Storage storage() {
    return writeBehind;
  }

  public CallHistory callHistory() {
    return callHistory;
  }

  public PortalUsers portalUsers() {
    return portalUsers;
  }

  public WriteBehindHealth writeBehindHealth() {
    return writeBehind.health();
  }

  /** For those who change what is configured: each change is a version of its own. */
  public ConfigurationStore configurationStore() {
    return new ConfigurationStore(database, Clock.systemUTC());
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
    return configuration.wellKnownSecrets();
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

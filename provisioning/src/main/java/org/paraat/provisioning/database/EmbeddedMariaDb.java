package org.paraat.provisioning.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.paraat.provisioning.Progress;
import org.paraat.provisioning.ProvisioningFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MariaDB of our own: reachable from this machine alone, with a password that only we know,
 * started again when it dies.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMariaDb.class);
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);
  private static final int MOST_PORTS_TRIED = 3;
  private static final int MOST_RESTARTS_IN_A_ROW = 10;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofMinutes(10);

  private final MariaDbFolder folder;
  private final String password;
  private MariaDbProcess running;
  private volatile boolean closing;
  private int restartsInARow;
  private long startedAt;

  private EmbeddedMariaDb(MariaDbFolder folder) throws IOException {
    this.folder = folder;
    password = folder.password();
  }

  /**
   * Starts it, or takes over the one that a killed JVM left running.
   *
   * @param folder for its files; the caller sees to it that nobody else uses it
   * @param softwareFolder where its program files are unpacked
   * @throws ProvisioningFailed when it does not come up
   */
  public static EmbeddedMariaDb start(Path folder, Path softwareFolder, Progress progress) {
    try {
      MariaDbSoftware software = MariaDbSoftware.in(softwareFolder.toAbsolutePath(), progress);
      var files = new MariaDbFolder(folder, software);
      files.install(progress);
      var database = new EmbeddedMariaDb(files);
      if (!database.hasTakenOver(progress)) {
        progress.doing("starting MariaDB");
        database.startOnFreePort();
      }
      database.watch();
      return database;
    } catch (IOException e) {
      throw new ProvisioningFailed("MariaDB cannot be started in " + folder + ": " + e, e);
    }
  }

  /** How it is reached. */
  public synchronized DatabaseSettings.External address() {
    return new DatabaseSettings.External(urlAt(running.port()), MariaDbFolder.NAME, password);
  }

  public synchronized long pid() {
    return running.handle().pid();
  }

  /** A JVM that was killed leaves its database running: sound, so there is no need to start one. */
  private boolean hasTakenOver(Progress progress) throws IOException {
    Optional<MariaDbProcess> left = MariaDbProcess.leftBehind(folder.pidFile(), folder.data());
    if (left.isEmpty()) {
      return false;
    }
    MariaDbProcess orphan = left.get();
    if (orphan.command().equals(folder.command(orphan.port())) && opens(orphan.port())) {
      LOG.info("took over MariaDB {}, which was left running", orphan.handle().pid());
      running = orphan;
      startedAt = System.nanoTime();
      return true;
    }
    progress.doing("ending a MariaDB that was left running");
    orphan.end();
    return false;
  }

  private void startOnFreePort() throws IOException {
    for (int attempt = 1; attempt <= MOST_PORTS_TRIED; attempt++) {
      if (hasStarted(freePort())) {
        return;
      }
    }
    throw new ProvisioningFailed("MariaDB does not come up: see " + folder.log());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean hasStarted(int port) throws IOException {
    Process process = folder.startServer(port);
    var started = new MariaDbProcess(process.toHandle(), port);
    started.note(folder.pidFile());
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!opens(port)) {
      if (MariaDbFolder.hasExited(process, BETWEEN_LOOKS)) {
        return false;
      }
      if (closing || System.nanoTime() > deadline) {
        started.end();
        return false;
      }
    }
    running = started;
    startedAt = System.nanoTime();
    return true;
  }

  private static String urlAt(int port) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + MariaDbFolder.NAME + "?sslMode=disable";
  }

  private boolean opens(int port) {
    var properties = new Properties();
    properties.put("user", MariaDbFolder.NAME);
    properties.put("password", password);
    properties.put("connectTimeout", "2000");
    properties.put("socketTimeout", "10000");
    try (Connection connection = DriverManager.getConnection(urlAt(port), properties)) {
      return connection.isValid(2);
    } catch (SQLException e) {
      LOG.debug("MariaDB is not open yet", e);
      return false;
    }
  }

  private synchronized void watch() {
    MariaDbProcess watched = running;
    watched.handle().onExit().thenRun(() -> died(watched));
  }

  private synchronized void died(MariaDbProcess process) {
    if (closing || process != running) {
      return;
    }
    restartsInARow = System.nanoTime() - startedAt > STEADY.toNanos() ? 1 : restartsInARow + 1;
    if (restartsInARow > MOST_RESTARTS_IN_A_ROW) {
      LOG.error("MariaDB keeps ending: it is not started again; see {}", folder.log());
      return;
    }
    Duration pause = pauseBefore(restartsInARow);
    LOG.error("MariaDB {} has ended: starting it again in {}", process.handle().pid(), pause);
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> startAgain(process));
  }

  private static Duration pauseBefore(int restart) {
    Duration doubled = Duration.ofMillis(500L << Math.min(restart - 1, 10));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private synchronized void startAgain(MariaDbProcess dead) {
    if (closing) {
      return;
    }
    try {
      // on the same port: whoever uses it keeps knowing where it is
      if (hasStarted(dead.port())) {
        LOG.info("MariaDB runs again");
        watch();
        return;
      }
    } catch (IOException e) {
      LOG.error("MariaDB cannot be started again", e);
    }
    died(dead);
  }

  /** Ends it in order; returns within 25 s. */
  @Override
  public void close() {
    // before waiting for a start that is under way: it gives up when it sees this
    closing = true;
    endRunning();
  }

  private synchronized void endRunning() {
    running.end();
    try {
      Files.deleteIfExists(folder.pidFile());
    } catch (IOException e) {
      LOG.warn("{} could not be removed", folder.pidFile(), e);
    }
  }
}

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
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** After so long a life an end is a new trouble, not the same one again. */
  private static final Duration STEADY = Duration.ofMinutes(10);

  private final MariaDbFolder folder;
  private final String password;
  private final AtomicInteger restarts = new AtomicInteger();
  private Optional<MariaDbProcess> running = Optional.empty();
  private volatile boolean closing;
  private int endsInARow;
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
    EmbeddedMariaDb database = in(folder, softwareFolder, progress);
    database.start(progress);
    return database;
  }

  /**
   * Has everything at hand to start it; that is done by {@link #start(Progress)}.
   *
   * @throws ProvisioningFailed when its files cannot be made
   */
  public static EmbeddedMariaDb in(Path folder, Path softwareFolder, Progress progress) {
    try {
      MariaDbSoftware software = MariaDbSoftware.in(softwareFolder.toAbsolutePath(), progress);
      var files = new MariaDbFolder(folder, software);
      files.install(progress);
      return new EmbeddedMariaDb(files);
    } catch (IOException e) {
      throw cannotStart(folder, e);
    }
  }

  private static ProvisioningFailed cannotStart(Path folder, IOException e) {
    return new ProvisioningFailed("MariaDB cannot be started in " + folder + ": " + e, e);
  }

  /** Starts it, or takes over the one that runs already; gives up when it is closed meanwhile. */
  public synchronized void start(Progress progress) {
    if (running.isPresent()) {
      // watched since it was started: a second watcher would start a second one in its place
      return;
    }
    try {
      if (!hasTakenOver(progress)) {
        progress.doing("starting MariaDB");
        startOnFreePort();
      }
    } catch (IOException e) {
      throw cannotStart(folder.data().getParent(), e);
    }
    watch();
  }

  /** How it is reached. */
  public synchronized DatabaseSettings.External address() {
    return new DatabaseSettings.External(urlAt(process().port()), MariaDbFolder.NAME, password);
  }

  public synchronized long pid() {
    return process().handle().pid();
  }

  private MariaDbProcess process() {
    return running.orElseThrow(() -> new IllegalStateException("MariaDB was not started"));
  }

  /** How often it had to be started again. */
  public int restarts() {
    return restarts.get();
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
      orphan.note(folder.pidFile());
      isRunning(orphan);
      return true;
    }
    progress.doing("ending a MariaDB that was left running");
    orphan.end();
    return false;
  }

  private void isRunning(MariaDbProcess process) {
    running = Optional.of(process);
    startedAt = System.nanoTime();
  }

  private void startOnFreePort() throws IOException {
    for (int attempt = 1; attempt <= MOST_PORTS_TRIED && !closing; attempt++) {
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
      if (closing || Thread.currentThread().isInterrupted() || System.nanoTime() > deadline) {
        started.end();
        return false;
      }
    }
    isRunning(started);
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

  private void watch() {
    MariaDbProcess watched = process();
    watched.handle().onExit().thenRun(() -> ended(watched));
  }

  private synchronized void ended(MariaDbProcess process) {
    if (closing || process != process()) {
      return;
    }
    boolean wasSteady = System.nanoTime() - startedAt > STEADY.toNanos();
    endsInARow = wasSteady ? 1 : endsInARow + 1;
    Duration pause = pauseAfter(endsInARow);
    // told when it begins, and then only when it is over: a full disk may last a night
    if (endsInARow <= 2) {
      LOG.error(
          "MariaDB {} has ended: starting it again in {} ms, later if it ends again; see {}",
          process.handle().pid(),
          pause.toMillis(),
          folder.log());
    }
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> startAgain(process));
  }

  private static Duration pauseAfter(int ends) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(ends - 1, 10));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private synchronized void startAgain(MariaDbProcess dead) {
    if (closing || dead != process()) {
      return;
    }
    try {
      // on the same port: whoever uses it keeps knowing where it is
      if (hasStarted(dead.port())) {
        restarts.incrementAndGet();
        LOG.info("MariaDB runs again, as {}", pid());
        watch();
        return;
      }
    } catch (IOException e) {
      LOG.debug("MariaDB cannot be started again", e);
    }
    ended(dead);
  }

  /** Ends a start that is under way, and starts no more; returns at once. */
  public void giveUp() {
    closing = true;
  }

  /** Ends it in order; returns within 25 s. */
  @Override
  public void close() {
    // before waiting for a start that is under way
    giveUp();
    endRunning();
  }

  private synchronized void endRunning() {
    running.ifPresent(MariaDbProcess::end);
    try {
      Files.deleteIfExists(folder.pidFile());
    } catch (IOException e) {
      LOG.warn("{} could not be removed", folder.pidFile(), e);
    }
  }
}

package org.paraat.provisioning.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
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
  private static final String NAME = "paraat";
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_INSTALLATION = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);
  private static final int MOST_PORTS_TRIED = 3;
  private static final int MOST_RESTARTS_IN_A_ROW = 10;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofMinutes(10);
  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private final MariaDbSoftware software;
  private final Path folder;
  private final String password;
  private MariaDbProcess running;
  private volatile boolean closing;
  private int restartsInARow;
  private long startedAt;

  private EmbeddedMariaDb(MariaDbSoftware software, Path folder, String password) {
    this.software = software;
    this.folder = folder;
    this.password = password;
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
      Path ours = Files.createDirectories(folder).toRealPath();
      Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwx------"));
      MariaDbSoftware software = MariaDbSoftware.in(softwareFolder.toAbsolutePath(), progress);
      var database = new EmbeddedMariaDb(software, ours, passwordIn(ours));
      database.install(progress);
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
    return new DatabaseSettings.External(urlAt(running.port()), NAME, password);
  }

  public synchronized long pid() {
    return running.handle().pid();
  }

  /** Where it tells what goes wrong. */
  public Path log() {
    return folder.resolve("mariadbd.log");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path pidFile() {
    return folder.resolve("mariadbd.pid");
  }

  private static String passwordIn(Path folder) throws IOException {
    Path file = folder.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      writeForUsAlone(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  private static void writeForUsAlone(Path file, String text) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(written);
    Files.createFile(written, PosixFilePermissions.asFileAttribute(OURS_ALONE));
    Files.writeString(written, text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void install(Progress progress) throws IOException {
    if (Files.isDirectory(data())) {
      return;
    }
    progress.doing("installing the database (once)");
    Path half = folder.resolve("data.new");
    MariaDbSoftware.delete(half);
    Files.createDirectories(half);
    Path statements = folder.resolve("installation.sql");
    Files.writeString(statements, software.installation());
    List<String> command = new ArrayList<>(List.of(software.program().toString(), "--no-defaults"));
    command.add("--bootstrap");
    command.addAll(options(half));
    command.addAll(List.of("--max-allowed-packet=8M", "--net-buffer-length=16K"));
    Process installing =
        new ProcessBuilder(command)
            .redirectInput(statements.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    if (!hasExited(installing, LONGEST_INSTALLATION) || installing.exitValue() != 0) {
      installing.destroyForcibly();
      throw new ProvisioningFailed("the database could not be installed: see " + log());
    }
    Files.delete(statements);
    Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean hasExited(Process process, Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> options(Path data) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--basedir=" + software.folder(),
                "--datadir=" + data,
                // making a certificate of its own takes 9 to 22 s; it listens on loopback only
                "--skip-ssl",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_nopad_bin",
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=48M",
                "--innodb-undo-tablespaces=0"));
    if ("root".equals(System.getProperty("user.name"))) {
      options.add("--user=root");
    }
    return options;
  }

  private List<String> command(int port) {
    List<String> command = new ArrayList<>(List.of(software.program().toString(), "--no-defaults"));
    command.addAll(options(data()));
    command.addAll(
        List.of(
            "--bind-address=127.0.0.1",
            "--port=" + port,
            // beside the data, and short: the path of a socket may have 107 letters
            "--socket=mariadbd.sock",
            "--pid-file=mariadbd.own-pid",
            "--log-error=" + log(),
            "--init-file=" + folder.resolve("account.sql"),
            "--max-connections=40"));
    return command;
  }

  /** A JVM that was killed leaves its database running: sound, so there is no need to start one. */
  private boolean hasTakenOver(Progress progress) throws IOException {
    Optional<MariaDbProcess> left = MariaDbProcess.leftBehind(pidFile(), data());
    if (left.isEmpty()) {
      return false;
    }
    MariaDbProcess orphan = left.get();
    if (orphan.command().equals(command(orphan.port())) && opens(orphan.port())) {
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
    throw new ProvisioningFailed("MariaDB does not come up: see " + log());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean hasStarted(int port) throws IOException {
    // run at each start, so that the account is always the one whose password we hold
    writeForUsAlone(
        folder.resolve("account.sql"),
        """
        CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
        CREATE OR REPLACE USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        GRANT ALL PRIVILEGES ON %1$s.* TO '%1$s'@'127.0.0.1';
        """
            .formatted(NAME, password));
    Process process =
        new ProcessBuilder(command(port))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    var started = new MariaDbProcess(process.toHandle(), port);
    started.note(pidFile());
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!opens(port)) {
      if (hasExited(process, BETWEEN_LOOKS)) {
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
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + NAME + "?sslMode=disable";
  }

  private boolean opens(int port) {
    var properties = new Properties();
    properties.put("user", NAME);
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
      LOG.error("MariaDB keeps ending: it is not started again; see {}", log());
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
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      LOG.warn("{} could not be removed", pidFile(), e);
    }
  }
}

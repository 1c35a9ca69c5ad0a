package org.paraat.provisioning.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.paraat.provisioning.Progress;
import org.paraat.provisioning.ProvisioningFailed;
import org.paraat.provisioning.WholeFile;

/** Where a MariaDB of ours keeps its files, and how it is started on them. */
final class MariaDbFolder {
  /** Of the database, and of its only account. */
  static final String NAME = "paraat";

  private static final Duration LONGEST_INSTALLATION = Duration.ofSeconds(60);
  private static final long LARGEST_LOG = 5L * 1024 * 1024;
  private static final int PASSWORD_BYTES = 24;

  private final Path folder;
  private final MariaDbSoftware software;

  /** Makes the folder when it is not there, and keeps everybody else out of it. */
  MariaDbFolder(Path folder, MariaDbSoftware software) throws IOException {
    this.folder = Files.createDirectories(folder).toRealPath();
    this.software = software;
    Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwx------"));
  }

  Path data() {
    return folder.resolve("data");
  }

  /** Process id and port, written by us: MariaDB writes its own only when it is ready. */
  Path pidFile() {
    return folder.resolve("mariadbd.pid");
  }

  Path log() {
    return folder.resolve("mariadbd.log");
  }

  private Path account() {
    return folder.resolve("account.sql");
  }

  /** Made the first time that it is asked for. */
  String password() throws IOException {
    Path file = folder.resolve("password");
    // an empty one is what a power failure leaves: the account is made anew at each start
    if (!Files.exists(file) || Files.readString(file).isBlank()) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      writeForUsAlone(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  private static void writeForUsAlone(Path file, String text) throws IOException {
    WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the tables that MariaDB itself needs, unless they are there. */
  void install(Progress progress) throws IOException {
    if (Files.isDirectory(data())) {
      return;
    }
    progress.doing("installing the database (once)");
    Path half = folder.resolve("data.new");
    Optional<MariaDbProcess> cutOff = MariaDbProcess.leftBehind(pidFile(), half);
    if (cutOff.isPresent()) {
      cutOff.get().end();
    }
    MariaDbSoftware.delete(half);
    Files.createDirectories(half);
    Path statements = folder.resolve("installation.sql");
    Files.writeString(statements, software.installation());
    List<String> command = new ArrayList<>(List.of(software.program().toString(), "--no-defaults"));
    command.add("--bootstrap");
    command.addAll(options(half));
    command.addAll(List.of("--max-allowed-packet=8M", "--net-buffer-length=16K"));
    Process installing = start(command, statements);
    if (!hasExited(installing, LONGEST_INSTALLATION) || installing.exitValue() != 0) {
      installing.destroyForcibly();
      throw new ProvisioningFailed("the database could not be installed: see " + log());
    }
    Files.delete(statements);
    // only now, so that an installation that was killed is begun again
    Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Starts the server itself; it is not ready yet. */
  Process startServer(int port) throws IOException {
    beginNextLog();
    // run at each start, so that the account is always the one whose password we hold
    writeForUsAlone(
        account(),
        """
        CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
        CREATE OR REPLACE USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        GRANT ALL PRIVILEGES ON %1$s.* TO '%1$s'@'127.0.0.1';
        """
            .formatted(NAME, password()));
    return start(command(port), Path.of("/dev/null"));
  }

  private void beginNextLog() throws IOException {
    if (Files.exists(log()) && Files.size(log()) > LARGEST_LOG) {
      Path before = log().resolveSibling(log().getFileName() + ".previous");
      Files.move(log(), before, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Process start(List<String> command, Path input) throws IOException {
    Files.createDirectories(temporary());
    return new ProcessBuilder(command)
        .redirectInput(input.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  static boolean hasExited(Process process, Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A start removes what it takes for leftovers there, those of another MariaDB too. */
  private Path temporary() {
    return data().resolveSibling("temporary");
  }

  private List<String> options(Path data) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--basedir=" + software.folder(),
                "--datadir=" + data,
                "--tmpdir=" + temporary(),
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

  /** How the server is started on a port, so that one that runs can be compared with it. */
  List<String> command(int port) {
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
            "--init-file=" + account(),
            "--max-connections=40"));
    return command;
  }
}

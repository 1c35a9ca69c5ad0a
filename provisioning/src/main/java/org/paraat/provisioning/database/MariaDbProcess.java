package org.paraat.provisioning.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A MariaDB that runs on our files, whether this JVM started it or one before it. */
record MariaDbProcess(ProcessHandle handle, int port) {
  private static final Logger LOG = LoggerFactory.getLogger(MariaDbProcess.class);
  private static final Pattern NOTED = Pattern.compile("[0-9]{1,18} [0-9]{1,5}");
  private static final Pattern PORT = Pattern.compile("--port=[0-9]{1,5}");
  private static final Duration ORDERLY = Duration.ofSeconds(20);
  private static final Duration KILLED = Duration.ofSeconds(5);

  /**
   * The one that a killed JVM left behind: known by its pid file, or, when the JVM was killed
   * before it could write that, by our data folder on its command line. Pids are used again, so
   * that this is looked at in either case.
   */
  static Optional<MariaDbProcess> leftBehind(Path pidFile, Path data) throws IOException {
    Optional<ProcessHandle> noted =
        notedIn(pidFile).flatMap(ProcessHandle::of).filter(handle -> isOn(handle, data));
    return noted
        .or(() -> ProcessHandle.allProcesses().filter(handle -> isOn(handle, data)).findFirst())
        .map(handle -> new MariaDbProcess(handle, portOf(commandOf(handle.pid()))));
  }

  /** The half that a power failure may have left of the file counts as none. */
  private static Optional<Long> notedIn(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String noted = new String(Files.readAllBytes(pidFile), StandardCharsets.ISO_8859_1).strip();
    return NOTED.matcher(noted).matches()
        ? Optional.of(Long.parseLong(noted.substring(0, noted.indexOf(' '))))
        : Optional.empty();
  }

  private static boolean isOn(ProcessHandle handle, Path data) {
    return handle.isAlive() && commandOf(handle.pid()).contains("--datadir=" + data);
  }

  private static int portOf(List<String> command) {
    return command.stream()
        .filter(option -> PORT.matcher(option).matches())
        .map(option -> Integer.parseInt(option.substring(option.indexOf('=') + 1)))
        .findFirst()
        .orElse(0);
  }

  void note(Path pidFile) throws IOException {
    Path written = pidFile.resolveSibling(pidFile.getFileName() + ".new");
    Files.writeString(written, handle.pid() + " " + port + "\n");
    Files.move(written, pidFile, StandardCopyOption.ATOMIC_MOVE);
  }

  /** As the kernel tells it: ProcessHandle shortens long command lines. */
  List<String> command() {
    return commandOf(handle.pid());
  }

  private static List<String> commandOf(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      LOG.debug("process {} is gone", pid, e);
      return List.of();
    }
  }

  /** Asks it to end, and ends it when it does not; returns within 25 s. */
  void end() {
    handle.destroy();
    if (!hasEndedWithin(ORDERLY)) {
      LOG.error("MariaDB {} did not end within {}: killing it", handle.pid(), ORDERLY);
      handle.destroyForcibly();
      if (!hasEndedWithin(KILLED)) {
        LOG.error("MariaDB {} cannot be killed: look at it by hand", handle.pid());
      }
    }
  }

  boolean hasEndedWithin(Duration bound) {
    try {
      handle.onExit().get(bound.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !handle.isAlive();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !handle.isAlive();
    }
  }
}

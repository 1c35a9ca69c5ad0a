package org.paraat.provisioning.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A MariaDB that runs on our files, whether this JVM started it or one before it. */
record MariaDbProcess(ProcessHandle handle, int port) {
  private static final Logger LOG = LoggerFactory.getLogger(MariaDbProcess.class);
  private static final Duration ORDERLY = Duration.ofSeconds(20);
  private static final Duration KILLED = Duration.ofSeconds(5);

  /** The one that a killed JVM left behind, if it is really ours: pids are used again. */
  static Optional<MariaDbProcess> leftBehind(Path pidFile, Path data) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String[] words = Files.readString(pidFile).strip().split(" ");
    if (words.length != 2) {
      return Optional.empty();
    }
    long pid = Long.parseLong(words[0]);
    int port = Integer.parseInt(words[1]);
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> commandOf(pid).contains("--datadir=" + data))
        .map(handle -> new MariaDbProcess(handle, port));
  }

  void note(Path pidFile) throws IOException {
    Path written = pidFile.resolveSibling(pidFile.getFileName() + ".new");
    Files.writeString(written, handle.pid() + " " + port + "\n");
    Files.move(written, pidFile, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
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

package org.paraat.provisioning.changelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the log that are of use still, the oldest first; safe from any thread. */
final class LogFiles {
  private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Known> known = new TreeMap<>();

  private record Known(Path path, long last, long bytes) {}

  LogFiles(Path folder) {
    this.folder = folder;
  }

  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d{10}\\.changes"))
          .sorted()
          .toList();
    }
  }

  Path pathOf(long number) {
    return folder.resolve(LogFile.nameOf(number));
  }

  /**
   * What is in a file now.
   *
   * @param last sequence in it
   */
  void grew(long number, long last, long bytes) {
    lock.lock();
    try {
      Known before = known.get(number);
      Path path = before == null ? pathOf(number) : before.path();
      known.put(number, new Known(path, last, bytes));
    } finally {
      lock.unlock();
    }
  }

  long newest() {
    lock.lock();
    try {
      return known.isEmpty() ? 0 : known.lastKey();
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return known.values().stream().mapToLong(Known::bytes).sum();
    } finally {
      lock.unlock();
    }
  }

  /** The files in which something later may be, the oldest first. */
  List<Path> after(long sequence) {
    lock.lock();
    try {
      return known.values().stream()
          .filter(each -> each.last() > sequence)
          .map(Known::path)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Deletes what the database has; the newest file stays, as it says what stands. */
  void deleteUpTo(long stored) {
    for (Path path : takenOutUpTo(stored)) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.warn("{} is of no use any more and cannot be deleted: {}", path, e.toString());
      }
    }
  }

  private List<Path> takenOutUpTo(long stored) {
    var old = new ArrayList<Path>();
    lock.lock();
    try {
      while (known.size() > 1 && known.firstEntry().getValue().last() <= stored) {
        Map.Entry<Long, Known> first = known.pollFirstEntry();
        old.add(first.getValue().path());
      }
    } finally {
      lock.unlock();
    }
    return old;
  }
}

package org.paraat.provisioning.changelog;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.provisioning.store.ExampleChanges;

/** A change log in a folder of its own, on a disk that can fail. */
abstract class LogOfATest {
  static final Duration LONG = Duration.ofSeconds(20);
  static final LogLimits LIMITS = new LogLimits(50, 4_000, 400_000);

  final FaultyDisk disk = new FaultyDisk();
  final List<Change> found = new ArrayList<>();
  final List<Change> stored = new ArrayList<>();
  Instant now = ExampleChanges.NOON;

  @TempDir Path folder;

  ChangeLog opened() throws IOException {
    found.clear();
    // each life begins in a later second, as it does in the world
    now = now.plusSeconds(1);
    Instant life = now;
    var log =
        ChangeLog.open(
            folder,
            disk,
            () -> life,
            LIMITS,
            change -> {
              synchronized (found) {
                found.add(change);
              }
            });
    if (log.standing().isEmpty()) {
      log.beginWith(Standing.NONE);
    }
    log.start();
    return log;
  }

  static boolean isKept(ChangeLog log, Duration within) throws InterruptedException {
    var kept = new CountDownLatch(1);
    log.whenKept(kept::countDown);
    return kept.await(within.toNanos(), TimeUnit.NANOSECONDS);
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "waited for " + LONG);
      Thread.onSpinWait();
    }
  }

  void storeAll(ChangeLog log) throws Exception {
    while (!log.isAllStored()) {
      log.handOver(
          7,
          Duration.ofMillis(50),
          (changes, upTo) -> {
            stored.addAll(changes);
            log.stored(upTo);
          });
    }
  }
}

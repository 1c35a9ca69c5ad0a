package org.paraat.system;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Looks again and again until something is so, with an end. */
public final class Patience {
  private static final long LOOK_AGAIN_MILLIS = 25;

  private Patience() {}

  /** Fails, saying what was waited for, when it is not so in time. */
  public static void until(String what, Duration atMost, Callable<Boolean> isSo) {
    find(what, atMost, () -> isSo.call() ? Optional.of(true) : Optional.empty());
  }

  /** Fails, saying what was waited for, when it does not appear in time. */
  public static <T> T find(String what, Duration atMost, Callable<Optional<T>> lookup) {
    long end = System.nanoTime() + atMost.toNanos();
    var never = new CountDownLatch(1);
    while (true) {
      try {
        Optional<T> found = lookup.call();
        if (found.isPresent()) {
          return found.get();
        }
        if (System.nanoTime() > end || never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("not within " + atMost.toMillis() + " ms: " + what);
        }
      } catch (Exception e) {
        throw new AssertionError("while waiting for " + what + ": " + e, e);
      }
    }
  }

  /** Fails when it still changes at the end; otherwise it was the same for this long. */
  static void untilSteady(String what, Duration during, Duration atMost, LongSupplier looked) {
    var seen = new AtomicLong(looked.getAsLong());
    var since = new AtomicLong(System.nanoTime());
    until(
        what,
        atMost,
        () -> {
          long now = looked.getAsLong();
          if (seen.getAndSet(now) != now) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > during.toNanos();
        });
  }

  /** Fails when it becomes so while we look on: for what must not happen. */
  static void never(String what, Duration during, Callable<Boolean> isSo) {
    long end = System.nanoTime() + during.toNanos();
    until(
        what + " is watched",
        during.plusSeconds(5),
        () -> {
          if (isSo.call()) {
            throw new AssertionError("happened all the same: " + what);
          }
          return System.nanoTime() > end;
        });
  }
}

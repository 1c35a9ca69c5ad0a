package org.paraat.sip.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Tasks of a loop that wait for their time, and the thread that wakes the loop for them.
 *
 * <p>Netty's NIO loop sleeps in whole milliseconds and spins through the rest before each timer of
 * its own, which costs more than the tasks. Here tasks far away fire together at whole steps.
 */
final class SteppedTimers {
  private static final long FINE_STEP_NANOS = Duration.ofMillis(1).toNanos();
  private static final long COARSE_STEP_NANOS = Duration.ofMillis(10).toNanos();
  private static final long FAR_NANOS = Duration.ofMillis(100).toNanos();
  private static final long NEVER = Long.MAX_VALUE;

  /** What waits, by the time of its step; touched on the loop only. */
  private final TreeMap<Long, List<Waiting>> steps = new TreeMap<>();

  private final Executor loop;
  private final long origin = System.nanoTime();
  private final AtomicLong next = new AtomicLong(NEVER);
  private final Thread ticker;
  private volatile boolean isEnded;

  /** A task until it fires or is forgotten, when it holds on to nothing any longer. */
  private static final class Waiting implements Loop.Timer {
    private volatile Runnable task;

    private Waiting(Runnable task) {
      this.task = task;
    }

    @Override
    public void cancel() {
      task = null;
    }

    private void fire() {
      Runnable now = task;
      task = null;
      if (now != null) {
        now.run();
      }
    }
  }

  /**
   * @param loop takes tasks from any thread, and runs them one after the other
   */
  SteppedTimers(String name, Executor loop) {
    this.loop = loop;
    ticker = Thread.ofPlatform().name(name + "-timers").daemon().start(this::tick);
  }

  /** From any thread. */
  Loop.Timer schedule(Duration after, Runnable task, boolean isOnLoop) {
    long wait = after.toNanos();
    long step = wait > FAR_NANOS ? COARSE_STEP_NANOS : FINE_STEP_NANOS;
    long at = Math.ceilDiv(now() + wait, step) * step;
    var waiting = new Waiting(task);
    if (isOnLoop) {
      add(at, waiting);
    } else {
      loop.execute(() -> add(at, waiting));
    }
    return waiting;
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private void add(long at, Waiting waiting) {
    steps.computeIfAbsent(at, _ -> new ArrayList<>(4)).add(waiting);
    if (at < next.get()) {
      next.set(at);
      LockSupport.unpark(ticker);
    }
  }

  private void fire() {
    long now = now();
    while (!steps.isEmpty() && steps.firstKey() <= now) {
      Map.Entry<Long, List<Waiting>> due = steps.pollFirstEntry();
      due.getValue().forEach(Waiting::fire);
    }
    next.set(steps.isEmpty() ? NEVER : steps.firstKey());
    LockSupport.unpark(ticker);
  }

  private void tick() {
    try {
      while (!isEnded) {
        long at = next.get();
        long wait = at - now();
        if (at == NEVER) {
          LockSupport.park(this);
        } else if (wait > 0) {
          LockSupport.parkNanos(this, wait);
        } else if (next.compareAndSet(at, NEVER)) {
          loop.execute(this::fire); // which says when the next is
        }
      }
    } catch (RejectedExecutionException over) {
      isEnded = true; // so has the loop
    }
  }

  /** Nothing fires any more. */
  void end() {
    isEnded = true;
    LockSupport.unpark(ticker);
  }
}

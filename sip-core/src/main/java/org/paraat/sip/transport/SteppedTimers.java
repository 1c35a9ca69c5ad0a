package org.paraat.sip.transport;

import java.time.Duration;
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
  private static final long COARSE_STEP_NANOS = Duration.ofMillis(20).toNanos();
  private static final long FAR_NANOS = Duration.ofMillis(200).toNanos();
  private static final long NEVER = StepRing.NEVER;
  private static final int FINE_STEPS = 256;

  /** Forty seconds: more than any timer of a transaction. */
  private static final int COARSE_STEPS = 2048;

  /** What waits; touched on the loop only, like the next two. */
  private final StepRing<Waiting> near = new StepRing<>(FINE_STEP_NANOS, FINE_STEPS);

  private final StepRing<Waiting> far = new StepRing<>(COARSE_STEP_NANOS, COARSE_STEPS);
  private final LongWaits<Waiting> farthest = new LongWaits<>(Waiting::isForgotten);

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

    private boolean isForgotten() {
      return task == null;
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
    long due = at % COARSE_STEP_NANOS == 0 ? into(far, at, waiting) : into(near, at, waiting);
    if (due < next.get()) {
      next.set(due);
      LockSupport.unpark(ticker);
    }
  }

  private long into(StepRing<Waiting> ring, long at, Waiting waiting) {
    if (!ring.reaches(at)) {
      ring.passed(now());
    }
    if (ring.reaches(at)) {
      return ring.add(at, waiting);
    }
    farthest.add(at, waiting);
    return at;
  }

  private void fire() {
    long now = now();
    for (long due = nextDue(); due <= now; due = nextDue()) {
      fireAt(due);
    }
    near.passed(now);
    far.passed(now);
    next.set(nextDue());
    LockSupport.unpark(ticker);
  }

  private long nextDue() {
    return Math.min(farthest.next(), Math.min(near.next(), far.next()));
  }

  private void fireAt(long due) {
    if (farthest.next() == due) {
      farthest.takeNext().forEach(Waiting::fire);
    }
    if (far.next() == due) {
      far.fire(due, Waiting::fire);
    }
    if (near.next() == due) {
      near.fire(due, Waiting::fire);
    }
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

package org.paraat.sip.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.paraat.sip.transport.Loop;

/** A loop whose time passes only when the test says so. */
public final class VirtualLoop implements Loop {
  private static final int MOST_TASKS = 50_000_000;

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private Instant now;
  private long asked;
  private int ran;

  public VirtualLoop() {
    this(Instant.parse("2026-01-05T08:00:00Z"));
  }

  public VirtualLoop(Instant start) {
    now = start;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  @Override
  public Timer schedule(Duration after, Runnable task) {
    Task waiting = new Task(now.plus(after.isNegative() ? Duration.ZERO : after), asked++, task);
    tasks.add(waiting);
    return waiting;
  }

  @Override
  public boolean isCurrent() {
    return true;
  }

  /** Lets a time pass; everything due in it happens in its order. */
  public void pass(Duration time) {
    Instant end = now.plus(time);
    while (!tasks.isEmpty() && !tasks.peek().at.isAfter(end)) {
      runNext();
    }
    now = end;
  }

  /** Lets happen what is due now, without any time. */
  public void settle() {
    pass(Duration.ZERO);
  }

  /** How many tasks wait for their time: zero when nothing was left behind. */
  public int waiting() {
    return (int) tasks.stream().filter(task -> !task.isCancelled).count();
  }

  private void runNext() {
    Task next = tasks.poll();
    if (next.isCancelled) {
      return;
    }
    if (++ran > MOST_TASKS) {
      throw new IllegalStateException("the loop never comes to rest");
    }
    now = next.at;
    next.isCancelled = true;
    next.task.run();
  }

  private static final class Task implements Timer, Comparable<Task> {
    private final Instant at;
    private final long order;
    private Runnable task;
    private boolean isCancelled;

    private Task(Instant at, long order, Runnable task) {
      this.at = at;
      this.order = order;
      this.task = task;
    }

    @Override
    public void cancel() {
      isCancelled = true;
      task = () -> {};
    }

    @Override
    public int compareTo(Task other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}

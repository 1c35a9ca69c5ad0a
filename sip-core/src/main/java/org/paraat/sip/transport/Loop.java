package org.paraat.sip.transport;

import java.time.Duration;
import java.time.Instant;

/** The one thread on which everything of SIP happens, with its clock and its timers. */
public interface Loop {

  /** The time, as this loop sees it. */
  Instant now();

  /** Runs a task on the loop as soon as it can, in the order of asking; from any thread. */
  void execute(Runnable task);

  /** Runs a task on the loop after a time; from any thread. */
  Timer schedule(Duration after, Runnable task);

  /** Whether the caller is on the loop. */
  boolean isCurrent();

  /** A task that waits for its time. */
  interface Timer {

    /** Forgets the task, harmless when it ran already; from any thread. */
    void cancel();
  }
}

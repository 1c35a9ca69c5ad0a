package org.paraat.provisioning.store;

import java.time.Duration;

/** When to ask somebody again who did not answer: ever later, up to a bound. For one thread. */
final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration pause;
  private long next = System.nanoTime();

  BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    pause = first;
  }

  /** After a first failure. */
  void begin() {
    pause = first;
    next = System.nanoTime() + pause.toNanos();
  }

  /** After a failure that was not the first. */
  void goOn() {
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    next = System.nanoTime() + pause.toNanos();
  }

  boolean isOver() {
    return left().isNegative() || left().isZero();
  }

  /** Zero or less when it is over. */
  Duration left() {
    return Duration.ofNanos(next - System.nanoTime());
  }
}

package org.paraat.provisioning.database;

import java.time.Duration;

/** How long to leave somebody alone who fails: ever longer, up to a bound. For one thread. */
public final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    next = first;
  }

  /** After a failure: the pause until it is tried again. */
  public Duration next() {
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }

  /** It is well: the next failure is a first one. */
  public void reset() {
    next = first;
  }
}

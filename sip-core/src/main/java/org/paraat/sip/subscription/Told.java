package org.paraat.sip.subscription;

import java.util.concurrent.atomic.LongAdder;

/** How many NOTIFYs went out, and what became of them; may be read from any thread. */
public final class Told {
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();

  void sent() {
    sent.increment();
  }

  void failed() {
    failed.increment();
  }

  /** NOTIFYs, those that were sent again over the same transaction not counted. */
  public long countSent() {
    return sent.sum();
  }

  /** Those that were refused or never answered. */
  public long countFailed() {
    return failed.sum();
  }
}

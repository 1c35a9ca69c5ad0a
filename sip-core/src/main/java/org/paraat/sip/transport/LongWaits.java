package org.paraat.sip.transport;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What waits for minutes and hours, by its time: most of it is forgotten long before, and is let go
 * of then instead of at its time.
 */
final class LongWaits<T> {
  private static final int FEWEST_TO_SWEEP = 1024;

  private final TreeMap<Long, List<T>> waiting = new TreeMap<>();
  private final Predicate<T> isForgotten;
  private int size;
  private int sweepsAt = FEWEST_TO_SWEEP;

  LongWaits(Predicate<T> isForgotten) {
    this.isForgotten = isForgotten;
  }

  void add(long at, T waiter) {
    if (size >= sweepsAt) {
      sweep();
    }
    waiting.computeIfAbsent(at, _ -> new ArrayList<>(1)).add(waiter);
    size++;
  }

  // Only when twice as many wait as the last time: so each is looked at twice on the average.
  private void sweep() {
    size = 0;
    for (Iterator<List<T>> times = waiting.values().iterator(); times.hasNext(); ) {
      List<T> waiters = times.next();
      waiters.removeIf(isForgotten);
      size += waiters.size();
      if (waiters.isEmpty()) {
        times.remove();
      }
    }
    sweepsAt = Math.max(FEWEST_TO_SWEEP, 2 * size);
  }

  /** The earliest time for which something may wait, or {@link StepRing#NEVER}. */
  long next() {
    return waiting.isEmpty() ? StepRing.NEVER : waiting.firstKey();
  }

  /** Takes what waits for {@link #next}, in the order of adding. */
  List<T> takeNext() {
    List<T> due = waiting.pollFirstEntry().getValue();
    size -= due.size();
    return due;
  }

  /** How many are kept, forgotten ones among them. */
  int size() {
    return size;
  }
}

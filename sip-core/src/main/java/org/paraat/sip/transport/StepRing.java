package org.paraat.sip.transport;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * What waits for the next so many steps of one length: a slot each, found without searching.
 *
 * <p>Times are nanoseconds, whole steps. Nothing may be added as far away as the ring is long: it
 * would share its slot with another time.
 */
final class StepRing<T> {
  static final long NEVER = Long.MAX_VALUE;

  private final long step;
  private final List<List<T>> slots;
  private final BitSet filled;
  private List<T> spare = new ArrayList<>();

  /** The earliest step that may be filled. */
  private long first;

  StepRing(long stepNanos, int size) {
    this.step = stepNanos;
    this.slots = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      slots.add(new ArrayList<>(0));
    }
    this.filled = new BitSet(size);
  }

  /** Whether a time is near enough. */
  boolean reaches(long at) {
    return at / step - first < slots.size();
  }

  /** Returns the time at which it will fire: later than asked when that has passed already. */
  long add(long at, T waiting) {
    long index = Math.max(at / step, first);
    int slot = (int) (index % slots.size());
    slots.get(slot).add(waiting);
    filled.set(slot);
    return index * step;
  }

  /** The earliest time for which something waits, or {@link #NEVER}. */
  long next() {
    int begin = (int) (first % slots.size());
    int slot = filled.nextSetBit(begin);
    if (slot < 0) {
      slot = filled.nextSetBit(0);
    }
    if (slot < 0) {
      return NEVER;
    }
    int ahead = slot - begin;
    return (first + (ahead < 0 ? ahead + slots.size() : ahead)) * step;
  }

  /** Gives what waits for this time, which {@link #next} returned, in the order of adding. */
  void fire(long at, Consumer<T> taker) {
    first = at / step;
    int slot = (int) (first % slots.size());
    List<T> due = slots.set(slot, spare);
    filled.clear(slot);
    try {
      due.forEach(taker);
    } finally {
      due.clear();
      spare = due;
    }
  }

  /** Says that nothing will be added before this time, so that times after it are near enough. */
  void passed(long now) {
    if (next() > now) {
      first = Math.max(first, now / step);
    }
  }
}

package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.paraat.pbx.vocabulary.Change;

/** Changes in memory in their order, up to a bound. Not for several threads at once. */
final class WaitingChanges {
  private record Waiting(Change change, long since) {}

  private final int most;
  private final SequencedMap<Object, Waiting> changes = new LinkedHashMap<>();

  WaitingChanges(int most) {
    this.most = most;
  }

  /**
   * Takes a change; an agent's newest state replaces the one that waits, at a new place in the
   * order.
   *
   * @return false when there is no room
   */
  boolean takes(Change change) {
    Object key = keyOf(change);
    Waiting replaced = changes.remove(key);
    if (changes.size() >= most) {
      return false;
    }
    long since = replaced == null ? System.nanoTime() : replaced.since();
    changes.put(key, new Waiting(change, since));
    return true;
  }

  /** Turns and calls are each remembered; of an agent only what is the case now. */
  private static Object keyOf(Change change) {
    return switch (change) {
      case Change.AgentChanged agent -> agent.agent().extension();
      case Change.SwitchPositionChanged turn -> turn;
      case Change.CallEnded ended -> ended.call().id();
    };
  }

  /** Takes the oldest out. */
  List<Change> removeFirst(int limit) {
    var batch = new ArrayList<Change>();
    while (!changes.isEmpty() && batch.size() < limit) {
      batch.add(changes.pollFirstEntry().getValue().change());
    }
    return List.copyOf(batch);
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  int size() {
    return changes.size();
  }

  /**
   * The moment from which the first has waited, as {@code System.nanoTime}; now if there is none.
   */
  long oldestSince() {
    return changes.isEmpty() ? System.nanoTime() : changes.firstEntry().getValue().since();
  }
}

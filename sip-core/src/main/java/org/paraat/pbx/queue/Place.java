package org.paraat.pbx.queue;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.paraat.pbx.agents.StandbyLine.Claim;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;

/** One caller's place in a queue, and the agents whose phones ring for it. */
final class Place {
  private final QueueCode queue;
  private final Claim claim;
  private final SequencedSet<ExtensionNumber> offeredTo = new LinkedHashSet<>();
  private boolean isCalledOut;

  Place(QueueCode queue, Claim claim) {
    this.queue = queue;
    this.claim = claim;
  }

  Place(Place original) {
    this(original.queue, original.claim);
    offeredTo.addAll(original.offeredTo);
    isCalledOut = original.isCalledOut;
  }

  QueueCode queue() {
    return queue;
  }

  /** How urgent it is and since when: the order of all places of all queues. */
  Claim claim() {
    return claim;
  }

  SequencedSet<ExtensionNumber> offeredTo() {
    return offeredTo;
  }

  /** Whether it was said already that no agent can be reached. */
  boolean isCalledOut() {
    return isCalledOut;
  }

  void calledOut(boolean isNow) {
    isCalledOut = isNow;
  }
}

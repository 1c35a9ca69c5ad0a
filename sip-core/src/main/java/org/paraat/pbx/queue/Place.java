package org.paraat.pbx.queue;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.paraat.pbx.agents.StandbyLine.Claim;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Urgency;

/** One caller's place in a queue, and the agents whose phones ring for it. */
final class Place {
  private final QueueCode queue;
  private final Claim claim;
  private final SequencedSet<ExtensionNumber> offeredTo = new LinkedHashSet<>();
  private final SequencedSet<LegId> whisperedAt = new LinkedHashSet<>();
  private final Instant alarmDue;
  private Wave wave = Wave.FREE;
  private boolean isAlarmRaised;
  private boolean isCalledOut;

  /**
   * @param alarmDue when it is said that nobody has answered, if it is an emergency
   */
  Place(QueueCode queue, Claim claim, Instant alarmDue) {
    this.queue = queue;
    this.claim = claim;
    this.alarmDue = alarmDue;
  }

  Place(Place original) {
    this(original.queue, original.claim, original.alarmDue);
    wave = original.wave;
    isAlarmRaised = original.isAlarmRaised;
    offeredTo.addAll(original.offeredTo);
    whisperedAt.addAll(original.whisperedAt);
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

  /** Legs of phones without a second line, at which a key takes it. */
  SequencedSet<LegId> whisperedAt() {
    return whisperedAt;
  }

  void isWhisperedAt(LegId leg) {
    whisperedAt.add(leg);
  }

  boolean isEmergency() {
    return claim.urgency() == Urgency.EMERGENCY;
  }

  /** Who has been disturbed for it so far, if it is an emergency. */
  Wave wave() {
    return wave;
  }

  /** At least this wave; who was disturbed once stays so. */
  void reaches(Wave next) {
    if (next.includes(wave)) {
      wave = next;
    }
  }

  /** Whether it must be said now, for the first time, that nobody has answered. */
  boolean takeAlarmDue(Instant now) {
    boolean isDue = !isAlarmRaised && !now.isBefore(alarmDue);
    isAlarmRaised |= isDue;
    return isDue;
  }

  /** Whether it was said already that no agent can be reached. */
  boolean isCalledOut() {
    return isCalledOut;
  }

  void calledOut(boolean isNow) {
    isCalledOut = isNow;
  }
}

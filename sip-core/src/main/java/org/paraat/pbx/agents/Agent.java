package org.paraat.pbx.agents;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;

/** A person who can serve queues: what they have set, and when they were last busy. */
public final class Agent {
  private final ExtensionNumber extension;
  private final SortedSet<QueueCode> queues = new TreeSet<>();
  private Optional<DeviceId> device = Optional.empty();
  private Pause pause = Pause.NOT_PAUSED;
  private Instant presentSince;
  private Instant idleSince;
  private Instant wrapUpSince = Instant.EPOCH;
  private Instant wrapUpUntil = Instant.EPOCH;
  private Instant notOfferedUntil = Instant.EPOCH;
  private Instant noSecondCallUntil = Instant.EPOCH;

  Agent(ExtensionNumber extension, Instant at) {
    this.extension = extension;
    this.presentSince = at;
    this.idleSince = at;
  }

  Agent(Agent original) {
    extension = original.extension;
    queues.addAll(original.queues);
    device = original.device;
    pause = original.pause;
    presentSince = original.presentSince;
    idleSince = original.idleSince;
    wrapUpSince = original.wrapUpSince;
    wrapUpUntil = original.wrapUpUntil;
    notOfferedUntil = original.notOfferedUntil;
    noSecondCallUntil = original.noSecondCallUntil;
  }

  public ExtensionNumber extension() {
    return extension;
  }

  /** Where they are logged in; empty when logged out. */
  public Optional<DeviceId> device() {
    return device;
  }

  public boolean isPaused() {
    return pause == Pause.PAUSED;
  }

  /** The queues that they are signed on to, also while logged out. */
  public SortedSet<QueueCode> queues() {
    return Collections.unmodifiableSortedSet(queues);
  }

  /** Since when they are logged in, logged out or paused. */
  public Instant presentSince() {
    return presentSince;
  }

  /** When they last ended a conversation, missed an offer, or came back. */
  public Instant idleSince() {
    return idleSince;
  }

  public Instant wrapUpSince() {
    return wrapUpSince;
  }

  boolean isWrappingUp(Instant now) {
    return now.isBefore(wrapUpUntil);
  }

  /** Whether an offer that they missed is so fresh that their phone is left alone. */
  public boolean isLeftAlone(Instant now) {
    return now.isBefore(notOfferedUntil);
  }

  /** Whether their phone may ring beside a conversation: it did not refuse that just now. */
  public boolean maySecondCallRing(Instant now) {
    return !now.isBefore(noSecondCallUntil);
  }

  AgentStanding standing() {
    return new AgentStanding(extension, device, List.copyOf(queues), pause);
  }

  void sitsAt(Optional<DeviceId> place, Instant at) {
    device = place;
    presentSince = at;
    idleSince = at;
    wrapUpUntil = Instant.EPOCH;
    notOfferedUntil = Instant.EPOCH;
  }

  void pauses(Pause wish, Instant at) {
    pause = wish;
    presentSince = at;
    idleSince = at;
  }

  boolean signsOn(QueueCode queue) {
    return queues.add(queue);
  }

  boolean signsOff(QueueCode queue) {
    return queues.remove(queue);
  }

  /** A short call while they wrap up does not take the rest of that time away. */
  void ended(Instant at, Instant wrapUpEnds) {
    if (!wrapUpEnds.isBefore(wrapUpUntil)) {
      wrapUpSince = at;
      wrapUpUntil = wrapUpEnds;
    }
    idleSince = wrapUpUntil;
  }

  void refusesSecondCalls(Instant until) {
    noSecondCallUntil = until;
  }

  void missed(Instant at, Instant leftAloneUntil) {
    idleSince = at;
    notOfferedUntil = leftAloneUntil;
  }
}

package org.paraat.pbx.call;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import org.paraat.pbx.agents.Agents;
import org.paraat.pbx.agents.StandbyLine;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Limits;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.pbx.vocabulary.TimerId;
import org.paraat.pbx.vocabulary.TrunkId;

/** What all calls share: the directory, who serves, and every call, leg and timer there is. */
public final class Exchange {
  private static final int MOST_HOPS = 70;

  private final SequencedMap<CallId, Call> calls = new LinkedHashMap<>();
  private final Legs legs;
  private final Timers timers;
  private final Agents agents;
  private final StandbyLine standby;
  private final OutsideLines lines;
  private Directory directory = Directory.EMPTY;
  private NodeId node = new NodeId(0);
  private Limits limits = Limits.USUAL;
  private long incarnation;
  private long lastCall;
  private long lastLeg;
  private long lastTimer;
  private long lastPlayback;

  public Exchange(OutsideLines lines) {
    this.lines = lines;
    legs = new Legs();
    timers = new Timers();
    agents = new Agents(legs);
    standby = new StandbyLine();
  }

  /** A copy that shares nothing that changes. */
  public Exchange(Exchange original, OutsideLines lines, Copier copier) {
    this.lines = lines;
    legs = new Legs(original.legs);
    timers = new Timers(original.timers);
    agents = new Agents(original.agents, legs);
    standby = new StandbyLine(original.standby);
    directory = original.directory;
    node = original.node;
    limits = original.limits;
    incarnation = original.incarnation;
    lastCall = original.lastCall;
    lastLeg = original.lastLeg;
    lastTimer = original.lastTimer;
    lastPlayback = original.lastPlayback;
    original.calls.forEach((id, call) -> calls.put(id, new Call(call, legs, copier)));
  }

  /** A life begins: ids are unique over lives because of its second. */
  public void start(NodeId self, Limits chosen, Instant at) {
    node = self;
    limits = chosen;
    incarnation = at.getEpochSecond();
  }

  public void adopt(Directory changed) {
    directory = changed;
  }

  public Directory directory() {
    return directory;
  }

  Limits limits() {
    return limits;
  }

  public Agents agents() {
    return agents;
  }

  public StandbyLine standby() {
    return standby;
  }

  public OutsideLines lines() {
    return lines;
  }

  public Legs legs() {
    return legs;
  }

  public Timers timers() {
    return timers;
  }

  /** Those that go on, oldest first. */
  public SequencedCollection<Call> calls() {
    return Collections.unmodifiableSequencedCollection(calls.sequencedValues());
  }

  public Optional<Call> call(CallId id) {
    return Optional.ofNullable(calls.get(id));
  }

  /** A call comes in; it has one leg, the caller's. */
  public Call begin(
      Event.Offered offered, Party caller, Optional<TrunkId> trunk, Language language, Instant at) {
    var id = new CallId(node, incarnation, ++lastCall);
    Leg callerLeg = new Leg(offered.leg(), id, caller, trunk, at);
    Call call = new Call(id, offered, callerLeg, language);
    legs.add(callerLeg);
    calls.put(id, call);
    return call;
  }

  /**
   * A call begins with us: its one leg is a phone of ours, which is still to be rung.
   *
   * @param dialled whom it is to talk with
   */
  public Call begin(Party.AtPhone phone, String dialled, Language language, Instant at) {
    String user = phone.device().user();
    var asIfOffered =
        new Event.Offered(
            at,
            nextLegId(),
            new Origin.FromDevice(phone.device()),
            dialled,
            new CallerId(user, user),
            MOST_HOPS);
    return begin(asIfOffered, phone, Optional.empty(), language, at);
  }

  void remove(Call call) {
    calls.remove(call.id());
  }

  LegId nextLegId() {
    return new LegId(node, LegId.Direction.OUT, ++lastLeg);
  }

  TimerId nextTimerId() {
    return new TimerId(++lastTimer);
  }

  PlaybackId nextPlaybackId() {
    return new PlaybackId(++lastPlayback);
  }
}

package org.paraat.pbx;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.agents.LegsInUse;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.LegEvents;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.Timers.Owner;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.callrecord.CallRecords;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.presence.Lamp;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.routing.Router;
import org.paraat.pbx.trunk.Trunks;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Route;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * The whole telephone system as one value: the same events always lead to the same commands.
 *
 * <p>Not safe for use by several threads: the core loop owns it.
 */
public final class Pbx {
  private static final Owner.OfPlatform WAKE_UP = new Owner.OfPlatform("wake up", "agents");
  private static final int MOST_SIGNALS_A_TURN = 100_000;

  private final Features features;
  private final Exchange exchange;
  private final CallFlow flow;
  private final Arrivals arrivals;
  private final KeyNine keyNine;
  private final Lamps lamps;
  private Router router = new Router(Directory.EMPTY);
  private Instant now = Instant.EPOCH;
  private Optional<Instant> wakesUpAt = Optional.empty();
  private boolean isStarted;

  public Pbx() {
    features = new Features();
    exchange = new Exchange(features.trunks());
    flow = new CallFlow(features);
    arrivals = new Arrivals(flow);
    keyNine = new KeyNine(features.queues(), flow);
    lamps = new Lamps(exchange, features);
  }

  private Pbx(Pbx original) {
    var copier = new Copier();
    features = original.features.copy(copier);
    exchange = new Exchange(original.exchange, features.trunks(), copier);
    flow = new CallFlow(features);
    arrivals = new Arrivals(original.arrivals, flow);
    keyNine = new KeyNine(features.queues(), flow);
    lamps = new Lamps(exchange, features);
    router = original.router;
    now = original.now;
    wakesUpAt = original.wakesUpAt;
    isStarted = original.isStarted;
  }

  // --- the doors ---

  /**
   * Takes one event; the first of a life is {@link Event.Started}.
   *
   * @return what is to be done, in this order
   */
  public List<Command> handle(Event event) {
    now = event.at().isBefore(now) ? now : event.at();
    Turn turn = new Turn(exchange, now);
    try {
      happen(event, turn);
      settle(turn);
      flow.keepWhatGoesOn(turn);
    } catch (RuntimeException bug) {
      turn.alarm(Alarm.Kind.CALL_ENDED_BY_OUR_BUG, "pbx", bug + " on " + event);
      auditAfterBug(turn);
    }
    return turn.commands();
  }

  /** What is the case now. */
  public View view() {
    return new Overview(exchange, features, now).view();
  }

  /** Who is logged in at a phone. */
  public Optional<ExtensionNumber> personAt(DeviceId device) {
    return exchange.agents().personAt(device);
  }

  /** Who is to be called back; empty when that is done, or was never so. */
  public Optional<Task> task(CallId call) {
    return features.tasks().task(call);
  }

  /** Why nobody can be called back by this task from that phone now. */
  public Optional<Task.Hindrance> hindranceTo(Task task, DeviceId device) {
    return arrivals.hindrance(task, device, features.tasks(), exchange, now);
  }

  /**
   * Whether whoever dials this there helps in an emergency: takes a call that waits for somebody,
   * calls somebody back, or has a part in an emergency, on hold or not.
   */
  public boolean helpsInEmergency(DeviceId device, String dialled) {
    return features.helpsInEmergency(dialled) || isInEmergency(device);
  }

  private boolean isInEmergency(DeviceId device) {
    return exchange.legs().of(device).stream()
        .map(leg -> exchange.call(leg.call()))
        .flatMap(Optional::stream)
        .anyMatch(call -> call.urgency() == Urgency.EMERGENCY);
  }

  /** What a lamp shows of a subject now; empty when there is no such thing. */
  public Optional<Lamp> lamp(Subject subject) {
    return lamps.lamp(subject);
  }

  /** From now on a change of its lamp is noticed. */
  public void watch(Subject subject) {
    lamps.watch(subject);
  }

  public void unwatch(Subject subject) {
    lamps.unwatch(subject);
  }

  /** Which watched lamps show something else than when this was last asked. */
  public List<Subject> takeChangedLamps() {
    return lamps.takeChanged();
  }

  /** Where a call would go now, and why; nothing is changed. */
  public Route route(Origin from, String dialled) {
    return router.route(from, dialled);
  }

  /** Every contradiction in the state that calls share, in words; none when all is well. */
  public List<String> audit() {
    return new Audit(exchange, features, lamps, now).violations();
  }

  /** A second PBX that goes its own way from here: for what-if questions. */
  public Pbx fork() {
    return new Pbx(this);
  }

  /** All state at this moment, as a value that later turns do not change. */
  public Snapshot snapshot() {
    return new Snapshot(Snapshot.VERSION, fork());
  }

  /**
   * A PBX that goes on where the snapshot was taken.
   *
   * @throws IllegalArgumentException when the snapshot is of another version
   */
  public static Pbx restore(Snapshot snapshot) {
    return snapshot.thaw();
  }

  // --- what happened ---

  private void happen(Event event, Turn turn) {
    if (!isStarted && !(event instanceof Event.Started)) {
      throw new IllegalStateException("the first event of a life is Started");
    }
    switch (event) {
      case Event.Started started -> start(started, turn);
      case Event.DirectoryChanged(_, var directory) -> adopt(directory, turn);
      case Event.StopRequested _ -> arrivals.stop();
      case Event.DeviceRegistered(_, var device) -> turn.agents().registered(device, now);
      case Event.DeviceUnregistered(_, var device, _) -> turn.agents().unregistered(device, now);
      case Event.ProbeAnswered(_, var trunk, var peer) ->
          features.trunks().onProbeAnswered(trunk, peer, turn);
      case Event.ProbeMissed(_, var trunk, var peer, var because) ->
          features.trunks().onProbeMissed(trunk, peer, because, turn);
      case Event.TrunkPeersChanged(_, var trunk, var peers, var because) ->
          features.trunks().onPeersChanged(trunk, peers, because, turn);
      case Event.TrunkRegistrationChanged(_, var trunk, var state, var because) ->
          features.trunks().onRegistration(trunk, state, because, turn);
      case Event.Offered offered -> {
        if (!arrivals.arrive(offered, router, turn)) {
          auditAfterBug(turn);
        }
      }
      case Event.Trying(_, var leg) -> onLeg(leg, event, turn);
      case Event.Ringing(_, var leg) -> onLeg(leg, event, turn);
      case Event.EarlyMediaStarted(_, var leg) -> onLeg(leg, event, turn);
      case Event.Answered(_, var leg) -> onLeg(leg, event, turn);
      case Event.Failed(_, var leg, _, _) -> onLeg(leg, event, turn);
      case Event.HungUp(_, var leg, _) -> onLeg(leg, event, turn);
      case Event.Moved(_, var leg, _) -> onLeg(leg, event, turn);
      case Event.Held(_, var leg) -> onLeg(leg, event, turn);
      case Event.Resumed(_, var leg) -> onLeg(leg, event, turn);
      case Event.TransferAsked(_, var leg, _, _) -> onLeg(leg, event, turn);
      case Event.KeyPressed(_, var leg, var key) -> {
        if (!keyNine.isMeant(leg, key, turn)) {
          onLeg(leg, event, turn);
        } else if (!keyNine.take(leg, turn)) {
          auditAfterBug(turn);
        }
      }
      case Event.PlaybackFinished(_, var leg, _) -> onLeg(leg, event, turn);
      case Event.SoundMeasured measured -> CallRecords.measured(measured, turn);
      case Event.TimerFired(_, var timer) ->
          turn.fired(timer).ifPresent(owner -> onTimer(owner, event, turn));
      case Event.CallBackAsked asked ->
          features
              .tasks()
              .task(asked.task())
              .filter(task -> !arrivals.callBack(task, features.tasks(), asked, turn))
              .ifPresent(_ -> auditAfterBug(turn));
      case Event.TaskClosed(_, var task, var by, var because) ->
          features.tasks().close(task, by, because, now).ifPresent(turn::save);
      case Event.SwitchTurned(_, var id, var position, var by) ->
          features
              .switches()
              .turn(id, position, by, exchange.directory(), now)
              .ifPresent(turn::save);
    }
  }

  private void start(Event.Started started, Turn turn) {
    if (isStarted) {
      throw new IllegalStateException("started twice");
    }
    isStarted = true;
    exchange.start(started.node(), started.limits(), now);
    features.switches().restore(started.standing());
    features.tasks().restore(started.standing());
    exchange.adopt(started.directory());
    router = new Router(started.directory());
    turn.agents().restore(started.standing(), started.directory(), now);
    features.trunks().adopt(started.directory(), turn);
    flow.endWhatWentOn(started.standing(), turn);
  }

  private void adopt(Directory directory, Turn turn) {
    exchange.adopt(directory);
    lamps.mayAllHaveChanged();
    router = new Router(directory);
    turn.agents().adopt(directory, now);
    features.queues().adopt(directory);
    features.trunks().adopt(directory, turn);
  }

  private void onLeg(LegId id, Event event, Turn turn) {
    exchange
        .legs()
        .leg(id)
        .ifPresent(
            leg -> {
              Call call = exchange.call(leg.call()).orElseThrow();
              if (!flow.step(call, turn, () -> LegEvents.tell(event, leg, call, turn))) {
                auditAfterBug(turn);
              }
            });
  }

  private void onTimer(Owner owner, Event event, Turn turn) {
    switch (owner) {
      case Owner.OfCall(var id, var name) -> {
        Call call = exchange.call(id).orElseThrow();
        call.story().remember(event);
        if (!flow.step(call, turn, () -> call.phase().onTimer(name, call, turn))) {
          auditAfterBug(turn);
        }
      }
      case Owner.OfPlatform(var purpose, var subject) -> {
        if (purpose.equals(Trunks.PROBE)) {
          features.trunks().onProbeTimer(subject, turn);
        } else {
          wakesUpAt = Optional.empty();
          turn.agents().wakeUp(now);
        }
      }
    }
  }

  // --- the end of a turn ---

  /** Carries what happened to the calls that it concerns, until nothing more follows from it. */
  private void settle(Turn turn) {
    for (int signals = 0; signals < MOST_SIGNALS_A_TURN; signals++) {
      Optional<Turn.Sent> sent = turn.takeSignal();
      if (sent.isEmpty()) {
        if (!turn.agents().takeStirred(now)) {
          turn.agents().takeChanges(now).forEach(turn::save);
          setWakeUp(turn);
          return;
        }
        withdrawOffers(turn);
        features.queues().settle(turn);
        exchange
            .standby()
            .handOut(
                exchange.legs(),
                (call, phone) -> turn.signal(call, new Signal.StandbyPhoneAssigned(phone)));
      } else {
        deliver(sent.get(), turn);
      }
    }
    throw new IllegalStateException("more than " + MOST_SIGNALS_A_TURN + " signals in one turn");
  }

  private void deliver(Turn.Sent sent, Turn turn) {
    exchange
        .call(sent.to())
        .ifPresent(
            call -> {
              if (!flow.step(call, turn, () -> flow.told(sent.signal(), call, turn))) {
                auditAfterBug(turn);
              }
            });
  }

  private void withdrawOffers(Turn turn) {
    for (var person : turn.agents().takeNoLongerOfferable()) {
      if (exchange.legs().ofPerson(person) != LegsInUse.Use.NOTHING) {
        for (var leg : exchange.legs().of(person)) {
          turn.signal(leg.call(), new Signal.AgentGone(person));
        }
      }
    }
  }

  private void setWakeUp(Turn turn) {
    Optional<Instant> due = turn.agents().wakesUpAt();
    if (due.isPresent() && (wakesUpAt.isEmpty() || due.get().isBefore(wakesUpAt.get()))) {
      Duration wait = Duration.between(now, due.get());
      turn.setTimer(WAKE_UP, wait.isPositive() ? wait : Duration.ofMillis(1));
      wakesUpAt = due;
    }
  }

  private void auditAfterBug(Turn turn) {
    for (String violation : audit()) {
      turn.alarm(Alarm.Kind.CALL_ENDED_BY_OUR_BUG, "audit", violation);
    }
  }
}

package org.paraat.pbx.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.agents.Agents;
import org.paraat.pbx.agents.StandbyLine.Claim;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.QueueCode;

/** Who waits in which queue, and who of the free agents is offered whom. */
public final class QueueBook {
  private static final Comparator<Agent> LONGEST_IDLE_FIRST =
      Comparator.comparing(Agent::idleSince).thenComparing(Agent::extension);

  private final SequencedMap<QueueCode, Line> lines = new LinkedHashMap<>();
  private final SequencedMap<CallId, Place> places = new LinkedHashMap<>();
  private final SequencedSet<QueueCode> withNobodyReachable = new LinkedHashSet<>();

  private final SequencedSet<QueueCode> stirred = new LinkedHashSet<>();

  public QueueBook() {}

  public QueueBook(QueueBook original) {
    original.lines.forEach((code, line) -> lines.put(code, new Line(line.queue())));
    for (Place place : original.places.values()) {
      Place copy = new Place(place);
      places.put(copy.claim().call(), copy);
      lines.get(copy.queue()).add(copy);
    }
    withNobodyReachable.addAll(original.withNobodyReachable);
  }

  /** Queues may have changed; who waits keeps the place, also in a queue that is gone. */
  public void adopt(Directory directory) {
    for (Line line : lines.values()) {
      directory.queue(line.queue().code()).ifPresent(line::adopt);
    }
  }

  // --- callers ---

  /**
   * Gives a call its place: the last one, unless it has waited before.
   *
   * @param claim how urgent it is, and when the waiting began
   * @return which place that is, counted from one
   */
  int join(Claim claim, Queue queue, Instant at) {
    CallId call = claim.call();
    Line line = lines.computeIfAbsent(queue.code(), c -> new Line(queue));
    Place place = new Place(queue.code(), claim, at.plus(Wave.norm()));
    places.put(call, place);
    line.add(place);
    if (line.isFirst(place)) {
      stirred.add(queue.code());
    }
    return line.positionOf(place);
  }

  /** A call leaves its queue, whatever became of it; harmless when it has no place. */
  public void leave(CallId call) {
    Place place = places.remove(call);
    if (place != null) {
      Line line = lines.get(place.queue());
      if (line.isFirst(place)) {
        stirred.add(place.queue());
      }
      line.remove(place);
      if (line.isEmpty()) {
        lines.remove(place.queue());
      }
    }
  }

  Claim claimOf(CallId call) {
    return places.get(call).claim();
  }

  /** As it is configured now, or was when it last existed. */
  Queue queueOf(CallId call) {
    return lines.get(places.get(call).queue()).queue();
  }

  /** Whether an offer of this call to somebody who paused or signed off stands all the same. */
  boolean stillServes(Agent agent, CallId call, Turn turn) {
    Place place = places.get(call);
    return place.isEmergency()
        ? Waves.stillServes(agent, place, turn.exchange())
        : !agent.isPaused() && agent.queues().contains(place.queue());
  }

  /** Who talks at this leg heard that key 9 takes the emergency. */
  void isWhisperedAt(LegId leg, CallId call) {
    places.get(call).isWhisperedAt(leg);
  }

  /** The first emergency that was whispered of to who talks at this leg. */
  public Optional<CallId> whisperedAt(LegId leg) {
    return places.values().stream()
        .filter(place -> place.whisperedAt().contains(leg))
        .map(Place::claim)
        .min(Comparator.naturalOrder())
        .map(Claim::call);
  }

  /** Whether stand-by phones ring although agents can be reached. */
  boolean needsStandbyPhones(CallId call) {
    Place place = places.get(call);
    return place.isEmergency() && place.wave().includes(Wave.ELSEWHERE);
  }

  /** The stand-by phones were called in vain: when they are needed again, that is said again. */
  void calledOutInVain(CallId call) {
    Place place = places.get(call);
    lines.get(place.queue()).calledOutInVain(place);
  }

  void offerEnded(CallId call, ExtensionNumber agent) {
    Place place = places.get(call);
    if (place != null) {
      lines.get(place.queue()).offerEnded(place, agent);
    }
  }

  /** How many callers wait. */
  public int waitingIn(QueueCode queue) {
    Line line = lines.get(queue);
    return line == null ? 0 : line.places().size();
  }

  /** Where somebody else is served next than when that was last taken. */
  public SequencedSet<QueueCode> stirred() {
    return Collections.unmodifiableSequencedSet(stirred);
  }

  public void takeStirred() {
    stirred.clear();
  }

  /** The queue in which this call is served next. */
  public Optional<QueueCode> whereFirst(CallId call) {
    return Optional.ofNullable(places.get(call))
        .filter(place -> lines.get(place.queue()).isFirst(place))
        .map(Place::queue);
  }

  /** Who is served next; empty when nobody waits. */
  public Optional<CallId> firstIn(QueueCode queue) {
    return Optional.ofNullable(lines.get(queue)).map(line -> line.first().call());
  }

  public Optional<Instant> longestWaitSince(QueueCode queue) {
    return Optional.ofNullable(lines.get(queue)).map(line -> line.first().since());
  }

  // --- the end of a turn ---

  /** Sends each free agent to the caller whose turn it is, and out for help where nobody is. */
  public void settle(Turn turn) {
    if (lines.isEmpty()) {
      return;
    }
    var assigned = new LinkedHashSet<ExtensionNumber>();
    for (Agent agent : freeAgents(turn.agents(), turn.at())) {
      next(agent)
          .ifPresent(
              place -> {
                lines.get(place.queue()).offered(place, agent.extension());
                turn.signal(place.claim().call(), new Signal.AgentAssigned(agent.extension()));
                assigned.add(agent.extension());
              });
    }
    for (Line line : lines.values()) {
      callOutWhereNobodyIs(line, turn);
    }
    new Waves(lines.values(), turn.exchange(), turn.at()).settle(lines.values(), assigned, turn);
  }

  /** Emergencies before routine over all queues of the agent, then the longest wait. */
  private Optional<Place> next(Agent agent) {
    Optional<Place> best = Optional.empty();
    for (QueueCode code : agent.queues()) {
      Line line = lines.get(code);
      Optional<Place> place = line == null ? Optional.empty() : line.next();
      if (place.isPresent()
          && (best.isEmpty() || place.get().claim().compareTo(best.get().claim()) < 0)) {
        best = place;
      }
    }
    return best;
  }

  private List<Agent> freeAgents(Agents agents, Instant now) {
    var free = new ArrayList<Agent>();
    for (Agent agent : agents.all()) {
      if (servesAnyLine(agent) && agents.isFree(agent, now)) {
        free.add(agent);
      }
    }
    free.sort(LONGEST_IDLE_FIRST);
    return free;
  }

  private boolean servesAnyLine(Agent agent) {
    for (QueueCode code : agent.queues()) {
      if (lines.containsKey(code)) {
        return true;
      }
    }
    return false;
  }

  private void callOutWhereNobodyIs(Line line, Turn turn) {
    QueueCode code = line.queue().code();
    if (isAnybodyReachable(code, turn)) {
      withNobodyReachable.remove(code);
      return;
    }
    if (withNobodyReachable.add(code)) {
      turn.alarm(
          Alarm.Kind.NOBODY_REACHABLE,
          code.digits(),
          "No agent of queue "
              + line.queue().name()
              + " can be reached while callers wait: calls go to the stand-by phones.");
    }
    for (Place place : line.takeNotCalledOut()) {
      turn.signal(place.claim().call(), new Signal.NobodyReachable());
    }
  }

  static boolean isAnybodyReachable(QueueCode code, Turn turn) {
    for (Agent agent : turn.agents().all()) {
      if (agent.queues().contains(code) && turn.agents().isReachable(agent, turn.at())) {
        return true;
      }
    }
    return false;
  }

  // --- audit ---

  /** Names every place that should not be, and every free agent beside a waiting caller. */
  public void audit(
      Exchange exchange,
      Instant now,
      Predicate<CallId> waits,
      BiPredicate<ExtensionNumber, CallId> rings,
      Consumer<String> violations) {
    for (Place place : places.values()) {
      if (!waits.test(place.claim().call())) {
        violations.accept(place.claim().call() + " has a queue place and does not wait");
      }
      Line line = lines.get(place.queue());
      if (line == null || !line.places().contains(place)) {
        violations.accept(place.claim().call() + " is in no line");
      }
      for (ExtensionNumber person : place.offeredTo()) {
        if (!rings.test(person, place.claim().call())) {
          violations.accept(place.claim().call() + " is offered to " + person + ", who is quiet");
        }
      }
    }
    new Waves(lines.values(), exchange, now).audit(violations);
    for (Agent agent : freeAgents(exchange.agents(), now)) {
      next(agent)
          .map(place -> place.claim().call() + " waits in queue " + place.queue())
          .ifPresent(place -> violations.accept(agent.extension() + " is free while " + place));
    }
  }

  /** Whether the call has a place. */
  public boolean holds(CallId call) {
    return places.containsKey(call);
  }
}

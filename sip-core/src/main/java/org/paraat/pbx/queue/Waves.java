package org.paraat.pbx.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.paraat.pbx.agents.Activity;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.agents.Agents;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * Whom emergencies disturb besides those who are free: the agent accepts, nobody's conversation is
 * cut (V5).
 */
final class Waves {
  private final Exchange exchange;
  private final Instant now;
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param all the lines of all queues, those without an emergency too
   */
  Waves(Collection<Line> all, Exchange exchange, Instant now) {
    this.exchange = exchange;
    this.now = now;
    for (Line line : all) {
      if (line.hasEmergency()) {
        lines.add(line);
      }
    }
  }

  /**
   * When those who are free have been sent to whom they serve.
   *
   * @param assigned who they are: their phones ring in a moment
   */
  void settle(Collection<Line> all, SequencedSet<ExtensionNumber> assigned, Turn turn) {
    if (lines.isEmpty() || callOffRoutineOffers(all, turn)) {
      return; // who is called off is free in a moment, and this is asked again then
    }
    for (Line line : lines) {
      goOn(line, turn);
    }
    whoMayRing(
        agent -> !assigned.contains(agent.extension()),
        (agent, place) -> {
          lineOf(place).offered(place, agent.extension());
          turn.signal(place.claim().call(), new Signal.AgentAssigned(agent.extension()));
        });
  }

  /** Names everybody who could ring for an emergency and does not. */
  void audit(Consumer<String> violations) {
    whoMayRing(
        agent -> true,
        (agent, place) ->
            violations.accept(
                agent.extension() + " does not ring for emergency " + place.claim().call()));
  }

  /** Whether an offer to somebody who paused or signed off stands all the same. */
  static boolean stillServes(Agent agent, Place place, Exchange exchange) {
    boolean isMember = agent.queues().contains(place.queue());
    return isMember
        ? !agent.isPaused() || place.wave().includes(Wave.RESTING)
        : isTeamLeader(agent, exchange) && place.wave().includes(Wave.ELSEWHERE);
  }

  /** Why somebody rings who is not simply free. */
  static Optional<String> because(Agent agent, QueueCode queue, Turn turn) {
    if (!agent.queues().contains(queue)) {
      return Optional.of("a team leader, and nobody has taken this emergency yet");
    }
    if (agent.isPaused()) {
      return Optional.of("paused, and nobody has taken this emergency yet");
    }
    return switch (turn.agents().activity(agent, turn.at())) {
      case TALKING -> Optional.of("talks on a routine call, and this is an emergency");
      case WRAPPING_UP -> Optional.of("wraps up, and nobody has taken this emergency yet");
      case IDLE, RINGING -> Optional.empty();
    };
  }

  /**
   * Members whose phones still ring for a routine caller are called off where nobody is free for an
   * emergency.
   *
   * @return whether there were any
   */
  private boolean callOffRoutineOffers(Collection<Line> all, Turn turn) {
    boolean found = false;
    for (Line line : lines) {
      Optional<Place> emergency = line.firstNotOffered().filter(Place::isEmergency);
      if (emergency.isPresent()) {
        for (Line other : all) {
          found |= callOff(other, emergency.get().queue(), turn);
        }
        found |= callOffOtherRings(emergency.get().queue(), turn);
      }
    }
    return found;
  }

  private boolean callOff(Line line, QueueCode neededBy, Turn turn) {
    boolean found = false;
    for (Place routine : line.offered()) {
      if (routine.isEmergency()) {
        continue;
      }
      for (ExtensionNumber person : routine.offeredTo()) {
        if (exchange
            .agents()
            .agent(person)
            .filter(a -> a.queues().contains(neededBy))
            .isPresent()) {
          turn.signal(routine.claim().call(), new Signal.AgentNeededElsewhere(person));
          found = true;
        }
      }
    }
    return found;
  }

  /** A recall, or a routine call to a person, does not keep who is needed from an emergency. */
  private boolean callOffOtherRings(QueueCode neededBy, Turn turn) {
    boolean found = false;
    for (Agent agent : exchange.agents().all()) {
      if (agent.queues().contains(neededBy) && !agent.isPaused()) {
        for (Leg leg : exchange.legs().of(agent.extension())) {
          if (isOtherRoutineRing(leg)) {
            turn.signal(leg.call(), new Signal.AgentNeededElsewhere(agent.extension()));
            found = true;
          }
        }
      }
    }
    return found;
  }

  private boolean isOtherRoutineRing(Leg leg) {
    return leg.isBeingRung()
        && exchange
            .call(leg.call())
            .filter(call -> call.urgency() == Urgency.ROUTINE)
            .filter(call -> call.phase() instanceof RingsParties)
            .filter(call -> !(call.phase() instanceof Queued))
            .isPresent();
  }

  private void goOn(Line line, Turn turn) {
    List<Place> emergencies = line.emergencies();
    for (Place place : emergencies) {
      if (place.offeredTo().isEmpty()) {
        place.reaches(Wave.TALKING);
        // all ring for who waits longest, so that this one gets the next who is free
        emergencies.getFirst().reaches(Wave.TALKING);
      }
    }
    for (Place place : emergencies) {
      goOn(place, line, turn);
    }
  }

  private void goOn(Place place, Line line, Turn turn) {
    Wave before = place.wave();
    place.reaches(Wave.reachedAfter(Duration.between(place.claim().since(), now)));
    if (place.wave().includes(Wave.ELSEWHERE) && !before.includes(Wave.ELSEWHERE)) {
      turn.signal(place.claim().call(), new Signal.EmergencyWaits());
    }
    if (place.takeAlarmDue(now)) {
      turn.alarm(
          Alarm.Kind.EMERGENCY_UNANSWERED,
          place.claim().call().toString(),
          "An emergency caller in queue "
              + line.queue().name()
              + " has waited for "
              + Wave.norm().toSeconds()
              + " s and nobody has answered: go and see who can.");
    }
  }

  private void whoMayRing(Predicate<Agent> isConcerned, BiConsumer<Agent, Place> found) {
    if (lines.isEmpty()) {
      return;
    }
    for (Agent agent : exchange.agents().all()) {
      if (isConcerned.test(agent) && mayBeDisturbed(agent)) {
        firstFor(agent).ifPresent(place -> found.accept(agent, place));
      }
    }
  }

  /** Who rings already, for whatever, is not rung a second time; nor who helps in an emergency. */
  private boolean mayBeDisturbed(Agent agent) {
    Agents agents = exchange.agents();
    if (!agents.isReachable(agent, now) || agent.isLeftAlone(now)) {
      return false;
    }
    return switch (agents.activity(agent, now)) {
      case IDLE, WRAPPING_UP -> true;
      case RINGING -> false;
      case TALKING ->
          agent.maySecondCallRing(now)
              && areRoutineTalk(exchange.legs().of(agent.extension()))
              && areRoutineTalk(exchange.legs().of(agent.device().orElseThrow()));
    };
  }

  private boolean areRoutineTalk(List<Leg> legs) {
    for (Leg leg : legs) {
      boolean rings = leg.isBeingRung();
      Optional<Call> call = exchange.call(leg.call());
      if (rings || call.filter(c -> c.urgency() == Urgency.EMERGENCY).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private Optional<Place> firstFor(Agent agent) {
    Place first = null;
    for (Line line : lines) {
      Optional<Wave> wave = waveOf(agent, line.queue().code());
      if (wave.isPresent()) {
        for (Place place : line.emergencies()) {
          boolean isEarlier = first == null || place.claim().compareTo(first.claim()) < 0;
          if (isEarlier && place.wave().includes(wave.get())) {
            first = place;
          }
        }
      }
    }
    return Optional.ofNullable(first);
  }

  /** From which wave on somebody is disturbed for this queue. */
  private Optional<Wave> waveOf(Agent agent, QueueCode queue) {
    if (!agent.queues().contains(queue)) {
      return isTeamLeader(agent, exchange) ? Optional.of(Wave.ELSEWHERE) : Optional.empty();
    }
    boolean rests =
        agent.isPaused() || exchange.agents().activity(agent, now) == Activity.WRAPPING_UP;
    return Optional.of(rests ? Wave.RESTING : Wave.TALKING);
  }

  private static boolean isTeamLeader(Agent agent, Exchange exchange) {
    return exchange
        .directory()
        .extension(agent.extension())
        .filter(person -> person.role() == Extension.Role.TEAM_LEADER)
        .isPresent();
  }

  private Line lineOf(Place place) {
    for (Line line : lines) {
      if (line.queue().code().equals(place.queue())) {
        return line;
      }
    }
    throw new IllegalStateException(place.claim().call() + " is in no line");
  }
}

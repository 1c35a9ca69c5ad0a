package org.paraat.pbx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.presence.CallLights;
import org.paraat.pbx.presence.Lamp;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** What lamps show, and which show something else than when that was last asked. */
final class Lamps {
  private final Exchange exchange;
  private final Features features;
  private final SequencedMap<Subject, Optional<Lamp>> people = new LinkedHashMap<>();
  private final SequencedMap<Subject, Optional<Lamp>> waiting = new LinkedHashMap<>();
  private final SequencedMap<Subject, Optional<Lamp>> settings = new LinkedHashMap<>();
  private Counts seen = Counts.NONE;
  private boolean mayAllHaveChanged;

  /** How often each thing that lamps show has changed. */
  private record Counts(long agents, long queues, long switches, long tasks, long parking) {
    private static final Counts NONE = new Counts(-1, -1, -1, -1, -1);

    private boolean areSameSettings(Counts other) {
      return agents == other.agents && switches == other.switches && tasks == other.tasks;
    }
  }

  Lamps(Exchange exchange, Features features) {
    this.exchange = exchange;
    this.features = features;
  }

  /** What it shows now; empty when there is no such thing. */
  Optional<Lamp> lamp(Subject subject) {
    return switch (subject) {
      case Subject.OfPerson(var person) ->
          exchange
              .directory()
              .extension(person)
              .map(known -> CallLights.ofPerson(known.number(), exchange));
      case Subject.OfQueue(var queue) ->
          exchange
              .directory()
              .queue(queue)
              .map(known -> CallLights.ofWaiting(features.queues().firstIn(queue), exchange));
      case Subject.OfSwitch(var id) ->
          exchange
              .directory()
              .switchOf(id)
              .map(s -> Lamp.litIf(!features.switches().positionOf(s).id().equals(s.first().id())));
      case Subject.OfParkingPlace(var place) ->
          Optional.of(CallLights.ofParked(features.parking().at(place), exchange));
      case Subject.LogIn(var device) -> ofSeat(device, agent -> true);
      case Subject.Pause(var device) -> ofSeat(device, Agent::isPaused);
      case Subject.Membership(var device, var queue) ->
          exchange.directory().queue(queue).isEmpty()
              ? Optional.empty()
              : ofSeat(device, agent -> agent.queues().contains(queue));
      case Subject.Messages(var device) -> messages(device);
    };
  }

  /** Lit when somebody is logged in at the phone of whom this is so. */
  private Optional<Lamp> ofSeat(DeviceId device, Predicate<Agent> isOn) {
    return exchange
        .directory()
        .device(device)
        .map(known -> Lamp.litIf(agentAt(device).filter(isOn).isPresent()));
  }

  private Optional<Lamp> messages(DeviceId device) {
    return exchange
        .directory()
        .device(device)
        .map(
            known ->
                Lamp.ofMessages(
                    agentAt(device)
                        .map(agent -> features.tasks().countIn(agent.queues()))
                        .orElse(0)));
  }

  private Optional<Agent> agentAt(DeviceId device) {
    return exchange.agents().personAt(device).flatMap(exchange.agents()::agent);
  }

  // --- which changed ---

  /** From now on it is told when the lamp of a subject changes. */
  void watch(Subject subject) {
    if (isNobodyWatching()) {
      exchange.legs().areWatched(true);
      seen = counts();
    }
    mapOf(subject).put(subject, lamp(subject));
  }

  void unwatch(Subject subject) {
    mapOf(subject).remove(subject);
    if (isNobodyWatching()) {
      exchange.legs().areWatched(false);
    }
  }

  private boolean isNobodyWatching() {
    return people.isEmpty() && waiting.isEmpty() && settings.isEmpty();
  }

  private SequencedMap<Subject, Optional<Lamp>> mapOf(Subject subject) {
    return switch (subject) {
      case Subject.OfPerson _ -> people;
      case Subject.OfQueue _, Subject.OfParkingPlace _ -> waiting;
      case Subject.OfSwitch _,
          Subject.LogIn _,
          Subject.Pause _,
          Subject.Membership _,
          Subject.Messages _ ->
          settings;
    };
  }

  /** The directory is another one. */
  void mayAllHaveChanged() {
    mayAllHaveChanged = true;
  }

  /** Which lamps show something else than when this was last asked, or since they are watched. */
  List<Subject> takeChanged() {
    if (isNobodyWatching()) {
      mayAllHaveChanged = false;
      return List.of();
    }
    SequencedSet<ExtensionNumber> stirred = exchange.legs().stirred();
    Counts counts = counts();
    if (stirred.isEmpty() && counts.equals(seen) && !mayAllHaveChanged) {
      return List.of();
    }
    List<Subject> changed = new ArrayList<>();
    if (mayAllHaveChanged) {
      people.keySet().forEach(subject -> look(subject, people, changed));
    } else {
      for (ExtensionNumber person : stirred) {
        look(new Subject.OfPerson(person), people, changed);
      }
    }
    // the lamp of a queue names a phone that rings for it
    waiting.keySet().forEach(subject -> look(subject, waiting, changed));
    if (mayAllHaveChanged || !counts.areSameSettings(seen)) {
      settings.keySet().forEach(subject -> look(subject, settings, changed));
    }
    mayAllHaveChanged = false;
    exchange.legs().takeStirred();
    seen = counts;
    return changed;
  }

  private void look(
      Subject subject, SequencedMap<Subject, Optional<Lamp>> known, List<Subject> changed) {
    Optional<Lamp> before = known.get(subject);
    if (before != null) {
      Optional<Lamp> now = lamp(subject);
      if (!now.equals(before)) {
        known.replace(subject, now);
        changed.add(subject);
      }
    }
  }

  private Counts counts() {
    return new Counts(
        exchange.agents().changes(),
        features.queues().changes(),
        features.switches().changes(),
        features.tasks().changes(),
        features.parking().changes());
  }

  /** Names every lamp that shows what is not so without anybody having noticed. */
  void audit(Consumer<String> violations) {
    if (mayAllHaveChanged) {
      return;
    }
    SequencedSet<ExtensionNumber> stirred = exchange.legs().stirred();
    people.forEach(
        (subject, shown) -> {
          boolean isNoticed =
              subject instanceof Subject.OfPerson(var person) && stirred.contains(person);
          if (!isNoticed) {
            audit(subject, shown, violations);
          }
        });
    Counts counts = counts();
    if (stirred.isEmpty() && counts.equals(seen)) {
      waiting.forEach((subject, shown) -> audit(subject, shown, violations));
    }
    if (counts.areSameSettings(seen)) {
      settings.forEach((subject, shown) -> audit(subject, shown, violations));
    }
  }

  private void audit(Subject subject, Optional<Lamp> shown, Consumer<String> violations) {
    if (!shown.equals(lamp(subject))) {
      violations.accept("the lamp of " + subject + " lies: it shows " + shown);
    }
  }
}

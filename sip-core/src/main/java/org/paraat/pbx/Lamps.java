package org.paraat.pbx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Legs;
import org.paraat.pbx.park.ParkingPlaces;
import org.paraat.pbx.presence.CallLights;
import org.paraat.pbx.presence.Lamp;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.queue.QueueBook;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;

/** What lamps show, and which show something else than when that was last asked. */
final class Lamps {
  private static final SequencedSet<Subject> NOTHING_WATCHED = new LinkedHashSet<>();

  private final Exchange exchange;
  private final Features features;
  private final SequencedMap<Subject, Optional<Lamp>> shown = new LinkedHashMap<>();

  /** Whose lamps show what is set at a phone, and what is set there. */
  private final SequencedMap<DeviceId, SequencedSet<Subject>> atSeats = new LinkedHashMap<>();

  private long tasksSeen;
  private boolean mayAllHaveChanged;

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
    if (shown.isEmpty()) {
      exchange.legs().areWatched(true);
      takeStirred();
    }
    shown.put(subject, lamp(subject));
    seatOf(subject)
        .ifPresent(seat -> atSeats.computeIfAbsent(seat, s -> new LinkedHashSet<>()).add(subject));
  }

  void unwatch(Subject subject) {
    shown.remove(subject);
    seatOf(subject)
        .ifPresent(seat -> atSeats.computeIfPresent(seat, (s, at) -> without(subject, at)));
    if (shown.isEmpty()) {
      exchange.legs().areWatched(false);
    }
  }

  private static SequencedSet<Subject> without(Subject subject, SequencedSet<Subject> at) {
    at.remove(subject);
    return at.isEmpty() ? null : at;
  }

  private static Optional<DeviceId> seatOf(Subject subject) {
    return switch (subject) {
      case Subject.LogIn(var device) -> Optional.of(device);
      case Subject.Pause(var device) -> Optional.of(device);
      case Subject.Membership(var device, _) -> Optional.of(device);
      case Subject.Messages(var device) -> Optional.of(device);
      case Subject.OfPerson _, Subject.OfQueue _, Subject.OfParkingPlace _, Subject.OfSwitch _ ->
          Optional.empty();
    };
  }

  /** The directory is another one. */
  void mayAllHaveChanged() {
    mayAllHaveChanged = true;
  }

  /** Which lamps show something else than when this was last asked, or since they are watched. */
  List<Subject> takeChanged() {
    if (shown.isEmpty()) {
      mayAllHaveChanged = false;
      return List.of();
    }
    if (!hasAnythingStirred()) {
      return List.of();
    }
    List<Subject> changed = new ArrayList<>();
    toLookAt(subject -> look(subject, changed));
    takeStirred();
    return changed;
  }

  private boolean hasAnythingStirred() {
    return mayAllHaveChanged
        || !exchange.legs().stirredCalls().isEmpty()
        || !features.queues().stirred().isEmpty()
        || !features.parking().stirred().isEmpty()
        || !features.switches().stirred().isEmpty()
        || !exchange.agents().stirredSeats().isEmpty()
        || features.tasks().changes() != tasksSeen;
  }

  /** What may show something else now: of thousands of lamps the few that something concerns. */
  private void toLookAt(Consumer<Subject> look) {
    if (mayAllHaveChanged) {
      shown.keySet().forEach(look);
      return;
    }
    Legs legs = exchange.legs();
    legs.stirred().forEach(person -> look.accept(new Subject.OfPerson(person)));
    QueueBook queues = features.queues();
    queues.stirred().forEach(queue -> look.accept(new Subject.OfQueue(queue)));
    ParkingPlaces parking = features.parking();
    parking.stirred().forEach(place -> look.accept(new Subject.OfParkingPlace(place)));
    for (CallId call : legs.stirredCalls()) {
      // the lamp of a queue names a phone that rings for it
      queues.whereFirst(call).map(Subject.OfQueue::new).ifPresent(look);
      parking.placeOf(call).map(Subject.OfParkingPlace::new).ifPresent(look);
    }
    features.switches().stirred().forEach(id -> look.accept(new Subject.OfSwitch(id)));
    for (DeviceId seat : exchange.agents().stirredSeats()) {
      atSeats.getOrDefault(seat, NOTHING_WATCHED).forEach(look);
    }
    if (features.tasks().changes() != tasksSeen) {
      atSeats.keySet().forEach(seat -> look.accept(new Subject.Messages(seat)));
    }
  }

  private void takeStirred() {
    mayAllHaveChanged = false;
    exchange.legs().takeStirred();
    features.queues().takeStirred();
    features.parking().takeStirred();
    features.switches().takeStirred();
    exchange.agents().takeStirredSeats();
    tasksSeen = features.tasks().changes();
  }

  private void look(Subject subject, List<Subject> changed) {
    Optional<Lamp> before = shown.get(subject);
    if (before != null) {
      Optional<Lamp> now = lamp(subject);
      if (!now.equals(before)) {
        shown.replace(subject, now);
        changed.add(subject);
      }
    }
  }

  /** Names every lamp that shows what is not so without anybody having noticed. */
  void audit(Consumer<String> violations) {
    if (shown.isEmpty()) {
      return;
    }
    var noticed = new LinkedHashSet<Subject>();
    toLookAt(noticed::add);
    shown.forEach(
        (subject, lamp) -> {
          if (!noticed.contains(subject)) {
            audit(subject, lamp, violations);
          }
        });
  }

  private void audit(Subject subject, Optional<Lamp> lamp, Consumer<String> violations) {
    if (!lamp.equals(lamp(subject))) {
      violations.accept("the lamp of " + subject + " lies: it shows " + lamp);
    }
  }
}

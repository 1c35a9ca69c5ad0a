package org.paraat.pbx.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.paraat.pbx.agents.LegsInUse.Use;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;

/**
 * The one registry of everybody who can serve callers, for all queues together.
 *
 * <p>Presence is what people set and is kept here; activity is read from the legs each time.
 */
public final class Agents {
  /**
   * After a missed or declined offer the phone is left alone this long, so that it is not hammered;
   * under a second, because no free agent may sit beside a waiting caller for longer.
   */
  static final Duration LEFT_ALONE_AFTER_MISSED_OFFER = Duration.ofMillis(800);

  /** A phone that refused a second call beside a conversation is not hammered with it. */
  private static final Duration NO_SECOND_CALL_FOR = Duration.ofSeconds(10);

  private final LegsInUse legs;
  private final Phones phones;
  private final SortedMap<ExtensionNumber, Agent> agents = new TreeMap<>();
  private final Seats seats;
  private final SortedSet<ExtensionNumber> unsaved = new TreeSet<>();
  private final SortedSet<ExtensionNumber> noLongerOfferable = new TreeSet<>();
  private final SortedSet<Instant> wakeUps = new TreeSet<>();
  private boolean isStirred;

  public Agents(LegsInUse legs) {
    this.legs = legs;
    this.phones = new Phones();
    this.seats = new Seats();
  }

  /** A copy that reads the activity from other legs. */
  public Agents(Agents original, LegsInUse legs) {
    this.legs = legs;
    this.phones = new Phones(original.phones);
    this.seats = new Seats(original.seats);
    original.agents.forEach((extension, agent) -> agents.put(extension, new Agent(agent)));
    unsaved.addAll(original.unsaved);
    noLongerOfferable.addAll(original.noLongerOfferable);
    wakeUps.addAll(original.wakeUps);
    isStirred = original.isStirred;
  }

  // --- what is configured ---

  /** Takes over what people had set when the last life ended, as far as it still exists. */
  public void restore(Standing standing, Directory directory, Instant at) {
    adopt(directory, at);
    for (AgentStanding stood : standing.agents()) {
      Agent agent = agents.get(stood.extension());
      if (agent == null) {
        continue;
      }
      stood.device().filter(directory.devices()::containsKey).ifPresent(d -> sit(agent, d, at));
      stood.queues().stream().filter(directory.queues()::containsKey).forEach(agent::signsOn);
      if (stood.pause() == Pause.PAUSED) {
        agent.pauses(Pause.PAUSED, at);
      }
    }
    unsaved.clear();
  }

  /** Makes the registry fit the directory: people, devices and queues may have gone. */
  public void adopt(Directory directory, Instant at) {
    for (Agent agent : List.copyOf(agents.values())) {
      if (!directory.extensions().containsKey(agent.extension())) {
        stand(agent, at);
        agents.remove(agent.extension());
        unsaved.remove(agent.extension());
        continue;
      }
      if (agent.device().filter(d -> !directory.devices().containsKey(d)).isPresent()) {
        stand(agent, at);
      }
      for (QueueCode queue : List.copyOf(agent.queues())) {
        if (!directory.queues().containsKey(queue)) {
          signOff(agent.extension(), queue);
        }
      }
    }
    directory.extensions().keySet().forEach(e -> agents.computeIfAbsent(e, x -> new Agent(x, at)));
    isStirred = true;
  }

  // --- what people set ---

  /**
   * Logs a person in; whoever sat there is logged out, and the person leaves the phone where they
   * sat before. Memberships and pause come along.
   *
   * @return the phone that they left
   */
  public Optional<DeviceId> logIn(ExtensionNumber person, DeviceId device, Instant at) {
    Agent agent = known(person);
    Optional<DeviceId> left = agent.device().filter(d -> !d.equals(device));
    if (agent.device().filter(device::equals).isEmpty()) {
      personAt(device).ifPresent(other -> logOut(other, at));
      stand(agent, at);
      sit(agent, device, at);
    }
    return left;
  }

  public void logOut(ExtensionNumber person, Instant at) {
    stand(known(person), at);
  }

  public void signOn(ExtensionNumber person, QueueCode queue) {
    Agent agent = known(person);
    if (agent.signsOn(queue)) {
      changed(agent);
    }
  }

  public void signOff(ExtensionNumber person, QueueCode queue) {
    Agent agent = known(person);
    if (agent.signsOff(queue)) {
      noLongerOfferable.add(person);
      changed(agent);
    }
  }

  public void pause(ExtensionNumber person, Pause wish, Instant at) {
    Agent agent = known(person);
    if (agent.isPaused() == (wish == Pause.PAUSED)) {
      return;
    }
    agent.pauses(wish, at);
    if (wish == Pause.PAUSED) {
      noLongerOfferable.add(person);
    }
    changed(agent);
  }

  // --- what phones do ---

  public void registered(DeviceId device, Instant at) {
    isStirred |= phones.registered(device, at);
  }

  public void unregistered(DeviceId device, Instant at) {
    if (phones.unregistered(device, at)) {
      personAt(device).ifPresent(noLongerOfferable::add);
      isStirred = true;
    }
  }

  /** The device gave a sign of life. */
  public void heardFrom(DeviceId device, Instant at) {
    isStirred |= phones.heardFrom(device, at);
  }

  /** The device did not answer when it was rung, although it is registered. */
  public void fellSilent(DeviceId device, Instant at) {
    wakeUps.add(phones.fellSilent(device, at));
    isStirred = true;
  }

  public void missedOffer(ExtensionNumber person, Instant at) {
    Agent agent = agents.get(person);
    if (agent != null) {
      Instant until = at.plus(LEFT_ALONE_AFTER_MISSED_OFFER);
      agent.missed(at, until);
      wakeUps.add(until);
      isStirred = true;
    }
  }

  /** The phone, or its person, said no; beside a conversation that holds for longer. */
  public void refusedOffer(ExtensionNumber person, Instant at) {
    missedOffer(person, at);
    Agent agent = agents.get(person);
    if (agent != null && activity(agent, at) == Activity.TALKING) {
      Instant until = at.plus(NO_SECOND_CALL_FOR);
      agent.refusesSecondCalls(until);
      wakeUps.add(until);
    }
  }

  /** A conversation ended: the agent is left alone for the time of wrapping up. */
  public void endedConversation(ExtensionNumber person, Instant at, Duration wrapUp) {
    Agent agent = agents.get(person);
    if (agent != null) {
      agent.ended(at, at.plus(wrapUp));
      if (wrapUp.isPositive()) {
        wakeUps.add(at.plus(wrapUp));
      }
      isStirred = true;
    }
  }

  /** A leg came or went: somebody may be free now. */
  public void stir() {
    isStirred = true;
  }

  /** At that moment it is to be asked again who may be rung, unless it has passed. */
  public void wakeUpAt(Instant moment, Instant now) {
    if (moment.isAfter(now)) {
      wakeUps.add(moment);
    }
  }

  // --- what is asked ---

  /** Everybody, in order of extension. */
  public Collection<Agent> all() {
    return Collections.unmodifiableCollection(agents.values());
  }

  public Optional<Agent> agent(ExtensionNumber person) {
    return Optional.ofNullable(agents.get(person));
  }

  public Optional<ExtensionNumber> personAt(DeviceId device) {
    return seats.personAt(device);
  }

  public Phones phones() {
    return phones;
  }

  public Activity activity(Agent agent, Instant now) {
    Use use = legs.ofPerson(agent.extension());
    if (agent.device().isPresent()) {
      use = use.orBusier(legs.ofDevice(agent.device().get()));
    }
    return switch (use) {
      case TALKING -> Activity.TALKING;
      case RINGING -> Activity.RINGING;
      case NOTHING -> agent.isWrappingUp(now) ? Activity.WRAPPING_UP : Activity.IDLE;
    };
  }

  /** Whether there is a phone at which the agent would hear a call. */
  public boolean isReachable(Agent agent, Instant now) {
    return agent.device().isPresent() && phones.isReachable(agent.device().get(), now);
  }

  /** Whether a caller can be offered to the agent at this moment. */
  public boolean isFree(Agent agent, Instant now) {
    return !agent.isPaused()
        && isReachable(agent, now)
        && !agent.isLeftAlone(now)
        && activity(agent, now) == Activity.IDLE;
  }

  /** At which phones something that people set is otherwise than when that was last taken. */
  public SequencedSet<DeviceId> stirredSeats() {
    return seats.stirred();
  }

  public void takeStirredSeats() {
    seats.takeStirred();
  }

  // --- what the end of a turn asks ---

  /**
   * Whether somebody may have become free since this was last asked, be it only because time has
   * passed: a turn at that very moment may come before that of the timer.
   */
  public boolean takeStirred(Instant now) {
    if (!wakeUps.isEmpty() && !wakeUps.first().isAfter(now)) {
      wakeUp(now);
    }
    boolean stirred = isStirred;
    isStirred = false;
    return stirred;
  }

  /** Who paused, left or lost their phone: offers to them no longer stand. */
  public List<ExtensionNumber> takeNoLongerOfferable() {
    return taken(noLongerOfferable);
  }

  /** What people have set since this was last asked: each person once. */
  public List<Change> takeChanges(Instant at) {
    if (unsaved.isEmpty()) {
      return List.of();
    }
    var changes = new ArrayList<Change>(unsaved.size());
    for (ExtensionNumber person : taken(unsaved)) {
      changes.add(new Change.AgentChanged(at, agents.get(person).standing()));
    }
    return changes;
  }

  /** When the next agent or phone may become free by the mere passing of time. */
  public Optional<Instant> wakesUpAt() {
    return wakeUps.isEmpty() ? Optional.empty() : Optional.of(wakeUps.first());
  }

  public void wakeUp(Instant now) {
    wakeUps.removeIf(moment -> !moment.isAfter(now));
    isStirred = true;
  }

  /** Names every contradiction in the registry. */
  public void audit(Consumer<String> violations) {
    for (Agent agent : agents.values()) {
      agent
          .device()
          .filter(device -> personAt(device).filter(agent.extension()::equals).isEmpty())
          .ifPresent(device -> violations.accept(agent.extension() + " has no seat at " + device));
    }
    seats.audit(this::agent, violations);
  }

  private void sit(Agent agent, DeviceId device, Instant at) {
    personAt(device).ifPresent(other -> stand(agents.get(other), at));
    agent.sitsAt(Optional.of(device), at);
    seats.take(device, agent.extension());
    changed(agent);
  }

  private void stand(Agent agent, Instant at) {
    if (agent.device().isPresent()) {
      seats.leave(agent.device().get());
      agent.sitsAt(Optional.empty(), at);
      noLongerOfferable.add(agent.extension());
      changed(agent);
    }
  }

  private void changed(Agent agent) {
    agent.device().ifPresent(seats::stirs);
    unsaved.add(agent.extension());
    isStirred = true;
  }

  private Agent known(ExtensionNumber person) {
    Agent agent = agents.get(person);
    if (agent == null) {
      throw new IllegalStateException("nobody has extension " + person);
    }
    return agent;
  }

  private static List<ExtensionNumber> taken(SortedSet<ExtensionNumber> people) {
    if (people.isEmpty()) {
      return List.of();
    }
    List<ExtensionNumber> taken = List.copyOf(people);
    people.clear();
    return taken;
  }
}

package org.paraat.pbx.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.paraat.pbx.agents.LegsInUse;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.TrunkId;

/** Every leg that exists, and who is at its end. */
public final class Legs implements LegsInUse {
  // What was measured of a leg comes right behind its end.
  private static final int MOST_ENDED_REMEMBERED = 200;

  private final SequencedMap<LegId, Leg> all = new LinkedHashMap<>();
  private final SequencedMap<ExtensionNumber, List<Leg>> byPerson = new LinkedHashMap<>();
  private final SequencedMap<DeviceId, List<Leg>> byDevice = new LinkedHashMap<>();
  private final SequencedMap<PhoneNumber, List<Leg>> byNumber = new LinkedHashMap<>();

  private final SequencedMap<TrunkId, Integer> overTrunks = new LinkedHashMap<>();

  private final SequencedMap<LegId, Membership> ended = new LinkedHashMap<>();
  private final SequencedSet<ExtensionNumber> stirred = new LinkedHashSet<>();
  private final SequencedSet<CallId> stirredCalls = new LinkedHashSet<>();
  private final Consumer<Leg> changes = this::stirs;
  private boolean isWatched;

  /** Whose leg it is, and to which call it belongs. */
  public record Membership(CallId call, Party party) {}

  Legs() {}

  Legs(Legs original) {
    original.all.values().forEach(leg -> add(new Leg(leg)));
    ended.putAll(original.ended);
  }

  void add(Leg leg) {
    if (all.putIfAbsent(leg.id(), leg) != null) {
      throw new IllegalStateException("leg " + leg.id() + " exists already");
    }
    leg.tellsChangesTo(changes);
    leg.trunk().ifPresent(trunk -> overTrunks.merge(trunk, 1, Integer::sum));
    stirs(leg);
    switch (leg.party()) {
      case Party.AtPhone(var device, var person) -> {
        file(byDevice, device, leg);
        person.ifPresent(p -> file(byPerson, p, leg));
      }
      case Party.Outside(var number) -> file(byNumber, number, leg);
      case Party.EmergencyServices _, Party.Stranger _ -> {}
    }
  }

  void remove(Leg leg) {
    if (all.remove(leg.id()) != null) {
      leg.trunk().ifPresent(this::oneLessOver);
    }
    if (leg.isAnswered()) {
      ended.putLast(leg.id(), new Membership(leg.call(), leg.party()));
      if (ended.size() > MOST_ENDED_REMEMBERED) {
        ended.pollFirstEntry();
      }
    }
    stirs(leg);
    switch (leg.party()) {
      case Party.AtPhone(var device, var person) -> {
        unfile(byDevice, device, leg);
        person.ifPresent(p -> unfile(byPerson, p, leg));
      }
      case Party.Outside(var number) -> unfile(byNumber, number, leg);
      case Party.EmergencyServices _, Party.Stranger _ -> {}
    }
  }

  private void oneLessOver(TrunkId trunk) {
    overTrunks.computeIfPresent(trunk, (_, legs) -> legs == 1 ? null : legs - 1);
  }

  /** Whether it is to be remembered whose legs changed: until that is taken. */
  public void areWatched(boolean watched) {
    isWatched = watched;
    takeStirred();
  }

  private void stirs(Leg leg) {
    if (isWatched) {
      stirredCalls.add(leg.call());
      if (leg.party() instanceof Party.AtPhone(_, var person) && person.isPresent()) {
        stirred.add(person.get());
      }
    }
  }

  /** Whose legs changed since that was last taken. */
  public SequencedSet<ExtensionNumber> stirred() {
    return Collections.unmodifiableSequencedSet(stirred);
  }

  /** In which calls legs changed since that was last taken. */
  public SequencedSet<CallId> stirredCalls() {
    return Collections.unmodifiableSequencedSet(stirredCalls);
  }

  public void takeStirred() {
    stirred.clear();
    stirredCalls.clear();
  }

  public Optional<Leg> leg(LegId id) {
    return Optional.ofNullable(all.get(id));
  }

  /** To which call a leg belongs, or belonged when it ended a moment ago. */
  public Optional<Membership> membership(LegId id) {
    Leg leg = all.get(id);
    return leg == null
        ? Optional.ofNullable(ended.get(id))
        : Optional.of(new Membership(leg.call(), leg.party()));
  }

  public Collection<Leg> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  public List<Leg> of(ExtensionNumber person) {
    return Collections.unmodifiableList(byPerson.getOrDefault(person, List.of()));
  }

  public List<Leg> of(DeviceId device) {
    return Collections.unmodifiableList(byDevice.getOrDefault(device, List.of()));
  }

  public List<Leg> of(PhoneNumber outside) {
    return Collections.unmodifiableList(byNumber.getOrDefault(outside, List.of()));
  }

  /** How many a trunk carries. */
  public int over(TrunkId trunk) {
    return overTrunks.getOrDefault(trunk, 0);
  }

  @Override
  public Use ofPerson(ExtensionNumber person) {
    return busiest(byPerson.get(person));
  }

  @Override
  public Use ofDevice(DeviceId device) {
    return busiest(byDevice.get(device));
  }

  @Override
  public boolean isEngaged(PhoneNumber outside) {
    return byNumber.containsKey(outside);
  }

  private static Use busiest(List<Leg> legs) {
    if (legs == null) {
      return Use.NOTHING;
    }
    for (Leg leg : legs) {
      if (leg.isAnswered() || !leg.isDialledByUs()) {
        return Use.TALKING;
      }
    }
    return Use.RINGING;
  }

  private static <K> void file(SequencedMap<K, List<Leg>> index, K key, Leg leg) {
    index.computeIfAbsent(key, k -> new ArrayList<>(2)).add(leg);
  }

  private static <K> void unfile(SequencedMap<K, List<Leg>> index, K key, Leg leg) {
    List<Leg> filed = index.get(key);
    if (filed != null && filed.remove(leg) && filed.isEmpty()) {
      index.remove(key);
    }
  }
}

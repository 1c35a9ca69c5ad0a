package org.paraat.pbx.park;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.paraat.pbx.vocabulary.CallId;

/** Who is parked where: the places are the same for all phones. */
public final class ParkingPlaces {
  public static final int FIRST = 1;
  public static final int LAST = 9;

  private final SequencedMap<Integer, CallId> parked = new LinkedHashMap<>();

  private final SequencedSet<Integer> stirred = new LinkedHashSet<>();

  public ParkingPlaces() {}

  public ParkingPlaces(ParkingPlaces original) {
    parked.putAll(original.parked);
  }

  public Optional<CallId> at(int place) {
    return Optional.ofNullable(parked.get(place));
  }

  public Optional<Integer> firstFree() {
    for (int place = FIRST; place <= LAST; place++) {
      if (!parked.containsKey(place)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  void take(int place, CallId call) {
    if (parked.putIfAbsent(place, call) != null) {
      throw new IllegalStateException("place " + place + " is taken");
    }
    stirred.add(place);
  }

  /** Harmless when the call has no place. */
  public void leave(CallId call) {
    placeOf(call)
        .ifPresent(
            place -> {
              parked.remove(place);
              stirred.add(place);
            });
  }

  /** Where this call is parked. */
  public Optional<Integer> placeOf(CallId call) {
    for (var taken : parked.entrySet()) {
      if (taken.getValue().equals(call)) {
        return Optional.of(taken.getKey());
      }
    }
    return Optional.empty();
  }

  /** Where somebody was parked or fetched since that was last taken. */
  public SequencedSet<Integer> stirred() {
    return Collections.unmodifiableSequencedSet(stirred);
  }

  public void takeStirred() {
    stirred.clear();
  }

  /** Names every place of a call that is not parked there. */
  public void audit(BiPredicate<CallId, Integer> isParkedAt, Consumer<String> violations) {
    parked.forEach(
        (place, call) -> {
          if (!isParkedAt.test(call, place)) {
            violations.accept(call + " has place " + place + " and is not parked there");
          }
        });
  }
}

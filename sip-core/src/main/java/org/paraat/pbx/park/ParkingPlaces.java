package org.paraat.pbx.park;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.paraat.pbx.vocabulary.CallId;

/** Who is parked where: the places are the same for all phones. */
public final class ParkingPlaces {
  public static final int FIRST = 1;
  public static final int LAST = 9;

  private final SequencedMap<Integer, CallId> parked = new LinkedHashMap<>();

  private long changes;

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
    changes++;
  }

  /** Harmless when the call has no place. */
  public void leave(CallId call) {
    if (parked.values().remove(call)) {
      changes++;
    }
  }

  /** How often anybody was parked or taken. */
  public long changes() {
    return changes;
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

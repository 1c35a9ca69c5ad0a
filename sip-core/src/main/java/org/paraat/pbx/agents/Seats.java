package org.paraat.pbx.agents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** Who is logged in at which phone. */
final class Seats {
  private final SequencedMap<DeviceId, ExtensionNumber> taken = new LinkedHashMap<>();
  private final SequencedSet<DeviceId> stirred = new LinkedHashSet<>();

  Seats() {}

  Seats(Seats original) {
    taken.putAll(original.taken);
  }

  Optional<ExtensionNumber> personAt(DeviceId device) {
    return Optional.ofNullable(taken.get(device));
  }

  void take(DeviceId device, ExtensionNumber person) {
    taken.put(device, person);
  }

  void leave(DeviceId device) {
    taken.remove(device);
    stirs(device);
  }

  /** Something that is set at this phone is otherwise now. */
  void stirs(DeviceId device) {
    stirred.add(device);
  }

  /** Which have stirred since that was last taken. */
  SequencedSet<DeviceId> stirred() {
    return Collections.unmodifiableSequencedSet(stirred);
  }

  void takeStirred() {
    stirred.clear();
  }

  void audit(Function<ExtensionNumber, Optional<Agent>> agents, Consumer<String> violations) {
    taken.forEach(
        (device, person) -> {
          if (agents.apply(person).flatMap(Agent::device).filter(device::equals).isEmpty()) {
            violations.accept(person + " is not logged in at " + device);
          }
        });
  }
}

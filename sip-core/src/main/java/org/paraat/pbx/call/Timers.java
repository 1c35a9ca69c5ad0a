package org.paraat.pbx.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.TimerId;

/** Every timer that runs, and whose it is. */
public final class Timers {

  /** Whose timer it is. */
  public sealed interface Owner {
    record OfCall(CallId call, TimerName name) implements Owner {}

    /**
     * A timer of the platform itself.
     *
     * @param subject what it is about, such as a trunk's name
     */
    record OfPlatform(String purpose, String subject) implements Owner {}
  }

  private final SequencedMap<TimerId, Owner> running = new LinkedHashMap<>();
  private final SequencedMap<Owner.OfPlatform, TimerId> ofPlatform = new LinkedHashMap<>();

  Timers() {}

  Timers(Timers original) {
    running.putAll(original.running);
    ofPlatform.putAll(original.ofPlatform);
  }

  void start(TimerId id, Owner owner) {
    running.put(id, owner);
    if (owner instanceof Owner.OfPlatform platform) {
      ofPlatform.put(platform, id);
    }
  }

  /** Forgets a timer that fired or was cancelled; empty when it did not run. */
  public Optional<Owner> stop(TimerId id) {
    Owner owner = running.remove(id);
    if (owner instanceof Owner.OfPlatform platform) {
      ofPlatform.remove(platform);
    }
    return Optional.ofNullable(owner);
  }

  Optional<TimerId> of(Owner.OfPlatform owner) {
    return Optional.ofNullable(ofPlatform.get(owner));
  }

  /** The timers that run, in the order in which they were set. */
  public Map<TimerId, Owner> running() {
    return Collections.unmodifiableMap(running);
  }
}

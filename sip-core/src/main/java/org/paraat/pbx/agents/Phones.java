package org.paraat.pbx.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.pbx.vocabulary.DeviceId;

/** Which devices can be rung: those that are registered and answered when they were last rung. */
public final class Phones {
  /** A phone that kept silent is left out this long, unless it gives a sign of life. */
  static final Duration SILENT_FOR = Duration.ofSeconds(10);

  private record Phone(boolean isRegistered, Instant since, Instant silentUntil) {}

  private static final Phone NEVER_SEEN = new Phone(false, Instant.EPOCH, Instant.EPOCH);

  private final SequencedMap<DeviceId, Phone> phones = new LinkedHashMap<>();

  Phones() {}

  Phones(Phones original) {
    phones.putAll(original.phones);
  }

  /**
   * @return whether it can be rung now and could not before
   */
  boolean registered(DeviceId device, Instant at) {
    Phone before = phones.getOrDefault(device, NEVER_SEEN);
    boolean becomesReachable = !before.isRegistered || at.isBefore(before.silentUntil);
    phones.put(device, new Phone(true, becomesReachable ? at : before.since, Instant.EPOCH));
    return becomesReachable;
  }

  /**
   * @return whether it was registered before
   */
  boolean unregistered(DeviceId device, Instant at) {
    Phone before = phones.getOrDefault(device, NEVER_SEEN);
    phones.put(device, new Phone(false, before.isRegistered ? at : before.since, Instant.EPOCH));
    return before.isRegistered;
  }

  /** The device sent us something: it is not silent. */
  boolean heardFrom(DeviceId device, Instant at) {
    Phone before = phones.get(device);
    return before != null && at.isBefore(before.silentUntil) && registered(device, at);
  }

  /**
   * @return when it will be tried again
   */
  Instant fellSilent(DeviceId device, Instant at) {
    Phone before = phones.getOrDefault(device, NEVER_SEEN);
    Instant until = at.plus(SILENT_FOR);
    phones.put(device, new Phone(before.isRegistered, at, until));
    return until;
  }

  public boolean isReachable(DeviceId device, Instant now) {
    Phone phone = phones.get(device);
    return phone != null && phone.isRegistered && !now.isBefore(phone.silentUntil);
  }

  /** Since when it is reachable or not; empty for a device that was never heard of. */
  public Optional<Instant> since(DeviceId device) {
    return Optional.ofNullable(phones.get(device)).map(Phone::since);
  }
}

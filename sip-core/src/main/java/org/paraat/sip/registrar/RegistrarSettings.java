package org.paraat.sip.registrar;

import java.time.Duration;

/**
 * Bounds of registrations.
 *
 * @param standard what a phone gets that does not ask for a time
 * @param shortest a shorter wish is refused with 423
 * @param longest a longer wish is cut to this
 * @param mostContacts of one address of record; one more takes the place of the oldest
 * @param mostAddresses addresses of record in all; one more is refused with 503
 */
public record RegistrarSettings(
    Duration standard, Duration shortest, Duration longest, int mostContacts, int mostAddresses) {

  public static RegistrarSettings usual() {
    return new RegistrarSettings(
        Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofHours(2), 10, 100_000);
  }

  public RegistrarSettings lasting(Duration atLeast, Duration usually, Duration atMost) {
    return new RegistrarSettings(usually, atLeast, atMost, mostContacts, mostAddresses);
  }
}

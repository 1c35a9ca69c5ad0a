package org.paraat.pbx.vocabulary;

import java.time.Duration;
import java.util.Optional;

/**
 * How the sound of one leg did, from its answer to its end.
 *
 * @param codec as in a session description: {@code PCMA}
 * @param fromParty as it reached us
 * @param toParty as the party's phone says that it arrived; empty when it reports nothing
 * @param roundTrip between the phone and us; empty when it reports nothing
 */
public record Quality(
    String codec, Way fromParty, Optional<Way> toParty, Optional<Duration> roundTrip) {

  /**
   * One direction.
   *
   * @param packets that were sent
   * @param lost of them
   * @param jitter how much their spacing varies, on the average
   * @param opinion mean opinion score in hundredths: 100 (bad) to 450
   */
  public record Way(long packets, long lost, Duration jitter, int opinion) {}
}

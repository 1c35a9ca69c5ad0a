package org.paraat.pbx.directory;

import java.time.Duration;
import org.paraat.pbx.vocabulary.TrunkId;

/**
 * A carrier's line, known by the address and port that its requests come from.
 *
 * @param host address of the carrier's SIP server
 * @param probeEvery how often we ask by OPTIONS whether it lives
 * @param missedProbesUntilDown how many unanswered probes in a row mean that it is down
 * @param silenceUntilNext after which time without any response the next trunk is tried
 * @param tryingUntilNext after which time of nothing but 100 the next trunk is tried
 * @param encryption of its sound
 * @param silenceWatch whether a leg over it ends when nothing is heard of it
 */
public record Trunk(
    TrunkId id,
    String host,
    int port,
    Transport transport,
    Duration probeEvery,
    int missedProbesUntilDown,
    Duration silenceUntilNext,
    Duration tryingUntilNext,
    Encryption encryption,
    SilenceWatch silenceWatch) {

  /** A trunk without encryption: few carriers take it. */
  public Trunk(
      TrunkId id,
      String host,
      int port,
      Transport transport,
      Duration probeEvery,
      int missedProbesUntilDown,
      Duration silenceUntilNext,
      Duration tryingUntilNext) {
    this(
        id,
        host,
        port,
        transport,
        probeEvery,
        missedProbesUntilDown,
        silenceUntilNext,
        tryingUntilNext,
        Encryption.OFF);
  }

  /** A trunk whose silence is watched. */
  public Trunk(
      TrunkId id,
      String host,
      int port,
      Transport transport,
      Duration probeEvery,
      int missedProbesUntilDown,
      Duration silenceUntilNext,
      Duration tryingUntilNext,
      Encryption encryption) {
    this(
        id,
        host,
        port,
        transport,
        probeEvery,
        missedProbesUntilDown,
        silenceUntilNext,
        tryingUntilNext,
        encryption,
        SilenceWatch.ON);
  }

  public enum Transport {
    UDP,
    TCP
  }
}

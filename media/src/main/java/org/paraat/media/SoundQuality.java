package org.paraat.media;

import java.time.Duration;
import java.util.Optional;

/**
 * How the sound of one session did, from its first packet to now.
 *
 * @param codec as in a description: {@code PCMA}
 * @param fromPeer as we received it
 * @param toPeer as the peer says that it received us; empty when it reports nothing
 * @param roundTrip between the peer and us; empty when it reports nothing
 */
public record SoundQuality(
    String codec, Stream fromPeer, Optional<Stream> toPeer, Optional<Duration> roundTrip) {

  /**
   * One direction.
   *
   * @param packets that were sent, as far as known
   * @param lost of them
   * @param jitter how much the spacing of packets varies, on the average
   * @param opinion a mean opinion score, 1 to 4.5, estimated by the E-model of ITU-T G.107
   */
  public record Stream(long packets, long lost, Duration jitter, double opinion) {

    /** 0-100. */
    public double lossPercent() {
      return packets == 0 ? 0 : 100.0 * lost / packets;
    }
  }
}

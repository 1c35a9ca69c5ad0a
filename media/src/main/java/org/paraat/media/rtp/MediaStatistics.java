package org.paraat.media.rtp;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one session carried until now.
 *
 * @param packetsIn accepted from the peer
 * @param octetsIn payload alone
 * @param lost packets that the peer numbered but that never came
 * @param dropped those that did not count or went no further, by reason; zeros are left out
 * @param sinceLastPacket how long ago the peer was last heard; empty when never
 */
public record MediaStatistics(
    long packetsIn,
    long octetsIn,
    long packetsOut,
    long octetsOut,
    long lost,
    Map<DropReason, Long> dropped,
    Optional<Duration> sinceLastPacket) {

  public long dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }
}

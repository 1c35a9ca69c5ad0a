package org.paraat.media.rtp;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.media.rtcp.Reception;

/**
 * Counts the packets of one session: plain numbers, written by its loop alone.
 *
 * <p>Others read them without synchronisation: a number may be a moment old, never torn on the
 * 64-bit machines that we run on.
 */
final class PacketCounts {
  private final long[] dropped = new long[DropReason.values().length];
  private final Reception reception = new Reception();
  private long packetsIn;
  private long octetsIn;
  private long packetsOut;
  private long octetsOut;
  private long lastIn;

  /**
   * @param isSound whether the timestamp says when it was spoken
   */
  void in(int source, int sequence, int timestamp, boolean isSound, int octets, long now) {
    reception.packet(source, sequence, timestamp, isSound, now);
    packetsIn++;
    octetsIn += octets;
    lastIn = now;
  }

  void out(int octets) {
    packetsOut++;
    octetsOut += octets;
  }

  void drop(DropReason reason) {
    dropped[reason.ordinal()]++;
  }

  Reception reception() {
    return reception;
  }

  boolean wasHeard() {
    return packetsIn > 0;
  }

  long lastIn() {
    return lastIn;
  }

  long packetsOut() {
    return packetsOut;
  }

  long octetsOut() {
    return octetsOut;
  }

  boolean cameWithin(long nanos, long now) {
    return packetsIn > 0 && now - lastIn < nanos;
  }

  MediaStatistics snapshot(long now) {
    Map<DropReason, Long> reasons = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      long count = dropped[reason.ordinal()];
      if (count > 0) {
        reasons.put(reason, count);
      }
    }
    return new MediaStatistics(
        packetsIn,
        octetsIn,
        packetsOut,
        octetsOut,
        reception.lost(),
        Collections.unmodifiableMap(reasons),
        packetsIn == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(now - lastIn)));
  }
}

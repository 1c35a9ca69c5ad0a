package org.paraat.media.rtp;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the packets of one session: plain numbers, written by its loop alone.
 *
 * <p>Others read them without synchronisation: a number may be a moment old, never torn on the
 * 64-bit machines that we run on.
 */
final class PacketCounts {
  private static final int GREATEST_GAP = 3000;
  private static final int GREATEST_DISORDER = 100;

  private final long[] dropped = new long[DropReason.values().length];
  private long packetsIn;
  private long octetsIn;
  private long packetsOut;
  private long octetsOut;
  private long lost;
  private long lastIn;
  private int ssrc;
  private int highest;

  void in(int source, int sequence, int octets, long now) {
    if (packetsIn == 0 || source != ssrc) {
      ssrc = source;
      highest = sequence;
    } else {
      countGap(sequence);
    }
    packetsIn++;
    octetsIn += octets;
    lastIn = now;
  }

  private void countGap(int sequence) {
    int step = (short) (sequence - highest);
    if (step > 0 && step <= GREATEST_GAP) {
      lost += step - 1;
      highest = sequence;
    } else if (step < 0 && step >= -GREATEST_DISORDER) {
      // It was counted as lost when its successor overtook it.
      lost = Math.max(0, lost - 1);
    } else if (step != 0) {
      highest = sequence;
    }
  }

  void out(int octets) {
    packetsOut++;
    octetsOut += octets;
  }

  void drop(DropReason reason) {
    dropped[reason.ordinal()]++;
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
        lost,
        Collections.unmodifiableMap(reasons),
        packetsIn == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(now - lastIn)));
  }
}

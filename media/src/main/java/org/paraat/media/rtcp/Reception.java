package org.paraat.media.rtcp;

import java.time.Duration;

/**
 * How the stream of one peer comes in: losses, copies and jitter as RFC 3550 A.1, A.3 and A.8 count
 * them, over every source that it ever sent with.
 *
 * <p>Written by one thread; what others read may be a moment old. A packet costs a few additions.
 */
public final class Reception {
  private static final int MOST_DROPPED = 3000;
  private static final int MOST_DISORDER = 100;
  private static final int NO_SUSPECT = -1;
  private static final long NANOS_A_TICK = 125_000;
  // A jump of more than a second is another clock, not a late packet.
  private static final int LONGEST_TRANSIT_STEP = 8000;

  private int ssrc;
  private boolean hasBegun;
  private int candidate;
  private int candidateNext = NO_SUSPECT;

  // Of the present source.
  private long base;
  private long highest;
  private long seen;
  private int suspect = NO_SUSPECT;
  private long received;
  private int transit;
  private boolean knowsTransit;
  private int jitterTimes16;

  // Of all sources.
  private long expectedBefore;
  private long receivedBefore;
  private long copies;
  private long deviations;
  private long deviationTicks;

  // What the last report said.
  private long expectedAtReport;
  private long receivedAtReport;

  /**
   * Takes note of one packet.
   *
   * @param sequence 0-65535
   * @param isSound whether its timestamp says when it was spoken: that of keys stands still
   * @param now in nanoseconds
   * @return false for a copy, and for one that fits nothing that was sent before
   */
  public boolean packet(int source, int sequence, int timestamp, boolean isSound, long now) {
    if (!hasBegun) {
      begin(source, sequence);
    } else if (source != ssrc && !takesOver(source, sequence)) {
      return false;
    }
    if (!count(sequence)) {
      return false;
    }
    if (isSound) {
      measure(timestamp, now);
    }
    return true;
  }

  // One stray packet of a stranger is no new stream, two in a row are.
  private boolean takesOver(int source, int sequence) {
    boolean isSecond = source == candidate && sequence == candidateNext;
    candidate = source;
    candidateNext = (sequence + 1) & 0xFFFF;
    if (isSecond) {
      expectedBefore += expectedOfSource();
      receivedBefore += received;
      begin(source, sequence);
    }
    return isSecond;
  }

  private void begin(int source, int sequence) {
    hasBegun = true;
    ssrc = source;
    // One round in front, so that what comes before the first is not below zero.
    base = 0x10000L + sequence;
    highest = base - 1;
    seen = 0;
    suspect = NO_SUSPECT;
    received = 0;
    knowsTransit = false;
    jitterTimes16 = 0;
    expectedAtReport = 0;
    receivedAtReport = 0;
  }

  private boolean count(int sequence) {
    int step = (short) (sequence - (int) highest);
    if (step > 0 && step <= MOST_DROPPED) {
      highest += step;
      seen = step >= Long.SIZE ? 1 : seen << step | 1;
    } else if (step <= 0 && step > -MOST_DISORDER) {
      if (!isFirstCopy(-step)) {
        copies++;
        return false;
      }
      base = Math.min(base, highest + step);
    } else {
      boolean isSecond = sequence == suspect;
      suspect = (sequence + 1) & 0xFFFF;
      if (!isSecond) {
        return false;
      }
      expectedBefore += expectedOfSource();
      receivedBefore += received;
      begin(ssrc, sequence);
      return count(sequence);
    }
    received++;
    return true;
  }

  // What is further back than the memory is taken for late, not for a copy.
  private boolean isFirstCopy(int back) {
    if (back >= Long.SIZE) {
      return true;
    }
    long bit = 1L << back;
    boolean isFirst = (seen & bit) == 0;
    seen |= bit;
    return isFirst;
  }

  private void measure(int timestamp, long now) {
    int arrived = (int) (now / NANOS_A_TICK) - timestamp;
    int step = Math.abs(arrived - transit);
    transit = arrived;
    if (!knowsTransit || step > LONGEST_TRANSIT_STEP) {
      knowsTransit = true;
      return;
    }
    jitterTimes16 += step - ((jitterTimes16 + 8) >> 4);
    deviations++;
    deviationTicks += step;
  }

  private long expectedOfSource() {
    return hasBegun ? highest - base + 1 : 0;
  }

  public boolean hasBegun() {
    return hasBegun;
  }

  /** The source that counts now; meaningless before one began. */
  public int ssrc() {
    return ssrc;
  }

  /** Packets, without copies. */
  public long received() {
    return receivedBefore + received;
  }

  /** Packets that its numbers promised. */
  public long expected() {
    return expectedBefore + expectedOfSource();
  }

  public long lost() {
    return Math.max(0, expected() - received());
  }

  public long copies() {
    return copies;
  }

  /** As RFC 3550 A.8 has it at this moment, in units of the timestamp. */
  public int jitter() {
    return jitterTimes16 >> 4;
  }

  /** Over the whole stream: what {@link #jitter} is on the average. */
  public Duration meanJitter() {
    return deviations == 0
        ? Duration.ZERO
        : Duration.ofNanos(deviationTicks * NANOS_A_TICK / deviations);
  }

  /** What we report of it, with the losses since the report before (RFC 3550 A.3). */
  public ReportBlock report(int lastReport, int delaySinceLast) {
    long expected = expectedOfSource();
    long expectedSince = expected - expectedAtReport;
    long lostSince = expectedSince - (received - receivedAtReport);
    expectedAtReport = expected;
    receivedAtReport = received;
    int fraction =
        expectedSince <= 0 || lostSince <= 0
            ? 0
            : (int) Math.min(255, (lostSince << 8) / expectedSince);
    return new ReportBlock(
        ssrc,
        fraction,
        (int) (expected - received),
        (int) (highest - 0x10000L),
        jitter(),
        lastReport,
        delaySinceLast);
  }
}

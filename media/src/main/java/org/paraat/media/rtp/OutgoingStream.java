package org.paraat.media.rtp;

import org.paraat.media.sdp.AudioCodec;

/**
 * The one stream that a peer hears for the whole life of its session: SSRC, sequence numbers and
 * timestamps go on whatever it carries, for some phones fall silent when they jump.
 *
 * <p>Each of the two ways to go on leaves the numbers of the packet in {@link #sequence}, {@link
 * #timestamp} and {@link #isMarked}: nothing is allocated.
 */
final class OutgoingStream {
  static final int SAMPLES_A_FRAME = AudioCodec.CLOCK_RATE / 50;
  static final int MOST_SAMPLES_A_FRAME = 3 * SAMPLES_A_FRAME;

  private static final long NANOS_A_SAMPLE = 1_000_000_000L / AudioCodec.CLOCK_RATE;
  private static final int GREATEST_GAP = 3000;
  private static final int GREATEST_DISORDER = 100;
  // A source whose clock jumps by more than this against ours began anew without saying so.
  private static final int GREATEST_DRIFT = 2 * AudioCodec.CLOCK_RATE;
  private static final long LONGEST_PAUSE_NANOS = 200_000_000L;
  private static final Object NO_SOURCE = new Object();
  private static final int NO_SUSPECT = -1;

  private final int ssrc;
  private int highestOut;
  private int anchorTimestamp;
  private long anchorNanos;
  private int samplesOfLast = SAMPLES_A_FRAME;
  private boolean hasBegun;

  private Object source = NO_SOURCE;
  private int sourceSsrc;
  private int sequenceShift;
  private int timestampShift;
  private int firstOut;
  private int highestIn;
  private int suspect;
  private int lastAudioIn;
  private long lastAudioNanos;

  private int sequence;
  private int timestamp;
  private boolean isMarked;

  OutgoingStream(int ssrc, int firstSequence, int firstTimestamp) {
    this.ssrc = ssrc;
    this.highestOut = (firstSequence - 1) & 0xFFFF;
    this.anchorTimestamp = firstTimestamp;
  }

  int ssrc() {
    return ssrc;
  }

  int sequence() {
    return sequence;
  }

  int timestamp() {
    return timestamp;
  }

  boolean isMarked() {
    return isMarked;
  }

  /** When this stream last went on, by {@link System#nanoTime}; meaningless before it began. */
  long lastSentNanos() {
    return anchorNanos;
  }

  boolean hasBegun() {
    return hasBegun;
  }

  /** Whether what went on last came from there. */
  boolean isOf(Object from) {
    return from == source;
  }

  /** What the timestamp of this stream would be at a moment. */
  int timestampAt(long now) {
    return anchorTimestamp + (hasBegun ? (int) ((now - anchorNanos) / NANOS_A_SAMPLE) : 0);
  }

  /**
   * Goes on with a frame of our own: the next of the same source, or the first of another.
   *
   * @param samples that it lasts
   */
  void goOn(Object from, int samples, long now) {
    boolean same = from == source && now - anchorNanos < LONGEST_PAUSE_NANOS;
    timestamp = same ? anchorTimestamp + samplesOfLast : afterPause(now);
    sequence = (highestOut + 1) & 0xFFFF;
    isMarked = !same;
    highestOut = sequence;
    source = from;
    anchor(now, samples);
  }

  /**
   * Goes on with a packet that another session received; its losses and disorder stay visible.
   *
   * @param marked whether its sender marked it
   * @param samples that it lasts; 0 for keys, whose timestamp stands still
   * @return false when it belongs to what was before the present source, and is not to be sent
   */
  boolean follow(
      Object from,
      int ssrcIn,
      int sequenceIn,
      int timestampIn,
      boolean marked,
      int samples,
      long now) {
    boolean starts = from != source || ssrcIn != sourceSsrc;
    if (!starts) {
      int step = (short) (sequenceIn - highestIn);
      if (step > GREATEST_GAP || step < -GREATEST_DISORDER) {
        // RFC 3550 A.1: one stray packet is no new beginning, two in a row are.
        starts = sequenceIn == suspect;
        suspect = (sequenceIn + 1) & 0xFFFF;
        if (!starts) {
          return false;
        }
      }
      starts |= samples > 0 && hasJumped(timestampIn, now);
    }
    if (starts) {
      begin(from, ssrcIn, sequenceIn, timestampIn, now);
    }
    sequence = (sequenceIn + sequenceShift) & 0xFFFF;
    if ((short) (sequence - firstOut) < 0) {
      return false;
    }
    timestamp = timestampIn + timestampShift;
    isMarked = marked || starts;
    remember(sequenceIn, timestampIn, samples, now);
    return true;
  }

  /** A packet of the present source that is not sent on: the numbers close up behind it. */
  void skip(Object from, int ssrcIn, int sequenceIn) {
    if (from == source && ssrcIn == sourceSsrc && (short) (sequenceIn - highestIn) > 0) {
      highestIn = sequenceIn;
      sequenceShift--;
    }
  }

  private void begin(Object from, int ssrcIn, int sequenceIn, int timestampIn, long now) {
    source = from;
    sourceSsrc = ssrcIn;
    firstOut = (highestOut + 1) & 0xFFFF;
    sequenceShift = firstOut - sequenceIn;
    timestampShift = afterPause(now) - timestampIn;
    highestIn = sequenceIn;
    suspect = NO_SUSPECT;
    lastAudioIn = timestampIn;
    lastAudioNanos = now;
  }

  private void remember(int sequenceIn, int timestampIn, int samples, long now) {
    if ((short) (sequenceIn - highestIn) > 0) {
      highestIn = sequenceIn;
    }
    if ((short) (sequence - highestOut) > 0) {
      highestOut = sequence;
    }
    // The comparison above is modulo 65536: what is old must stay near.
    if ((short) (highestOut - firstOut) > GREATEST_GAP) {
      firstOut = (highestOut - GREATEST_GAP) & 0xFFFF;
    }
    if (samples > 0) {
      lastAudioIn = timestampIn;
      lastAudioNanos = now;
    }
    if (!hasBegun || timestamp - anchorTimestamp > 0) {
      anchor(now, Math.max(samples, SAMPLES_A_FRAME));
    }
  }

  private boolean hasJumped(int timestampIn, long now) {
    long passed = (now - lastAudioNanos) / NANOS_A_SAMPLE;
    return Math.abs(timestampIn - lastAudioIn - passed) > GREATEST_DRIFT;
  }

  private int afterPause(long now) {
    if (!hasBegun) {
      return anchorTimestamp;
    }
    long passed = (now - anchorNanos) / NANOS_A_SAMPLE;
    return anchorTimestamp + (int) Math.max(samplesOfLast, passed);
  }

  private void anchor(long now, int samples) {
    anchorTimestamp = timestamp;
    anchorNanos = now;
    samplesOfLast = samples;
    hasBegun = true;
  }
}

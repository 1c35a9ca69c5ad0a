package org.paraat.media.srtp;

/**
 * How far one stream has come (RFC 3711 3.3): its index, of which packets carry the last 16 bits
 * alone, with the last 64 packets that were accepted.
 */
final class StreamPosition {
  static final int WINDOW = 64;
  static final long BEFORE_THE_FIRST = -1;

  private static final int HALF = 1 << 15;

  private int ssrc;
  private boolean hasBegun;
  private long highest;
  private long accepted;
  private long usedAt;

  void begin(int source) {
    ssrc = source;
    hasBegun = false;
    highest = 0;
    accepted = 0;
  }

  boolean isOf(int source) {
    return hasBegun && ssrc == source;
  }

  boolean hasBegun() {
    return hasBegun;
  }

  /** When it was last accepted, in packets of its session: the eldest makes room. */
  long usedAt() {
    return usedAt;
  }

  /** The index that a sequence number most probably stands for. */
  long estimate(int sequence) {
    if (!hasBegun) {
      return sequence;
    }
    long rollover = highest >>> 16;
    int last = (int) highest & 0xFFFF;
    if (last < HALF && sequence - last > HALF) {
      rollover--;
    } else if (last >= HALF && last - HALF > sequence) {
      rollover++;
    }
    return rollover < 0 ? BEFORE_THE_FIRST : rollover << 16 | sequence;
  }

  /** Whether a packet came before, or so long ago that nobody knows. */
  boolean isReplay(long index) {
    if (!hasBegun || index > highest) {
      return false;
    }
    long age = highest - index;
    return age >= WINDOW || (accepted >>> age & 1) != 0;
  }

  void accept(long index, long packet) {
    if (!hasBegun) {
      hasBegun = true;
      highest = index;
      accepted = 1;
    } else if (index > highest) {
      long step = index - highest;
      accepted = step < WINDOW ? accepted << step | 1 : 1;
      highest = index;
    } else {
      accepted |= 1L << (highest - index);
    }
    usedAt = packet;
  }
}

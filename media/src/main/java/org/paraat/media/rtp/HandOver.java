package org.paraat.media.rtp;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.paraat.media.rtp.AgreedFormats.Meaning;

/**
 * Brings packets from other loops to the loop of the leg that they are for: a ring of slots made in
 * advance, many writers, one reader, no lock.
 */
final class HandOver {
  static final int SLOTS = 512;
  private static final int MOST_TRIES = 1000;

  /** A packet on its way, with a plain header. */
  static final class Slot {
    final ByteBuffer packet = ByteBuffer.allocateDirect(RtpHeader.LONGEST_PACKET);
    RtpLine from;
    RtpLine to;
    Meaning meaning;
  }

  private final Slot[] slots = new Slot[SLOTS];
  // Of slot i: n when writer n may fill it, n + 1 when it is full, n + SLOTS when it was emptied.
  private final AtomicLongArray turns = new AtomicLongArray(SLOTS);
  private final AtomicLong nextWrite = new AtomicLong();
  private long nextRead;

  HandOver() {
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Slot();
      turns.set(i, i);
    }
  }

  /**
   * Copies what lies between position and limit.
   *
   * @return false when the ring is full
   */
  boolean offer(RtpLine from, RtpLine to, ByteBuffer packet, Meaning meaning) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long turn = nextWrite.get();
      int place = (int) (turn % SLOTS);
      long ahead = turns.getAcquire(place) - turn;
      if (ahead < 0) {
        return false;
      }
      if (ahead == 0 && nextWrite.compareAndSet(turn, turn + 1)) {
        Slot slot = slots[place];
        int length = packet.remaining();
        slot.from = from;
        slot.to = to;
        slot.meaning = meaning;
        slot.packet.clear();
        slot.packet.put(0, packet, packet.position(), length);
        slot.packet.limit(length);
        turns.setRelease(place, turn + 1);
        return true;
      }
    }
    return false;
  }

  /** Gives every packet that waits to the leg that it is for; called by the reading loop alone. */
  void deliver(long now) {
    for (int delivered = 0; delivered < SLOTS; delivered++) {
      int place = (int) (nextRead % SLOTS);
      if (turns.getAcquire(place) != nextRead + 1) {
        return;
      }
      Slot slot = slots[place];
      slot.to.relay(slot.from, slot.packet, slot.meaning, now);
      turns.setRelease(place, nextRead + SLOTS);
      nextRead++;
    }
  }
}

package org.paraat.media.rtp;

import java.util.ArrayList;
import java.util.List;

/**
 * Paces what is played: a wheel of twenty slots that turns one slot each millisecond, so that each
 * of its members has a turn every 20 ms and all of them are spread evenly.
 */
final class PacingWheel {
  private static final int SLOTS = 20;
  private static final long NANOS_A_SLOT = 1_000_000;
  // After a longer pause of the whole machine the rest is left out instead of sent in a burst.
  private static final long MOST_SLOTS_BEHIND = 5L * SLOTS;

  /** Somebody with something to send every 20 ms. */
  interface Member {
    /**
     * @return whether it wants another turn
     */
    boolean takeTurn(long now);
  }

  private final List<List<Member>> slots = new ArrayList<>();
  private final long start;
  private long done;
  private int members;

  PacingWheel(long now) {
    start = now;
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new ArrayList<>());
    }
  }

  /** The member leaves by saying that it wants no other turn. */
  void join(Member member) {
    List<Member> emptiest = slot(done + 1);
    for (int i = 2; i <= SLOTS; i++) {
      if (slot(done + i).size() < emptiest.size()) {
        emptiest = slot(done + i);
      }
    }
    emptiest.add(member);
    members++;
  }

  /** Gives every turn that is due. */
  void turn(long now) {
    long due = (now - start) / NANOS_A_SLOT;
    done = Math.max(done, due - MOST_SLOTS_BEHIND);
    while (done < due) {
      done++;
      giveTurns(slot(done), now);
    }
  }

  /** Milliseconds until somebody's turn, rounded up; at most {@code most}. */
  long untilNextTurn(long now, long most) {
    if (members == 0) {
      return most;
    }
    for (int i = 1; i <= SLOTS; i++) {
      if (!slot(done + i).isEmpty()) {
        long wait = start + (done + i) * NANOS_A_SLOT - now;
        return Math.clamp((wait + NANOS_A_SLOT - 1) / NANOS_A_SLOT, 0, most);
      }
    }
    return most;
  }

  private void giveTurns(List<Member> slot, long now) {
    for (int i = slot.size() - 1; i >= 0; i--) {
      if (!slot.get(i).takeTurn(now)) {
        // Order within a slot does not matter: the last one fills the gap.
        slot.set(i, slot.getLast());
        slot.removeLast();
        members--;
      }
    }
  }

  private List<Member> slot(long number) {
    return slots.get((int) (number % SLOTS));
  }
}

package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns every 20 ms, in virtual time. */
class PacingWheelTest {
  private static final long MILLISECOND = 1_000_000;
  private final PacingWheel wheel = new PacingWheel(0);

  @Test
  void eachMemberHasATurnEveryTwentyMilliseconds() {
    List<Long> turns = new ArrayList<>();
    wheel.join(at -> turns.add(at / MILLISECOND));
    for (long ms = 0; ms <= 100; ms++) {
      wheel.turn(ms * MILLISECOND);
    }
    assertEquals(List.of(1L, 21L, 41L, 61L, 81L), turns);
  }

  @Test
  void membersAreSpreadOverTheSlots() {
    int[] perMillisecond = new int[21];
    for (int i = 0; i < 200; i++) {
      wheel.join(
          at -> {
            perMillisecond[(int) (at / MILLISECOND)]++;
            return true;
          });
    }
    for (int ms = 1; ms <= 20; ms++) {
      wheel.turn(ms * MILLISECOND);
      assertEquals(10, perMillisecond[ms], "turns in millisecond " + ms);
    }
  }

  @Test
  void whoWantsNoOtherTurnLeavesAndTheOthersStay() {
    int[] turns = new int[3];
    for (int i = 0; i < 3; i++) {
      int member = i;
      wheel.join(
          at -> {
            turns[member]++;
            return member != 1;
          });
    }
    for (long ms = 1; ms <= 60; ms++) {
      wheel.turn(ms * MILLISECOND);
    }
    assertEquals(List.of(3, 1, 3), List.of(turns[0], turns[1], turns[2]));
  }

  @Test
  void theWaitEndsAtTheNextTurn() {
    assertEquals(1000, wheel.untilNextTurn(0, 1000));
    wheel.join(at -> true);
    assertEquals(1, wheel.untilNextTurn(0, 1000));
    wheel.turn(1 * MILLISECOND);
    assertEquals(20, wheel.untilNextTurn(MILLISECOND, 1000));
    assertEquals(1, wheel.untilNextTurn(20 * MILLISECOND + 1, 1000));
    assertEquals(0, wheel.untilNextTurn(500 * MILLISECOND, 1000));
  }

  @Test
  void aLongPauseOfTheMachineIsNotMadeUpForInABurst() {
    int[] turns = new int[1];
    wheel.join(at -> ++turns[0] > 0);
    wheel.turn(10_000 * MILLISECOND);
    assertTrue(turns[0] <= 5, turns[0] + " turns at once");
    wheel.turn(10_020 * MILLISECOND);
    assertTrue(turns[0] <= 6);
  }
}

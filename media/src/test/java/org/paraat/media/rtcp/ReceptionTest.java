package org.paraat.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Losses and jitter against figures worked out by hand. */
class ReceptionTest {
  private final Reception reception = new Reception();

  @Test
  void aStreamWithoutFaultHasNone() {
    for (int i = 0; i < 100; i++) {
      assertTrue(sound(7, 65_500 + i, i));
    }
    assertEquals(100, reception.expected());
    assertEquals(0, reception.lost());
    assertEquals(0, reception.jitter());
    assertEquals(new ReportBlock(7, 0, 0, 0x10000 + 63, 0, 0, 0), reception.report(0, 0));
  }

  @Test
  void theFractionIsThatSinceTheReportBefore() {
    sound(7, 1, 0);
    sound(7, 2, 1);
    sound(7, 5, 4);
    sound(7, 6, 5);
    // 2 of 6 are missing: 85/256
    assertEquals(new ReportBlock(7, 85, 2, 6, 0, 11, 12), reception.report(11, 12));
    sound(7, 7, 6);
    sound(7, 8, 7);
    assertEquals(new ReportBlock(7, 0, 2, 8, 0, 0, 0), reception.report(0, 0));
    assertEquals(2, reception.lost());
  }

  @Test
  void copiesAndLatecomersAreNoLoss() {
    sound(7, 65_534, 0);
    sound(7, 0, 2);
    assertEquals(1, reception.lost());
    assertTrue(sound(7, 65_535, 1), "late");
    assertEquals(0, reception.lost());
    assertFalse(sound(7, 65_535, 1), "a copy of the late one");
    assertFalse(sound(7, 0, 2), "a copy of the newest");
    assertEquals(2, reception.copies());
    assertEquals(3, reception.received());
    assertTrue(sound(7, 65_533, 0), "before the first that came");
    assertEquals(4, reception.expected());
    assertEquals(0, reception.lost());
  }

  @Test
  void aLongStreamWrapsMoreThanOnce() {
    for (int i = 0; i < 200_000; i++) {
      if (i % 100 != 50) {
        sound(7, i, i);
      }
    }
    assertEquals(200_000, reception.expected());
    assertEquals(2_000, reception.lost());
    assertEquals(199_999, reception.report(0, 0).highestSequence());
  }

  @Test
  void oneStrayPacketChangesNothingButTwoInARowAreANewBeginning() {
    sound(7, 100, 0);
    assertFalse(sound(7, 30_000, 1), "a stray number");
    assertFalse(sound(9, 30_000, 1), "a stray source");
    sound(7, 101, 1);
    assertEquals(2, reception.expected());
    assertFalse(sound(9, 500, 2));
    assertTrue(sound(9, 501, 3), "the peer changed its source");
    sound(9, 502, 4);
    assertEquals(9, reception.ssrc());
    assertEquals(4, reception.expected());
    assertFalse(sound(9, 40_000, 5));
    assertTrue(sound(9, 40_001, 6), "and then its numbers");
    assertEquals(5, reception.expected());
    assertEquals(0, reception.lost());
    assertEquals(0, reception.report(0, 0).lost());
  }

  @Test
  void jitterIsThatOfTheRfc() {
    // Arrivals 0, 25, 40, 70 ms for frames of 20 ms: steps of 5, -5, 10 ms = 40, 40, 80 ticks.
    arrives(0, 0, 0);
    arrives(1, 160, 25);
    // J = 40 of 16ths
    assertEquals(2, reception.jitter());
    arrives(2, 320, 40);
    // 40 + 40 - (48 >> 4) = 77
    assertEquals(4, reception.jitter());
    arrives(3, 480, 70);
    // 77 + 80 - (85 >> 4) = 152
    assertEquals(9, reception.jitter());
    // (40 + 40 + 80) / 3 ticks of 125 us
    assertEquals(Duration.ofNanos(160 * 125_000 / 3), reception.meanJitter());
  }

  @Test
  void keysAndClocksThatJumpAreNoJitter() {
    arrives(0, 0, 0);
    for (int i = 1; i < 10; i++) {
      // Ten packets of one key: their timestamp stands still.
      reception.packet(7, i, 160, false, TimeUnit.MILLISECONDS.toNanos(20L * i));
    }
    arrives(10, 1600, 200);
    assertEquals(0, reception.jitter());
    arrives(11, 1_000_000, 220);
    arrives(12, 1_000_160, 240);
    assertEquals(0, reception.jitter());
  }

  private void arrives(int sequence, int timestamp, long milliseconds) {
    reception.packet(7, sequence, timestamp, true, TimeUnit.MILLISECONDS.toNanos(milliseconds));
  }

  private boolean sound(int ssrc, int sequence, int frame) {
    return reception.packet(
        ssrc, sequence & 0xFFFF, frame * 160, true, TimeUnit.MILLISECONDS.toNanos(20L * frame));
  }
}

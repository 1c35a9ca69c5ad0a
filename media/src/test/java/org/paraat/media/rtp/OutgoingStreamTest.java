package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers of a stream that never jump, whatever comes in. */
class OutgoingStreamTest {
  private static final long MILLISECOND = 1_000_000;
  private static final Object PROMPT = new Object();
  private static final Object MUSIC = new Object();
  private static final Object PEER = new Object();

  private final OutgoingStream stream = new OutgoingStream(7, 65_534, -200);
  private long now = 1_000_000_000L;

  @Test
  void framesFollowEachOtherOverTheWrap() {
    play(PROMPT, true, 65_534, -200);
    play(PROMPT, false, 65_535, -40);
    play(PROMPT, false, 0, 120);
  }

  @Test
  void anotherSourceGoesOnAfterTheGapOfTheClock() {
    play(PROMPT, true, 65_534, -200);
    now += 80 * MILLISECOND;
    play(MUSIC, true, 65_535, -200 + 800);
    now -= 20 * MILLISECOND;
    play(PROMPT, true, 0, 760);
  }

  @Test
  void aPauseOfTheSameSourceIsMarkedToo() {
    play(PROMPT, true, 65_534, -200);
    now += 980 * MILLISECOND;
    play(PROMPT, true, 65_535, -200 + 8000);
  }

  @Test
  void aRelayedStreamIsShiftedAsAWhole() {
    play(PROMPT, true, 65_534, -200);
    relay(500, 9000, true, 65_535, -40);
    relay(501, 9160, false, 0, 120);
    relay(503, 9480, false, 2, 440);
    relay(502, 9320, false, 1, 280);
    relay(504, 9640, false, 3, 600);
    play(MUSIC, true, 4, 760);
  }

  @Test
  void keysKeepTheirTimestampBesideTheSound() {
    relay(500, 9000, true, 65_534, -200);
    for (int i = 1; i <= 400; i++) {
      keys(500 + i, 9160, false, (65_534 + i) & 0xFFFF, -40);
    }
    relay(901, 9160 + 400 * 160, false, (65_534 + 401) & 0xFFFF, -40 + 400 * 160);
  }

  @Test
  void whatIsLeftOutClosesUp() {
    relay(500, 9000, true, 65_534, -200);
    stream.skip(PEER, 99, 501);
    stream.skip(PEER, 99, 502);
    relay(503, 9480, false, 65_535, 280);
    stream.skip(PEER, 99, 499);
    stream.skip(MUSIC, 99, 504);
    stream.skip(PEER, 98, 504);
    relay(504, 9640, false, 0, 440);
  }

  @Test
  void aNewSsrcOrASecondJumpIsANewBeginningButOneStrayIsNot() {
    relay(500, 9000, true, 65_534, -200);
    assertFalse(stream.follow(PEER, 99, 20_000, 777, false, 160, now));
    relay(501, 9160, false, 65_535, -40);
    assertFalse(stream.follow(PEER, 99, 30_000, 5_000_000, false, 160, now));
    relay(30_001, 5_000_160, true, 0, 120);
    assertTrue(stream.follow(PEER, 100, 1, 1, false, 160, now));
    assertTrue(stream.isMarked());
    assertEquals(1, stream.sequence());
    assertEquals(280, stream.timestamp());
  }

  @Test
  void aClockThatJumpsIsEvenedOut() {
    relay(500, 9000, true, 65_534, -200);
    relay(501, 9_000_000, true, 65_535, -40);
    relay(502, 9_000_160, false, 0, 120);
  }

  @Test
  void aLatePacketOfThePreviousSourceIsLeftOut() {
    relay(500, 9000, true, 65_534, -200);
    play(PROMPT, true, 65_535, -40);
    relay(510, 10_600, true, 0, 120);
    assertFalse(stream.follow(PEER, 99, 509, 10_440, false, 160, now));
    relay(511, 10_760, false, 1, 280);
  }

  @Test
  void anHourOfSoundStaysInStep() {
    int sequence = 0;
    relay(0, 0, true, 65_534, -200);
    for (int i = 1; i < 180_000; i++) {
      relay(i & 0xFFFF, i * 160, false, (65_534 + i) & 0xFFFF, -200 + i * 160);
      sequence++;
    }
    assertEquals(179_999, sequence);
  }

  @Test
  void whateverComesInTheNumbersGoOn() {
    Random random = new Random(5);
    Object[] sources = {PROMPT, MUSIC, PEER, new Object()};
    stream.goOn(PROMPT, OutgoingStream.SAMPLES_A_FRAME, now);
    int highest = stream.sequence();
    for (int i = 0; i < 200_000; i++) {
      now += random.nextInt(40) * MILLISECOND;
      Object source = sources[random.nextInt(4)];
      boolean sent = true;
      if (random.nextInt(3) == 0) {
        stream.goOn(source, OutgoingStream.SAMPLES_A_FRAME, now);
      } else {
        sent =
            stream.follow(
                source,
                random.nextInt(2),
                random.nextInt(10) == 0 ? random.nextInt(65_536) : i & 0xFFFF,
                random.nextInt(10) == 0 ? random.nextInt() : i * 160,
                false,
                random.nextInt(4) == 0 ? 0 : 160,
                now);
      }
      if (sent) {
        int step = (short) (stream.sequence() - highest);
        assertTrue(step > -4000 && step < 4000, "sequence jumps by " + step);
        highest = step > 0 ? stream.sequence() : highest;
      }
    }
  }

  private void play(Object source, boolean marked, int sequence, int timestamp) {
    stream.goOn(source, OutgoingStream.SAMPLES_A_FRAME, now);
    expect(marked, sequence, timestamp);
  }

  private void relay(int sequenceIn, int timestampIn, boolean marked, int sequence, int timestamp) {
    assertTrue(stream.follow(PEER, 99, sequenceIn, timestampIn, false, 160, now));
    expect(marked, sequence, timestamp);
  }

  private void keys(int sequenceIn, int timestampIn, boolean marked, int sequence, int timestamp) {
    assertTrue(stream.follow(PEER, 99, sequenceIn, timestampIn, false, 0, now));
    expect(marked, sequence, timestamp);
  }

  private void expect(boolean marked, int sequence, int timestamp) {
    assertEquals(sequence, stream.sequence(), "sequence");
    assertEquals(timestamp, stream.timestamp(), "timestamp");
    assertEquals(marked, stream.isMarked(), "marker");
    now += 20 * MILLISECOND;
  }
}

package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.paraat.media.rtp.MediaSettings.Latching;

/** Whose packets a session takes. */
class LatchTest {
  private static final InetSocketAddress PHONE = at("192.0.2.1", 4000);
  private static final InetSocketAddress OTHER_PORT = at("192.0.2.1", 4444);
  private static final InetSocketAddress OTHER_ADDRESS = at("192.0.2.2", 4000);

  private static final InetSocketAddress OURS = at("192.0.2.10", 20_000);
  private final Latch latch = new Latch(Latching.SAME_ADDRESS, OURS::equals);
  private long now;

  @Test
  void nobodyIsAdmittedBeforeAnAddressIsKnown() {
    assertFalse(latch.hasTarget());
    assertFalse(send(latch, PHONE, 1, 100, 10));
  }

  @Test
  void theDescribedAddressIsAdmittedAtOnce() {
    latch.expect(PHONE);
    assertTrue(latch.admits(at("192.0.2.1", 4000), 1, 1, false, now));
    assertEquals(PHONE, latch.target());
  }

  @Test
  void anotherPortIsAdmittedAtItsFifthPacketInARow() {
    latch.expect(PHONE);
    assertFalse(send(latch, OTHER_PORT, 1, 65_533, 4));
    assertTrue(latch.admits(OTHER_PORT, 1, 1, true, now));
    assertEquals(OTHER_PORT, latch.target());
    assertFalse(send(latch, PHONE, 2, 1, 20), "locked");
  }

  @Test
  void aGapAnotherSsrcOrAnUnknownTypeBeginsTheCountAgain() {
    latch.expect(PHONE);
    assertFalse(send(latch, OTHER_PORT, 1, 10, 4));
    assertFalse(latch.admits(OTHER_PORT, 1, 15, true, now), "a gap");
    assertFalse(latch.admits(OTHER_PORT, 2, 16, true, now), "another SSRC");
    for (int i = 0; i < 20; i++) {
      assertFalse(latch.admits(OTHER_PORT, 3, i, false, now), "nothing negotiated");
    }
  }

  @Test
  void anotherAddressNeedsThePolicy() {
    latch.expect(PHONE);
    assertFalse(send(latch, OTHER_ADDRESS, 1, 1, 20));
    Latch open = new Latch(Latching.ANY_ADDRESS, OURS::equals);
    open.expect(PHONE);
    assertTrue(send(open, OTHER_ADDRESS, 1, 1, 5));
    assertEquals(OTHER_ADDRESS, open.target());
  }

  @Test
  void aPortOfOurOwnIsNeverLatched() {
    Latch open = new Latch(Latching.ANY_ADDRESS, OURS::equals);
    open.expect(PHONE);
    assertFalse(send(open, OURS, 1, 1, 50), "sound would go round for ever");
    assertEquals(PHONE, open.target());
    assertTrue(send(open, OTHER_PORT, 1, 1, 5), "the door is still open");
  }

  @Test
  void aPhoneBehindARouterIsFoundAtItsPublicAddress() {
    latch.expect(at("192.168.1.20", 4000));
    assertFalse(send(latch, at("10.1.2.3", 4000), 1, 1, 20), "another private address");
    assertTrue(send(latch, OTHER_ADDRESS, 1, 1, 5));
    assertEquals(OTHER_ADDRESS, latch.target());
  }

  @Test
  void theDescribedAddressLocksTheDoorToo() {
    latch.expect(PHONE);
    assertTrue(send(latch, PHONE, 1, 1, 5));
    assertFalse(send(latch, OTHER_PORT, 2, 1, 20));
  }

  @Test
  void aNewDescriptionOpensItAndTheSameDoesNot() {
    latch.expect(PHONE);
    send(latch, OTHER_PORT, 1, 1, 5);
    latch.expect(PHONE);
    assertEquals(OTHER_PORT, latch.target());
    latch.expect(OTHER_ADDRESS);
    assertEquals(OTHER_ADDRESS, latch.target());
    assertFalse(send(latch, OTHER_PORT, 1, 6, 20));
  }

  @Test
  void aStreamThatFellSilentMayGoOnFromElsewhere() {
    latch.expect(PHONE);
    send(latch, PHONE, 1, 1, 10);
    assertFalse(send(latch, OTHER_PORT, 1, 11, 5), "too soon");
    now += Latch.SILENCE_BEFORE_MOVING.toNanos() + 1;
    assertFalse(send(latch, OTHER_PORT, 2, 1, 20), "another stream");
    assertTrue(send(latch, OTHER_PORT, 1, 16, 5), "the same stream");
  }

  private boolean send(Latch to, InetSocketAddress from, int ssrc, int sequence, int packets) {
    boolean admitted = false;
    for (int i = 0; i < packets; i++) {
      admitted = to.admits(from, ssrc, (sequence + i) & 0xFFFF, true, now);
    }
    return admitted;
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}

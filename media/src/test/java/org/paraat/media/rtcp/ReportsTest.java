package org.paraat.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.paraat.media.rtcp.ControlPacket.ReceiverReport;
import org.paraat.media.rtcp.ControlPacket.SenderReport;

/** Two ends that report to each other over a line of known length. */
class ReportsTest {
  private static final long OUR_START = TimeUnit.HOURS.toNanos(3);

  private final Reception heardByUs = new Reception();
  private final Reports we =
      new Reports(1, "we", new NtpClock(1_763_000_000_123L, OUR_START), heardByUs);
  private final Reports peer = new Reports(2, "peer", new NtpClock(999, 0), new Reception());
  private final ByteBuffer wire = ByteBuffer.allocate(500);

  @Test
  void theRoundTripIsWhatTheLineTakesWithoutThePeersWaiting() {
    Reception heardByPeer = new Reception();
    Reports patient = new Reports(2, "peer", new NtpClock(5, -77), heardByPeer);
    heardByPeer.packet(1, 10, 0, true, 0);
    long sent = OUR_START + TimeUnit.SECONDS.toNanos(60);
    we.write(wire, Optional.of(new Reports.Sent(1, 160, 0)), sent);
    assertTrue(patient.take(wire.flip(), 0));
    // It answers 4 s later; the line takes 30 ms there and 50 ms back.
    patient.write(wire.clear(), Optional.empty(), TimeUnit.SECONDS.toNanos(4));
    assertTrue(we.take(wire.flip(), sent + TimeUnit.MILLISECONDS.toNanos(4080)));
    assertEquals(80, we.roundTrip().orElseThrow().toMillis(), 1);
    assertEquals(Optional.empty(), patient.roundTrip(), "we had nothing of it to report");
  }

  @Test
  void whoSentNothingIsNoSender() {
    we.write(wire, Optional.empty(), OUR_START);
    assertEquals(new ReceiverReport(1, List.of()), CompoundPacket.read(wire.flip()).getFirst());
    we.write(wire.clear(), Optional.of(new Reports.Sent(5, 800, 99)), OUR_START);
    SenderReport report = (SenderReport) CompoundPacket.read(wire.flip()).getFirst();
    assertEquals(5, report.packets());
    assertEquals(99, report.timestamp());
    // 1,763,000,000.123 s after 1970 is so long after 1900
    assertEquals(1_763_000_000L + 2_208_988_800L, report.ntpTime() >>> 32);
    assertEquals(0.123, (report.ntpTime() & 0xFFFFFFFFL) / 4294967296.0, 1e-6);
  }

  @Test
  void reportsAboutOthersAndImpossibleOnesAreNoFigures() {
    CompoundPacket.write(
        wire,
        new ReceiverReport(
            2,
            List.of(
                new ReportBlock(99, 1, 1, 1, 1, 1, 1),
                new ReportBlock(1, 0, 0, 1, 0, 7, 1 << 30))));
    assertTrue(we.take(wire.flip(), OUR_START));
    assertEquals(Optional.empty(), we.roundTrip());
    assertEquals(1, we.ofOurStream().orElseThrow().ssrc());
    assertFalse(we.take(ByteBuffer.wrap(new byte[20]), OUR_START));
    assertEquals(1, we.heard());
  }

  @Test
  void theEndOfThePeersStreamIsNoticed() {
    heardByUs.packet(2, 1, 0, true, OUR_START);
    peer.write(wire, Optional.empty(), 0);
    peer.writeGoodbye(wire);
    we.take(wire.flip(), OUR_START);
    assertTrue(we.peerSaidGoodbye());
  }

  @Test
  void aReportNeedsNoMoreThanItsBlock() {
    heardByUs.packet(2, 1, 0, true, OUR_START);
    we.write(
        wire, Optional.of(new Reports.Sent(1, 1, 1)), OUR_START + Duration.ofDays(2).toNanos());
    // 28 + 24 of the report, 16 of the name "we"
    assertEquals(68, wire.position());
  }
}

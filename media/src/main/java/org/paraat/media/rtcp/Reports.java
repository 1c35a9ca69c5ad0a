package org.paraat.media.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.media.rtcp.ControlPacket.Goodbye;
import org.paraat.media.rtcp.ControlPacket.ReceiverReport;
import org.paraat.media.rtcp.ControlPacket.SenderReport;

/**
 * What we and one peer report to each other: it ends here, and is never passed on to another leg.
 *
 * <p>Without sockets, threads or clock of its own.
 */
public final class Reports {
  /** RFC 3550 6.2: five seconds, give or take half of them, so that nobody falls into step. */
  public static final Duration MEAN_INTERVAL = Duration.ofSeconds(5);

  private static final int LONGEST_ROUND_TRIP = 10 << 16;

  private final int ssrc;
  private final byte[] name;
  private final NtpClock clock;
  private final Reception reception;

  private int peersLastReport;
  private long peersLastReportCame;
  private boolean peerSaidGoodbye;
  private Optional<ReportBlock> ofOurStream = Optional.empty();
  private long heard;
  private long peersJitterTicks;
  private long peersBlocks;
  private long roundTrips;
  private long roundTripSum;

  /**
   * @param name our canonical name, ASCII, at most 255 (RFC 7022: made anew for each session)
   */
  public Reports(int ssrc, String name, NtpClock clock, Reception reception) {
    this.ssrc = ssrc;
    this.name = name.getBytes(StandardCharsets.US_ASCII);
    this.clock = clock;
    this.reception = reception;
  }

  /**
   * What we sent until now.
   *
   * @param timestamp of our stream at this moment
   */
  public record Sent(long packets, long octets, int timestamp) {}

  /** Appends our report; of a sender when something was sent lately. */
  public void write(ByteBuffer out, Optional<Sent> sent, long now) {
    List<ReportBlock> blocks =
        reception.hasBegun() ? List.of(reception.report(peersLastReport, delay(now))) : List.of();
    if (sent.isPresent()) {
      Sent ours = sent.get();
      CompoundPacket.write(
          out,
          new SenderReport(
              ssrc,
              clock.at(now),
              ours.timestamp(),
              (int) ours.packets(),
              (int) ours.octets(),
              blocks));
    } else {
      CompoundPacket.write(out, new ReceiverReport(ssrc, blocks));
    }
    CompoundPacket.writeName(out, ssrc, name);
  }

  /** Appends that we send no more. */
  public void writeGoodbye(ByteBuffer out) {
    CompoundPacket.writeGoodbye(out, ssrc);
  }

  private int delay(long now) {
    return peersLastReport == 0 ? 0 : (int) (((now - peersLastReportCame) << 16) / 1_000_000_000L);
  }

  /**
   * Takes what the peer reports.
   *
   * @return false when it is nothing that can be believed
   */
  public boolean take(ByteBuffer bytes, long now) {
    List<ControlPacket> packets = CompoundPacket.read(bytes);
    for (ControlPacket packet : packets) {
      switch (packet) {
        case SenderReport report -> {
          peersLastReport = report.middleOfNtpTime();
          peersLastReportCame = now;
          report.blocks().forEach(block -> take(block, now));
        }
        case ReceiverReport report -> report.blocks().forEach(block -> take(block, now));
        case Goodbye goodbye ->
            peerSaidGoodbye = reception.hasBegun() && goodbye.sources().contains(reception.ssrc());
        case ControlPacket.SourceName _, ControlPacket.Other _ -> {
          // Who the peer says that it is has no bearing on what is heard of it.
        }
      }
    }
    if (!packets.isEmpty()) {
      heard++;
    }
    return !packets.isEmpty();
  }

  private void take(ReportBlock block, long now) {
    if (block.ssrc() != ssrc) {
      return;
    }
    ofOurStream = Optional.of(block);
    peersBlocks++;
    peersJitterTicks += Integer.toUnsignedLong(block.jitter());
    int roundTrip = clock.middleAt(now) - block.lastReport() - block.delaySinceLast();
    // A peer whose clock of delays is wrong must not spoil the figure: less than nothing is none.
    if (block.lastReport() != 0 && roundTrip >= 0 && roundTrip <= LONGEST_ROUND_TRIP) {
      roundTrips++;
      roundTripSum += roundTrip;
    }
  }

  /** How many reports of the peer were believed. */
  public long heard() {
    return heard;
  }

  /** Whether the peer said that the stream which it sends has ended. */
  public boolean peerSaidGoodbye() {
    return peerSaidGoodbye;
  }

  /** What the peer said last of the stream that it hears from us. */
  public Optional<ReportBlock> ofOurStream() {
    return ofOurStream;
  }

  /** Over all that the peer reported, in units of the timestamp. */
  public long peersMeanJitter() {
    return peersBlocks == 0 ? 0 : peersJitterTicks / peersBlocks;
  }

  /** On the average of all reports; empty when none told. */
  public Optional<Duration> roundTrip() {
    return roundTrips == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) (roundTripSum / (double) roundTrips / 65_536 * 1e9)));
  }
}

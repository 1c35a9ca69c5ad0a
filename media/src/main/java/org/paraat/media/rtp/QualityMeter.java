package org.paraat.media.rtp;

import java.time.Duration;
import java.util.Optional;
import org.paraat.media.SoundQuality;
import org.paraat.media.rtcp.EModel;
import org.paraat.media.rtcp.ReportBlock;
import org.paraat.media.rtcp.Reports;
import org.paraat.media.sdp.AudioCodec;

/** Draws from counts and reports what the two parties of a session would think of its sound. */
final class QualityMeter {
  private static final long NANOS_A_TICK = 125_000;

  private QualityMeter() {}

  static SoundQuality of(
      AudioCodec codec, int frameMilliseconds, PacketCounts counts, Reports reports) {
    EModel.Coding coding = coding(codec);
    Duration way =
        Duration.ofMillis(frameMilliseconds)
            .plus(reports.roundTrip().map(time -> time.dividedBy(2)).orElse(Duration.ZERO));
    var fromPeer =
        stream(
            coding,
            counts.reception().expected(),
            counts.reception().lost(),
            counts.reception().meanJitter(),
            way);
    Optional<SoundQuality.Stream> toPeer =
        reports
            .ofOurStream()
            .map(
                block ->
                    stream(
                        coding,
                        counts.packetsOut(),
                        lost(block, counts.packetsOut()),
                        Duration.ofNanos(reports.peersMeanJitter() * NANOS_A_TICK),
                        way));
    return new SoundQuality(codec.name(), fromPeer, toPeer, reports.roundTrip());
  }

  // Copies make it negative, and a peer may say what it likes.
  private static long lost(ReportBlock block, long sent) {
    return Math.clamp(block.lost(), 0, sent);
  }

  /** The buffer of a listener must hold what the spacing varies: that is delay too. */
  private static SoundQuality.Stream stream(
      EModel.Coding coding, long packets, long lost, Duration jitter, Duration way) {
    double percent = packets == 0 ? 0 : 100.0 * lost / packets;
    double rating = EModel.rating(coding, percent, way.plus(jitter.multipliedBy(2)));
    return new SoundQuality.Stream(packets, lost, jitter, EModel.opinion(rating));
  }

  private static EModel.Coding coding(AudioCodec codec) {
    return switch (codec) {
      case PCMA, PCMU -> EModel.Coding.G711;
      case G722 -> EModel.Coding.G722;
    };
  }
}

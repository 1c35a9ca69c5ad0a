package org.paraat.media.rtcp;

import java.util.List;

/** One packet of a compound control packet. */
public sealed interface ControlPacket {

  /**
   * What somebody who sends says of itself and of those whom it hears (RFC 3550 6.4.1).
   *
   * @param ntpTime when it was written, by the clock of its author: 32.32 fixed point
   * @param packets sent so far
   * @param octets of payload sent so far
   */
  record SenderReport(
      int ssrc, long ntpTime, int timestamp, int packets, int octets, List<ReportBlock> blocks)
      implements ControlPacket {
    public SenderReport {
      blocks = List.copyOf(blocks);
    }

    /** What the receiver of this report is to name as the last one. */
    public int middleOfNtpTime() {
      return (int) (ntpTime >>> 16);
    }
  }

  /** What somebody who does not send says of those whom it hears (RFC 3550 6.4.2). */
  record ReceiverReport(int ssrc, List<ReportBlock> blocks) implements ControlPacket {
    public ReceiverReport {
      blocks = List.copyOf(blocks);
    }
  }

  /** The lasting name of a source (RFC 3550 6.5). */
  record SourceName(int ssrc, String canonicalName) implements ControlPacket {}

  /** Sources that will send no more (RFC 3550 6.6). */
  record Goodbye(List<Integer> sources) implements ControlPacket {
    public Goodbye {
      sources = List.copyOf(sources);
    }
  }

  /**
   * Something well formed that says nothing to us, such as feedback or an extended report.
   *
   * @param type 192-223
   */
  record Other(int type) implements ControlPacket {}
}

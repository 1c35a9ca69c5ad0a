package org.paraat.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.paraat.media.rtcp.Reports;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.srtp.SrtpReceiver;

/**
 * The reports of one session on its media loop: from its own port, or shared with the sound.
 *
 * <p>A packet of sound costs nothing here: a report every five seconds does.
 */
final class ControlLine {
  private static final long MEAN_INTERVAL = Reports.MEAN_INTERVAL.toNanos();
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_A_SECOND = 20;

  private final SocketPair sockets;
  private final MediaLoop loop;
  private final Latch soundLatch;
  private final OutgoingStream stream;
  private final PacketCounts counts;
  private final Reports reports;

  private Ciphers ciphers = Ciphers.NONE;
  private boolean isShared;
  private Optional<InetSocketAddress> described = Optional.empty();
  private Optional<InetSocketAddress> heardFrom = Optional.empty();
  private boolean isBegun;
  private long due;
  private long sentAtReport;
  private long sentAtReportBefore;
  private long lastCame;
  private long secondBegan;
  private int cameInSecond;

  ControlLine(
      SocketPair sockets,
      MediaLoop loop,
      Latch soundLatch,
      OutgoingStream stream,
      PacketCounts counts,
      String canonicalName) {
    this.sockets = sockets;
    this.loop = loop;
    this.soundLatch = soundLatch;
    this.stream = stream;
    this.counts = counts;
    this.reports = new Reports(stream.ssrc(), canonicalName, loop.clock(), counts.reception());
  }

  Reports reports() {
    return reports;
  }

  void agree(Agreement agreement, Ciphers agreedCiphers, long now) {
    ciphers = agreedCiphers;
    isShared = agreement.isControlShared();
    if (agreement.control().isPresent() && !agreement.control().equals(described)) {
      described = agreement.control();
      heardFrom = Optional.empty();
    }
    if (!isBegun && described.isPresent()) {
      isBegun = true;
      // RFC 3550 6.2: the first one sooner, so that short calls are measured too.
      due = now + interval(loop.random()) / 2;
    }
  }

  /** When the peer last reported, in nanoseconds; meaningless before {@link #wasHeard}. */
  long lastCame() {
    return lastCame;
  }

  boolean wasHeard() {
    return reports.heard() > 0;
  }

  // --- what comes in ---

  /** Takes one packet from the port of our own; the selector tells again while there are more. */
  void receive() throws ClosedChannelException {
    try {
      ByteBuffer packet = loop.received().clear();
      if (sockets.control().receive(packet) instanceof InetSocketAddress from) {
        take(packet.flip(), from, System.nanoTime());
      }
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      counts.drop(DropReason.RECEIVE_FAILED);
    }
  }

  /** Takes a report that came in among the sound. */
  void takeShared(ByteBuffer packet, InetSocketAddress from, long now) {
    take(packet, from, now);
  }

  private void take(ByteBuffer packet, InetSocketAddress from, long now) {
    if (!isAuthentic(packet)) {
      counts.drop(DropReason.FORGED);
    } else if (!isOfPeer(from)) {
      counts.drop(DropReason.FOREIGN_SOURCE);
    } else if (isFlood(now)) {
      counts.drop(DropReason.FLOOD);
    } else if (!reports.take(packet, now)) {
      counts.drop(DropReason.CONTROL);
    } else {
      lastCame = now;
      if (!isShared && !from.equals(soundLatch.target())) {
        heardFrom = Optional.of(from);
      }
    }
  }

  private boolean isAuthentic(ByteBuffer packet) {
    return ciphers.receiver().isEmpty()
        || ciphers.receiver().get().openControl(packet) == SrtpReceiver.Verdict.AUTHENTIC;
  }

  // A router gives the reports a port of their own, but the address of the sound.
  private boolean isOfPeer(InetSocketAddress from) {
    return described.isPresent()
        && (from.getAddress().equals(soundLatch.target().getAddress())
            || from.getAddress().equals(described.get().getAddress()));
  }

  private boolean isFlood(long now) {
    if (now - secondBegan >= SECOND) {
      secondBegan = now;
      cameInSecond = 0;
    }
    return ++cameInSecond > MOST_A_SECOND;
  }

  // --- what goes out ---

  /** Reports when it is time to. */
  void lookAround(long now) throws ClosedChannelException {
    if (isBegun && now - due >= 0) {
      due = now + interval(loop.random());
      ByteBuffer packet = loop.report().clear();
      reports.write(packet, sent(now), now);
      sentAtReportBefore = sentAtReport;
      sentAtReport = counts.packetsOut();
      send(packet.flip());
    }
  }

  /** Says that nothing more will come from us. */
  void sayGoodbye(long now) throws ClosedChannelException {
    if (isBegun) {
      ByteBuffer packet = loop.report().clear();
      reports.write(packet, sent(now), now);
      reports.writeGoodbye(packet);
      send(packet.flip());
    }
  }

  // RFC 3550 6.4: who sent nothing since the report before the last is no sender.
  private Optional<Reports.Sent> sent(long now) {
    long packets = counts.packetsOut();
    return packets == sentAtReportBefore
        ? Optional.empty()
        : Optional.of(new Reports.Sent(packets, counts.octetsOut(), stream.timestampAt(now)));
  }

  private void send(ByteBuffer packet) throws ClosedChannelException {
    DatagramChannel channel = isShared ? sockets.sound() : sockets.control();
    InetSocketAddress to =
        isShared ? soundLatch.target() : heardFrom.orElseGet(described::orElseThrow);
    try {
      channel.send(
          ciphers.sender().isPresent() ? ciphers.sender().get().sealControl(packet) : packet, to);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      counts.drop(DropReason.SEND_FAILED);
    }
  }

  static long interval(RandomGenerator random) {
    return random.nextLong(MEAN_INTERVAL / 2, MEAN_INTERVAL * 3 / 2 + 1);
  }
}

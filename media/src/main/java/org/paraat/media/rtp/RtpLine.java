package org.paraat.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import org.paraat.media.MediaListener;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session on its media loop: its port, whom it hears, its end; everything here runs on that
 * loop's thread.
 *
 * <p>No lock and no allocation on the way of a packet.
 */
final class RtpLine implements PacingWheel.Member {
  private static final Logger LOG = LoggerFactory.getLogger(RtpLine.class);

  private final String owner;
  private final MediaListener listener;
  private final MediaLoop loop;
  private final DatagramChannel channel;
  private final Latch latch;
  private final PacketCounts counts = new PacketCounts();
  private final IncomingPackets in;
  private final OutgoingPackets out;
  private final OwnSound ownSound;
  private final Runnable whenEnded;

  private Optional<RtpLine> hears = Optional.empty();
  private Optional<RtpLine> heardBy = Optional.empty();
  private boolean isPaced;
  private boolean hasEnded;
  private boolean hasFailed;

  RtpLine(
      String owner,
      MediaListener listener,
      MediaLoop loop,
      DatagramChannel channel,
      OutgoingStream stream,
      MediaSettings settings,
      Runnable whenEnded) {
    this.owner = owner;
    this.listener = listener;
    this.loop = loop;
    this.channel = channel;
    this.latch = new Latch(settings.latching());
    this.in = new IncomingPackets(latch, counts, listener, settings.mostPacketsPerSecond());
    this.out = new OutgoingPackets(channel, stream, latch, counts);
    this.ownSound = new OwnSound(out, latch, loop, listener);
    this.whenEnded = whenEnded;
  }

  PacketCounts counts() {
    return counts;
  }

  // --- commands ---

  void begin() {
    try {
      channel.register(loop.selector(), SelectionKey.OP_READ, this);
    } catch (ClosedChannelException e) {
      fail(e);
    }
  }

  void agree(AgreedFormats agreed, Optional<InetSocketAddress> remote) {
    in.agree(agreed);
    out.agree(agreed);
    ownSound.agree(agreed);
    if (remote.isPresent()) {
      boolean isFirst = !latch.hasTarget();
      InetSocketAddress before = latch.target();
      latch.expect(remote.get());
      if (isFirst || !before.equals(latch.target())) {
        ownSound.openTheWay();
        pace();
      }
    }
  }

  void join(RtpLine peer) {
    ownSound.stop();
    hears = Optional.of(peer);
    heardBy = Optional.of(peer);
  }

  /** Leaves a bridge; what is played goes on. */
  void part(RtpLine peer) {
    hears = hears.filter(line -> line != peer);
    heardBy = heardBy.filter(line -> line != peer);
  }

  void play(Playback next) {
    hears = Optional.empty();
    ownSound.play(next);
    pace();
  }

  void stopPlaying() {
    ownSound.stop();
  }

  void end() {
    if (hasEnded) {
      return;
    }
    hasEnded = true;
    ownSound.stop();
    hears = Optional.empty();
    heardBy = Optional.empty();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("{}: the RTP port did not close", owner, e);
    }
    whenEnded.run();
  }

  // --- what comes in ---

  /** Takes one packet; the selector tells again while there are more. */
  void receive() {
    try {
      ByteBuffer packet = loop.received().clear();
      if (channel.receive(packet) instanceof InetSocketAddress from) {
        long now = System.nanoTime();
        if (in.take(packet.flip(), from, now) && heardBy.isPresent()) {
          handTo(heardBy.get(), packet, in.meaning(), now);
        }
      }
    } catch (ClosedChannelException e) {
      fail(e);
    } catch (IOException e) {
      // An ICMP message in the shape of an exception: the next packet may be well.
      counts.drop(DropReason.RECEIVE_FAILED);
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void handTo(RtpLine line, ByteBuffer packet, Meaning meaning, long now) {
    if (line.loop == loop) {
      line.relay(this, packet, meaning, now);
    } else if (!line.loop.handOver(this, line, packet, meaning)) {
      counts.drop(DropReason.HAND_OVER_FULL);
    }
  }

  // --- what goes out ---

  /** Sends on what another session received, in the numbers and the law of this one. */
  void relay(RtpLine from, ByteBuffer packet, Meaning meaning, long now) {
    try {
      if (!hasEnded && hears.isPresent() && hears.get() == from) {
        out.relay(from, packet, meaning, now);
      }
    } catch (ClosedChannelException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void pace() {
    if (!isPaced) {
      isPaced = true;
      loop.wheel().join(this);
    }
  }

  @Override
  public boolean takeTurn(long now) {
    try {
      isPaced = !hasEnded && ownSound.sendFrame(hears.isPresent(), now);
    } catch (ClosedChannelException | RuntimeException | Error e) {
      fail(e);
      isPaced = false;
    }
    return isPaced;
  }

  /** What is due about once a second, whether packets come or not. */
  void lookAround(long now) {
    try {
      if (!hasEnded) {
        ownSound.keepAlive(now);
      }
    } catch (ClosedChannelException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable fault) {
    if (!hasFailed && !hasEnded) {
      hasFailed = true;
      LOG.error("{}: the session ends after a fault", owner, fault);
      listener.sessionBroke();
    }
    end();
  }
}

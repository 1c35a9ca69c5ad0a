package org.paraat.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.paraat.media.MediaListener;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packets of one session on its media loop; everything here runs on that loop's thread.
 *
 * <p>No lock and no allocation on the way of a packet.
 */
final class RtpLine implements PacingWheel.Member {
  private static final Logger LOG = LoggerFactory.getLogger(RtpLine.class);
  // Enough to open the way back through a router, few enough to disturb nobody.
  private static final int OPENING_FRAMES = 4;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  // Well under the half minute after which carriers and routers take a quiet call for dead.
  private static final long LONGEST_QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final String owner;
  private final MediaListener listener;
  private final MediaLoop loop;
  private final DatagramChannel channel;
  private final OutgoingPackets out;
  private final Latch latch;
  private final int mostPacketsPerSecond;
  private final Runnable whenEnded;
  private final PacketCounts counts = new PacketCounts();
  private final KeyPackets keys = new KeyPackets();

  private AgreedFormats formats = AgreedFormats.NONE;
  private Optional<Playback> playback = Optional.empty();
  private Optional<RtpLine> hears = Optional.empty();
  private Optional<RtpLine> heardBy = Optional.empty();
  private int openingFrames;
  private boolean isPaced;
  private boolean hasEnded;
  private boolean hasFailed;
  private long secondBegan;
  private int packetsInSecond;

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
    this.out = new OutgoingPackets(channel, stream, latch, counts);
    this.mostPacketsPerSecond = settings.mostPacketsPerSecond();
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
    formats = agreed;
    out.agree(agreed);
    if (remote.isPresent()) {
      boolean isFirst = !latch.hasTarget();
      InetSocketAddress before = latch.target();
      latch.expect(remote.get());
      if (isFirst || !before.equals(latch.target())) {
        openingFrames = OPENING_FRAMES;
        pace();
      }
    }
  }

  void join(RtpLine peer) {
    playback = Optional.empty();
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
    playback = Optional.of(next);
    pace();
  }

  void stopPlaying() {
    playback = Optional.empty();
  }

  void end() {
    if (hasEnded) {
      return;
    }
    hasEnded = true;
    playback = Optional.empty();
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
        take(packet.flip(), from, System.nanoTime());
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

  private void take(ByteBuffer packet, InetSocketAddress from, long now) {
    if (!RtpHeader.isPlausible(packet)) {
      counts.drop(DropReason.MALFORMED);
    } else if (RtpHeader.isControl(packet)) {
      counts.drop(DropReason.CONTROL);
    } else if (!RtpHeader.normalise(packet)) {
      counts.drop(DropReason.MALFORMED);
    } else {
      takeRtp(packet, from, now);
    }
  }

  private void takeRtp(ByteBuffer packet, InetSocketAddress from, long now) {
    int at = packet.position();
    int ssrc = RtpHeader.ssrc(packet, at);
    int sequence = RtpHeader.sequence(packet, at);
    Meaning meaning = formats.meaning(RtpHeader.payloadType(packet, at));
    if (!latch.admits(from, ssrc, sequence, meaning != Meaning.UNKNOWN, now)) {
      counts.drop(DropReason.FOREIGN_SOURCE);
      return;
    }
    if (isFlood(now)) {
      counts.drop(DropReason.FLOOD);
      return;
    }
    counts.in(ssrc, sequence, packet.remaining() - RtpHeader.LENGTH, now);
    if (!formats.mayReceive()) {
      counts.drop(DropReason.NOT_EXPECTED);
      meaning = Meaning.UNKNOWN;
    } else if (meaning == Meaning.UNKNOWN) {
      counts.drop(DropReason.UNKNOWN_PAYLOAD_TYPE);
    } else if (meaning == Meaning.KEYS) {
      keys.packet(packet, at, listener);
    }
    if (heardBy.isPresent()) {
      handTo(heardBy.get(), packet, meaning, now);
    }
  }

  private void handTo(RtpLine line, ByteBuffer packet, Meaning meaning, long now) {
    if (line.loop == loop) {
      line.relay(this, packet, meaning, now);
    } else if (!line.loop.handOver(this, line, packet, meaning)) {
      counts.drop(DropReason.HAND_OVER_FULL);
    }
  }

  private boolean isFlood(long now) {
    if (now - secondBegan >= SECOND) {
      secondBegan = now;
      packetsInSecond = 0;
    }
    return ++packetsInSecond > mostPacketsPerSecond;
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
      isPaced = !hasEnded && sendFrame(now);
    } catch (ClosedChannelException | RuntimeException | Error e) {
      fail(e);
      isPaced = false;
    }
    return isPaced;
  }

  /** Sends a frame of silence to a peer that nobody speaks to, such as one whose party holds. */
  void keepAlive(long now) {
    boolean isQuiet = !out.wentOnWithin(LONGEST_QUIET_NANOS, now);
    try {
      if (isQuiet && !hasEnded && playback.isEmpty() && formats.maySend()) {
        out.silence(loop.frame(), now);
      }
    } catch (ClosedChannelException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private boolean sendFrame(long now) throws ClosedChannelException {
    if (playback.isPresent()) {
      playFrame(playback.get(), now);
      return playback.isPresent() || openingFrames > 0;
    }
    if (openingFrames > 0) {
      openingFrames--;
      boolean isRelaying = hears.isPresent() && out.wentOnWithin(BUSY_NANOS, now);
      if (formats.maySend() && !isRelaying) {
        out.silence(loop.frame(), now);
      }
    }
    return openingFrames > 0;
  }

  private void playFrame(Playback playing, long now) throws ClosedChannelException {
    if (!latch.hasTarget()) {
      // Nobody is there yet: the prompt waits for its listener.
      return;
    }
    if (playing.isOver()) {
      playback = Optional.empty();
      listener.playbackFinished(playing.number());
      return;
    }
    // While we are held the prompt runs on unheard, so that a menu does not hang for ever.
    if (formats.maySend()) {
      openingFrames = 0;
      out.play(playing, loop.frame(), now);
    } else {
      playing.skip(OutgoingStream.SAMPLES_A_FRAME);
    }
  }

  private void fail(Throwable fault) {
    if (!hasFailed && !hasEnded) {
      hasFailed = true;
      LOG.error("{}: the session ends after a fault", owner, fault);
    }
    end();
  }
}

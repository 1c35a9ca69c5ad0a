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
import org.paraat.media.codec.G711;
import org.paraat.media.dtmf.KeyDetector;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.sdp.AudioCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packets of one session on its media loop; everything here runs on that loop's thread.
 *
 * <p>No lock and no allocation on the way of a packet.
 */
final class RtpLine implements PacingWheel.Member {
  private static final Logger LOG = LoggerFactory.getLogger(RtpLine.class);
  private static final int KEY_LENGTH = 4;
  private static final int MOST_KEYS_A_PACKET = 8;
  // Enough to open the way back through a router, few enough to disturb nobody.
  private static final int OPENING_FRAMES = 4;
  private static final Object SILENCE = new Object();
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final String owner;
  private final MediaListener listener;
  private final MediaLoop loop;
  private final DatagramChannel channel;
  private final OutgoingStream out;
  private final Latch latch;
  private final int mostPacketsPerSecond;
  private final Runnable whenEnded;
  private final PacketCounts counts = new PacketCounts();
  private final KeyDetector keys = new KeyDetector();

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
      OutgoingStream out,
      MediaSettings settings,
      Runnable whenEnded) {
    this.owner = owner;
    this.listener = listener;
    this.loop = loop;
    this.channel = channel;
    this.out = out;
    this.latch = new Latch(settings.latching());
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
      hearKeys(packet, at);
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

  // RFC 4733 2.5.2.4: a packet may report a key that just ended and the next one behind it.
  private void hearKeys(ByteBuffer packet, int at) {
    int ssrc = RtpHeader.ssrc(packet, at);
    int timestamp = RtpHeader.timestamp(packet, at);
    int block = at + RtpHeader.LENGTH;
    for (int i = 0; i < MOST_KEYS_A_PACKET && block + KEY_LENGTH <= packet.limit(); i++) {
      boolean end = packet.get(block + 1) < 0;
      int duration = Short.toUnsignedInt(packet.getShort(block + 2));
      if (i > 0 && duration == 0) {
        // Filling behind the event, not another one.
        return;
      }
      char key = keys.heard(ssrc, timestamp, packet.get(block) & 0xFF, end);
      if (key != KeyDetector.NO_KEY) {
        listener.keyPressed(key);
      }
      if (!end || duration == 0) {
        return;
      }
      timestamp += duration;
      block += KEY_LENGTH;
    }
  }

  // --- what goes out ---

  /** Sends on what another session received, in the numbers and the law of this one. */
  void relay(RtpLine from, ByteBuffer packet, Meaning meaning, long now) {
    try {
      if (!hasEnded && hears.isPresent() && hears.get() == from) {
        follow(from, packet, meaning, now);
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void follow(RtpLine from, ByteBuffer packet, Meaning meaning, long now) {
    int at = packet.position();
    int ssrc = RtpHeader.ssrc(packet, at);
    int sequence = RtpHeader.sequence(packet, at);
    if (!formats.maySend()) {
      counts.drop(DropReason.HELD);
      out.skip(from, ssrc, sequence);
      return;
    }
    int samples = packet.remaining() - RtpHeader.LENGTH;
    boolean isKeys = meaning == Meaning.KEYS;
    if (samples == 0 || meaning == Meaning.UNKNOWN || isKeys && !formats.takesKeys()) {
      out.skip(from, ssrc, sequence);
      return;
    }
    boolean marked = RtpHeader.isMarked(packet, at);
    int timestamp = RtpHeader.timestamp(packet, at);
    if (!out.follow(from, ssrc, sequence, timestamp, marked, isKeys ? 0 : samples, now)) {
      counts.drop(DropReason.LATE);
      return;
    }
    transcode(packet, at + RtpHeader.LENGTH, meaning);
    send(packet, isKeys ? formats.keysNumber() : formats.audioNumber());
  }

  private void transcode(ByteBuffer packet, int payload, Meaning meaning) {
    if (meaning == Meaning.A_LAW && formats.codec() == AudioCodec.PCMU) {
      G711.aLawToMuLaw(packet, payload, packet.limit());
    } else if (meaning == Meaning.MU_LAW && formats.codec() == AudioCodec.PCMA) {
      G711.muLawToALaw(packet, payload, packet.limit());
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
    } catch (RuntimeException | Error e) {
      fail(e);
      isPaced = false;
    }
    return isPaced;
  }

  private boolean sendFrame(long now) {
    if (playback.isPresent()) {
      playFrame(playback.get(), now);
      return playback.isPresent() || openingFrames > 0;
    }
    if (openingFrames > 0) {
      openingFrames--;
      boolean isBusy = out.hasBegun() && now - out.lastSentNanos() < BUSY_NANOS && isRelaying();
      if (formats.maySend() && !isBusy) {
        ByteBuffer frame = loop.frame().clear();
        byte silence = Playback.silence(formats.codec());
        for (int i = RtpHeader.LENGTH; i < frame.limit(); i++) {
          frame.put(i, silence);
        }
        out.goOn(SILENCE, now);
        send(frame, formats.audioNumber());
      }
    }
    return openingFrames > 0;
  }

  private boolean isRelaying() {
    return hears.isPresent();
  }

  private void playFrame(Playback playing, long now) {
    if (!latch.hasTarget()) {
      // Nobody is there yet: the prompt waits for its listener.
      return;
    }
    if (playing.isOver()) {
      playback = Optional.empty();
      listener.playbackFinished(playing.number());
      return;
    }
    ByteBuffer frame = loop.frame().clear();
    playing.frame(frame, RtpHeader.LENGTH, OutgoingStream.SAMPLES_A_FRAME, formats.codec());
    // While we are held the prompt runs on unheard, so that a menu does not hang for ever.
    if (formats.maySend()) {
      openingFrames = 0;
      out.goOn(playing, now);
      send(frame, formats.audioNumber());
    }
  }

  private void send(ByteBuffer packet, int payloadType) {
    int octets = packet.remaining() - RtpHeader.LENGTH;
    RtpHeader.write(
        packet,
        packet.position(),
        payloadType,
        out.isMarked(),
        out.sequence(),
        out.timestamp(),
        out.ssrc());
    try {
      if (channel.send(packet, latch.target()) > 0) {
        counts.out(octets);
      } else {
        counts.drop(DropReason.SEND_BUFFER_FULL);
      }
    } catch (ClosedChannelException e) {
      fail(e);
    } catch (IOException e) {
      // No route, a firewall: as good as lost on the way.
      counts.drop(DropReason.SEND_FAILED);
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

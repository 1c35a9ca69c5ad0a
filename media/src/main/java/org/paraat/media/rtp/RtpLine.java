package org.paraat.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import org.paraat.media.KeysInSound;
import org.paraat.media.MediaListener;
import org.paraat.media.SoundQuality;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.sdp.Agreement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session on its media loop: its port, whom it hears, its end; everything here runs on that
 * loop's thread.
 *
 * <p>No lock and no allocation on the way of a packet.
 */
final class RtpLine implements PacingWheel.Member, MediaLoop.Port {
  private static final Logger LOG = LoggerFactory.getLogger(RtpLine.class);

  private final String owner;
  private final MediaLoop loop;
  private final SocketPair sockets;
  private final MediaListener listener;
  private final Latch latch;
  private final PacketCounts counts = new PacketCounts();
  private final IncomingPackets in;
  private final OutgoingPackets out;
  private final OwnSound ownSound;
  private final ControlLine control;
  private final SilenceWatch silence;
  private final Ending ending;

  private AgreedFormats formats = AgreedFormats.NONE;
  private Optional<RtpLine> hears = Optional.empty();
  private Optional<RtpLine> heardBy = Optional.empty();
  private boolean isPaced;
  private boolean hasEnded;
  private boolean hasFailed;

  /** What the ports of a session belong to. */
  interface Ending {
    /** Whether an address is that of a session of ours. */
    boolean isOurs(InetSocketAddress address);

    /** Whether the sockets may stay open, to serve another session later. */
    boolean mayRestOpen();

    void ended();
  }

  RtpLine(
      String owner,
      MediaListener listener,
      MediaLoop loop,
      SocketPair sockets,
      OutgoingStream stream,
      String canonicalName,
      MediaSettings settings,
      Ending ending) {
    this.owner = owner;
    this.loop = loop;
    this.sockets = sockets;
    this.listener = listener;
    this.latch = new Latch(settings.latching(), ending::isOurs);
    this.in = new IncomingPackets(latch, counts, listener, settings.mostPacketsPerSecond());
    this.out = new OutgoingPackets(sockets.sound(), stream, latch, counts);
    this.ownSound = new OwnSound(out, latch, loop, listener);
    this.control = new ControlLine(sockets, loop, latch, stream, counts, canonicalName);
    this.silence = new SilenceWatch(listener);
    this.ending = ending;
  }

  PacketCounts counts() {
    return counts;
  }

  /** From any thread. */
  SoundQuality quality() {
    AgreedFormats agreed = formats;
    return QualityMeter.of(agreed.codec(), agreed.frameMilliseconds(), counts, control.reports());
  }

  /** Whether sound or reports of the peer came within this time; from any thread. */
  boolean wasHeardWithin(long nanos, long now) {
    return counts.cameWithin(nanos, now) || control.wasHeard() && now - control.lastCame() < nanos;
  }

  // --- commands ---

  void begin() {
    try {
      sockets.serve(loop.selector(), this, this::receiveReport);
      loop.carry(this);
    } catch (ClosedChannelException e) {
      fail(e);
    }
  }

  void agree(Agreement agreement, Ciphers ciphers) {
    AgreedFormats agreed = AgreedFormats.of(agreement);
    Optional<InetSocketAddress> remote = agreement.remote();
    formats = agreed;
    control.agree(agreement, ciphers, System.nanoTime());
    in.agree(agreed, ciphers.receiver());
    out.agree(agreed, ciphers.sender());
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

  void whisper(Whisper next) {
    ownSound.whisper(next);
    pace();
  }

  void stopPlaying() {
    ownSound.stop();
  }

  void listenForKeys(KeysInSound wanted) {
    in.listenForKeys(wanted);
  }

  void expectSound(Duration silenceAllowed, Duration onHold) {
    silence.begin(silenceAllowed, onHold, System.nanoTime());
  }

  void end() {
    if (hasEnded) {
      return;
    }
    hasEnded = true;
    loop.carryNoMore(this);
    ownSound.stop();
    hears = Optional.empty();
    heardBy = Optional.empty();
    try {
      control.sayGoodbye(System.nanoTime());
    } catch (ClosedChannelException e) {
      LOG.debug("{}: no goodbye to the peer", owner, e);
    }
    leaveSockets();
    ending.ended();
  }

  private void leaveSockets() {
    try {
      if (!hasFailed && ending.mayRestOpen() && loop.isGoingOn()) {
        sockets.rest(loop);
      } else {
        sockets.close();
      }
    } catch (IOException e) {
      LOG.warn("{}: the RTP ports did not close", owner, e);
    }
  }

  // --- what comes in ---

  /** Takes one packet; the selector tells again while there are more. */
  @Override
  public void receive() {
    try {
      ByteBuffer packet = loop.received().clear();
      if (sockets.sound().receive(packet) instanceof InetSocketAddress from) {
        long now = System.nanoTime();
        if (RtpHeader.isControl(packet.flip())) {
          control.takeShared(packet, from, now);
        } else if (in.take(packet, from, now) && heardBy.isPresent()) {
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

  private void receiveReport() {
    try {
      control.receive();
    } catch (ClosedChannelException | RuntimeException | Error e) {
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
        control.lookAround(now);
        lookForSigns(now);
      }
    } catch (ClosedChannelException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void lookForSigns(long now) {
    if (counts.wasHeard() || control.wasHeard()) {
      boolean reported = control.wasHeard() && control.lastCame() - counts.lastIn() > 0;
      boolean holds = !formats.mayReceive() || !formats.maySend();
      boolean isOnHold = holds || ownSound.isMusic() || in.pausesToSpeak();
      boolean onlyReports = !counts.wasHeard() || reported;
      silence.look(isOnHold, onlyReports ? control.lastCame() : counts.lastIn(), now);
    }
  }

  private void fail(Throwable fault) {
    if (!hasFailed && !hasEnded) {
      hasFailed = true;
      LOG.error("{}: the session ends after a fault", owner, fault);
      end();
      listener.sessionBroke();
    }
  }
}

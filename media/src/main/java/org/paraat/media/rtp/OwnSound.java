package org.paraat.media.rtp;

import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.paraat.media.MediaListener;

/** The sound that we make ourselves for one peer: prompts, music, silence that keeps a way open. */
final class OwnSound {
  // Enough to open the way back through a router, few enough to disturb nobody.
  private static final int OPENING_FRAMES = 4;
  // Well under the half minute after which carriers and routers take a quiet call for dead.
  private static final long LONGEST_QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  // Phones put up to 60 ms into a packet: then nobody speaks over whom something could be said.
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final OutgoingPackets out;
  private final Latch latch;
  private final MediaLoop loop;
  private final MediaListener listener;
  private AgreedFormats formats = AgreedFormats.NONE;
  private Optional<Playback> playback = Optional.empty();
  private int openingFrames;
  // What the peer is still owed of the time that has passed: its frames need not last a turn.
  private int samplesDue;

  OwnSound(OutgoingPackets out, Latch latch, MediaLoop loop, MediaListener listener) {
    this.out = out;
    this.latch = latch;
    this.loop = loop;
    this.listener = listener;
  }

  void agree(AgreedFormats agreed) {
    formats = agreed;
  }

  void play(Playback next) {
    playback = Optional.of(next);
    samplesDue = 0;
  }

  void stop() {
    playback = Optional.empty();
  }

  /** Something is said over what the peer hears. */
  void whisper(Whisper next) {
    out.whisper(next);
    samplesDue = 0;
  }

  /** Whether something is played until somebody ends it: the peer waits and need not speak. */
  boolean isMusic() {
    return playback.filter(Playback::isEndless).isPresent();
  }

  /** A few frames of silence follow, unless there is something better to send. */
  void openTheWay() {
    openingFrames = OPENING_FRAMES;
  }

  /**
   * Sends what is due, every 20 ms.
   *
   * @param isBridged whether the peer hears another session
   * @return whether there is more to send
   */
  boolean sendFrame(boolean isBridged, long now) throws ClosedChannelException {
    if (playback.isPresent()) {
      playFrame(playback.get(), now);
      return playback.isPresent() || openingFrames > 0 || out.isWhispering();
    }
    if (out.isWhispering()) {
      whisper(isBridged, now);
      return out.isWhispering() || openingFrames > 0;
    }
    if (openingFrames > 0) {
      openingFrames--;
      boolean isRelaying = isBridged && out.wentOnWithin(BUSY_NANOS, now);
      if (formats.maySend() && !isRelaying) {
        out.silence(loop.frame(), now);
      }
    }
    return openingFrames > 0;
  }

  /** What is whispered rides on the sound of others; in their silence it goes by itself. */
  private void whisper(boolean isBridged, long now) throws ClosedChannelException {
    if (!latch.hasTarget()) {
      return;
    }
    if (!formats.maySend()) {
      out.whisperUnheard(OutgoingStream.SAMPLES_A_FRAME);
    } else if (!isBridged || !out.wentOnWithin(PAUSE_NANOS, now) || out.goesOnWithSilence()) {
      openingFrames = 0;
      samplesDue += OutgoingStream.SAMPLES_A_FRAME;
      while (samplesDue > 0) {
        out.silence(loop.frame(), now);
        samplesDue -= formats.samplesAFrame();
      }
    }
  }

  /** Sends a frame of silence to a peer that nobody speaks to, such as one whose party holds. */
  void keepAlive(long now) throws ClosedChannelException {
    boolean isQuiet = !out.wentOnWithin(LONGEST_QUIET_NANOS, now);
    if (isQuiet && playback.isEmpty() && formats.maySend()) {
      out.silence(loop.frame(), now);
    }
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
      samplesDue += OutgoingStream.SAMPLES_A_FRAME;
      while (samplesDue > 0 && !playing.isOver()) {
        out.play(playing, loop.frame(), now);
        samplesDue -= formats.samplesAFrame();
      }
    } else {
      playing.skip(OutgoingStream.SAMPLES_A_FRAME);
      out.whisperUnheard(OutgoingStream.SAMPLES_A_FRAME);
    }
  }
}

package org.paraat.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;

/**
 * The RTP of one leg: one port, one outgoing stream identity (SSRC, sequence, timestamp) from the
 * first packet to the last, whatever it carries.
 *
 * <p>Called from one thread, the SIP loop; the packets themselves live on a media loop.
 */
public interface MediaSession extends AutoCloseable {

  /**
   * What the other party of the call speaks, best first: offers and answers to come follow it, so
   * that sound need not be brought into another coding.
   */
  void prefer(List<AudioCodec> codecs);

  /** What we send; empty before anything is agreed. */
  Optional<AudioCodec> codec();

  /** Whether the peer has put us on hold, in any of the ways that phones do this. */
  boolean isHeld();

  /** Whether the peer may be heard: also while it holds, when it sends what we are to hear. */
  boolean mayBeHeard();

  /** Listens for keys in the sound from now on, where no other way to send keys is agreed on. */
  void listenForKeys(KeysInSound wanted);

  /** Our offer (RFC 3264): every codec that we speak, our port, {@code sendrecv}. */
  SessionDescription offer();

  /**
   * Answers the peer's offer, the first or a later one (hold, resume, another address).
   *
   * @throws NotNegotiable when it has no audio stream or no codec that we speak: 488
   */
  SessionDescription answer(SessionDescription offer) throws NotNegotiable;

  /**
   * Takes the peer's answer to our offer; a second one (183, then 200) replaces it.
   *
   * @throws NotNegotiable when it accepts nothing that we offered
   */
  void accept(SessionDescription answer) throws NotNegotiable;

  /** Joins the sound of two sessions both ways; ends what was playing in them. */
  void connect(MediaSession peer);

  /** Leaves the bridge; both sides then send nothing until asked to. */
  void disconnect();

  /**
   * Plays clips one after the other into the peer's ear; replaces what was playing or bridged in
   * that direction.
   *
   * @param playback number that {@link MediaListener#playbackFinished} returns
   */
  void play(long playback, List<AudioClip> clips, Repetition repetition);

  void stopPlaying();

  /**
   * Says clips once over whatever the peer hears, bridged or played, in place of what was being
   * whispered; the other side of a bridge hears nothing of it.
   */
  void whisper(List<AudioClip> clips);

  /**
   * Misses the peer from now on when it was heard and falls silent, as {@link MediaListener} is
   * told.
   *
   * @param silenceAllowed without sound or reports; zero: as long as it likes
   * @param onHold the same while one side holds the other, hears music or pauses to speak
   */
  void expectSound(Duration silenceAllowed, Duration onHold);

  /** How the sound did until now; also after {@link #close}. */
  SoundQuality quality();

  /** Whether the peer's own packets came within this time: it is there, whatever it says in SIP. */
  boolean wasHeardWithin(Duration time);

  /** Frees the port, which rests for a while before it is used again; harmless the second time. */
  @Override
  void close();

  /** Whether a playback starts again when it ends. */
  enum Repetition {
    ONCE,
    FOREVER
  }
}

package org.paraat.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.paraat.media.MediaListener;
import org.paraat.media.MediaSession;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.sip.message.Body;
import org.paraat.sip.transport.Flow;

/** The sound of one leg: its media session, opened when first needed, with its keys. */
final class LegSound implements MediaListener, AutoCloseable {
  /** Longer than a lost packet or a pause for breath of a phone that sends no silence. */
  private static final Duration THIS_MOMENT = Duration.ofSeconds(5);

  private final LegId leg;
  private final SoundDesk.Peer peer;
  private Optional<InetAddress> towards;
  private final SoundDesk desk;
  private final CoreLoop core;
  private final KeySource keys = new KeySource();
  private Optional<MediaSession> session = Optional.empty();
  private Optional<Consumer<Cause>> mishap = Optional.empty();
  private boolean isAnswered;
  private boolean isClosed;

  /**
   * @param towards where the peer is, as far as known
   */
  LegSound(
      LegId leg,
      SoundDesk.Peer peer,
      Optional<InetAddress> towards,
      SoundDesk desk,
      CoreLoop core) {
    this.towards = towards;
    this.leg = leg;
    this.peer = peer;
    this.desk = desk;
    this.core = core;
  }

  /** What to do when the sound is lost; said once. */
  void whenLost(Consumer<Cause> then) {
    mishap = Optional.of(then);
  }

  /**
   * @throws IllegalStateException when the leg has ended
   */
  MediaSession session() throws PortsExhausted {
    if (isClosed) {
      throw new IllegalStateException("leg " + leg + " has ended, and its sound with it");
    }
    if (session.isEmpty()) {
      session = Optional.of(desk.open(leg, peer, towards, this));
    }
    return session.get();
  }

  /**
   * Our first offer.
   *
   * @param way the path that it will take: our end of the sound is of its IP version
   * @param spoken what the other party of the call speaks, best first
   */
  String offerBy(Flow way, List<AudioCodec> spoken) throws PortsExhausted {
    towards = SoundDesk.peerOf(way);
    session().prefer(spoken);
    return session().offer().toString();
  }

  /** The session if something needed it already. */
  Optional<MediaSession> ifOpen() {
    return session;
  }

  /** The leg was answered: its silence means something from now on. */
  void expectSound() {
    isAnswered = true;
    session.ifPresent(open -> desk.expectSound(peer, open));
  }

  /** Whether the party at the other end can be heard at this moment. */
  boolean isHeardNow() {
    return session.filter(open -> open.wasHeardWithin(THIS_MOMENT)).isPresent();
  }

  @Override
  public void keyPressed(char key) {
    core.soon(() -> take(DigitSource.TELEPHONE_EVENT, key));
  }

  private void take(DigitSource source, char key) {
    if (!isClosed) {
      keys.take(source, key, core.now())
          .ifPresent(pressed -> core.happened(new Event.KeyPressed(core.now(), leg, pressed)));
    }
  }

  @Override
  public void keySounded(char key) {
    core.soon(() -> take(DigitSource.IN_BAND, key));
  }

  /** Takes the key out of the body of an INFO request. */
  void infoCame(Body body) {
    if (InfoDigits.isAbout(body)) {
      InfoDigits.keyIn(body).ifPresent(key -> take(DigitSource.INFO, key));
    }
  }

  @Override
  public void sessionBroke() {
    core.soon(
        () -> {
          if (!isClosed) {
            mishap.ifPresent(then -> then.accept(Cause.OUR_BUG));
          }
        });
  }

  @Override
  public void playbackFinished(long playback) {
    core.soon(
        () -> {
          if (!isClosed) {
            core.happened(new Event.PlaybackFinished(core.now(), leg, new PlaybackId(playback)));
          }
        });
  }

  @Override
  public void soundMissed(Duration silence) {
    core.soon(
        () -> {
          if (!isClosed) {
            desk.missed(leg, peer, silence);
          }
        });
  }

  @Override
  public void soundLost(Duration silence) {
    core.soon(
        () -> {
          if (!isClosed) {
            desk.lost(peer);
            mishap.ifPresent(then -> then.accept(Cause.SOUND_LOST));
          }
        });
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      session.ifPresent(open -> desk.closed(leg, peer, isAnswered, open));
      // its dialog is remembered for a while, the sound need not be
      session = Optional.empty();
      mishap = Optional.empty();
    }
  }
}

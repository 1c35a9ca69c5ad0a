package org.paraat.engine;

import java.time.Duration;
import java.util.Optional;
import org.paraat.media.MediaEngine;
import org.paraat.media.MediaListener;
import org.paraat.media.MediaSession;
import org.paraat.media.PortsExhausted;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.sip.message.Body;

/** The sound of one leg: its media session, opened when first needed, with its keys. */
final class LegSound implements MediaListener, AutoCloseable {
  /** Longer than a lost packet or a pause for breath of a phone that sends no silence. */
  private static final Duration THIS_MOMENT = Duration.ofSeconds(5);

  private final LegId leg;
  private final MediaEngine media;
  private final CoreLoop core;
  private final Meters meters;
  private final KeySource keys = new KeySource();
  private Optional<MediaSession> session = Optional.empty();
  private Runnable whenBroken = () -> {};
  private boolean isClosed;

  LegSound(LegId leg, MediaEngine media, CoreLoop core, Meters meters) {
    this.leg = leg;
    this.media = media;
    this.core = core;
    this.meters = meters;
  }

  /**
   * @throws IllegalStateException when the leg has ended
   */
  MediaSession session() throws PortsExhausted {
    if (isClosed) {
      throw new IllegalStateException("leg " + leg + " has ended, and its sound with it");
    }
    if (session.isEmpty()) {
      session = Optional.of(media.open(leg.toString(), this));
      meters.sessionOpened();
    }
    return session.get();
  }

  /** The session if something needed it already. */
  Optional<MediaSession> ifOpen() {
    return session;
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
            whenBroken.run();
          }
        });
  }

  /** Says what becomes of the leg when its sound fails by our own fault. */
  void whenBroken(Runnable told) {
    whenBroken = told;
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
  public void close() {
    if (!isClosed) {
      isClosed = true;
      session.ifPresent(MediaSession::close);
      session.ifPresent(_ -> meters.sessionClosed());
    }
  }
}

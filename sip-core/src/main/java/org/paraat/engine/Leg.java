package org.paraat.engine;

import java.util.List;
import java.util.Optional;
import org.paraat.media.MediaSession;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.transport.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One leg of a call: the way from the PBX's wishes to a dialog and a media session. */
abstract class Leg {
  private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

  private final LegId id;
  private final LegSound sound;
  private boolean isInConversation;
  private Optional<SignsOfLife.Watch> watch = Optional.empty();

  Leg(LegId id, LegSound sound) {
    this.id = id;
    this.sound = sound;
    sound.whenLost(this::breakDown);
  }

  final LegId id() {
    return id;
  }

  final LegSound sound() {
    return sound;
  }

  /** It is answered: who looks from now on whether its peer is there. */
  final void watchedBy(SignsOfLife.Watch watching) {
    watch = Optional.of(watching);
  }

  /** Asks at once whether the peer is there. */
  final void askIfThere() {
    watch.ifPresent(SignsOfLife.Watch::askNow);
  }

  /** It is over on our side: what it held is free. */
  final void letGo() {
    sound.close();
    watch.ifPresent(SignsOfLife.Watch::stop);
    watch = Optional.empty();
  }

  /** What its peer speaks, best first; empty when nobody knows yet. */
  List<AudioCodec> codecs() {
    return sound.ifOpen().flatMap(MediaSession::codec).map(List::of).orElse(List.of());
  }

  /** 180; nothing for a leg that we dialled. */
  abstract void ring();

  /** 183 with our description; nothing for a leg that we dialled. */
  abstract void startEarlyMedia();

  /** 200 with our description; nothing for a leg that we dialled. */
  abstract void answer();

  /** Ends it in the way that its state asks for: no event follows. */
  abstract void hangUp(Cause cause);

  /** Tells the PBX that the leg is over, though it did not ask for that. */
  abstract void tellEnd(Cause cause);

  /** A device is reached by another path now: its own legs follow it, and nobody else's. */
  abstract void moved(DeviceId device, Flow from, Flow to);

  /** Ends it because we cannot go on with it, and tells the PBX so. */
  final void breakDown(Cause cause) {
    hangUp(cause);
    tellEnd(cause);
  }

  /** Answers what the peer wants to change about its sound: hold, resume, another address. */
  final void renegotiate(InviteDialog dialog, Optional<String> offer) {
    isInConversation = true;
    try {
      SessionDescription ours =
          offer.isPresent()
              ? sound.session().answer(SessionDescription.parse(offer.get()))
              : sound.session().offer();
      dialog.answerReoffer(ours.toString());
    } catch (NotNegotiable e) {
      LOG.debug("Leg {} wants what we do not speak: {}", id, e.getMessage());
      dialog.refuseReoffer(488, "Not Acceptable Here");
    } catch (PortsExhausted e) {
      dialog.refuseReoffer(500, "Server Internal Error");
    }
  }

  /**
   * Takes the peer's answer to an offer of ours that came late, such as in an ACK, or once more
   * when the session was refreshed; a conversation goes on as it was when that makes no sense.
   */
  final void acceptLate(String sdp) {
    try {
      sound.session().accept(SessionDescription.parse(sdp));
    } catch (NotNegotiable e) {
      LOG.debug("Leg {} answers with nothing that we offered: {}", id, e.getMessage());
      if (!isInConversation) {
        breakDown(Cause.MEDIA_NOT_ACCEPTABLE);
      }
    } catch (PortsExhausted e) {
      breakDown(Cause.OVERLOAD);
    }
  }
}

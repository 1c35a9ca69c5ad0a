package org.paraat.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.media.MediaSession;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.message.ReferTo;
import org.paraat.sip.transport.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One leg of a call: the way from the PBX's wishes to a dialog and a media session. */
abstract class Leg {
  private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

  private final LegId id;
  private final LegSound sound;
  private final Legs legs;
  private final Optional<DeviceId> phone;
  private final Optional<TrunkId> trunk;
  private final List<InviteDialog> dialogs = new ArrayList<>(1);
  private boolean holds;
  private boolean hasAskedForTransfer;
  private Optional<TransferSubscription> transfer = Optional.empty();
  private Optional<SignsOfLife.Watch> watch = Optional.empty();

  /**
   * @param phone of ours that is at the other end; empty: a carrier is
   * @param trunk that it runs over; empty: a phone of ours is at the other end
   */
  Leg(LegId id, LegSound sound, Legs legs, Optional<DeviceId> phone, Optional<TrunkId> trunk) {
    this.id = id;
    this.sound = sound;
    this.legs = legs;
    this.phone = phone;
    this.trunk = trunk;
    sound.whenLost(this::breakDown);
  }

  final Legs legs() {
    return legs;
  }

  /** One of its contacts is spoken with in this dialog. */
  final void speaksIn(InviteDialog dialog) {
    dialogs.add(dialog);
    legs.spokenIn(this, dialog);
  }

  /** All that were spoken in, also those that came to nothing. */
  final List<InviteDialog> dialogs() {
    return dialogs;
  }

  final LegId id() {
    return id;
  }

  final Optional<TrunkId> trunk() {
    return trunk;
  }

  final LegSound sound() {
    return sound;
  }

  /** It is answered: who looks from now on whether its peer is there. */
  final void watchedBy(SignsOfLife.Watch watching) {
    watch = Optional.of(watching);
  }

  /** Whether the phone has put us on hold. */
  final boolean isHolding() {
    return holds;
  }

  /** Asks at once whether the peer is there. */
  final void askIfThere() {
    watch.ifPresent(SignsOfLife.Watch::askNow);
  }

  /** It is over on our side: what it held is free. */
  final void letGo() {
    sound.close();
    transfer.ifPresent(TransferSubscription::close);
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

  /** Whether the conversation with its peer has begun. */
  abstract boolean isAnswered();

  /**
   * Ends it in the way that its state asks for, as soon as its phone has heard what became of the
   * transfer that it asked for: no event follows.
   */
  final void hangUp(Cause cause) {
    if (transfer.isPresent()) {
      sound.ifOpen().ifPresent(MediaSession::disconnect);
      transfer.get().finish(cause, () -> end(cause));
    } else {
      end(cause);
    }
  }

  /** Ends it at once in the way that its state asks for. */
  abstract void end(Cause cause);

  /** Tells the PBX that the leg is over, though it did not ask for that. */
  abstract void tellEnd(Cause cause);

  /** A device is reached by another path now: its own legs follow it, and nobody else's. */
  final void moved(DeviceId device, Flow from, Flow to) {
    if (phone.filter(device::equals).isPresent()) {
      dialogs.forEach(dialog -> dialog.moved(from, to));
    }
  }

  /** Ends it because we cannot go on with it, and tells the PBX so. */
  final void breakDown(Cause cause) {
    end(cause);
    tellEnd(cause);
  }

  // --- transfer ---

  /** The peer sent REFER: whom it is connected to is to be connected to somebody else. */
  final void transferAsked(InviteDialog dialog, IncomingRequest refer) {
    Optional<ReferTo> wanted = ReferTo.in(refer.message());
    if (phone.isEmpty()) {
      refer.respond(403, CauseTable.phraseOf(403));
    } else if (wanted.isEmpty()) {
      refer.respond(400, CauseTable.phraseOf(400));
    } else if (!wanted.get().isForCall()) {
      refer.respond(403, CauseTable.phraseOf(403));
    } else if (transfer.filter(TransferSubscription::isUnderWay).isPresent()) {
      refer.respond(491, "Request Pending");
    } else {
      transfer = Optional.of(legs.subscription(refer, dialog, !hasAskedForTransfer));
      hasAskedForTransfer = true;
      legs.transferAsked(id, wanted.get());
    }
  }

  final void acceptTransfer() {
    transfer.ifPresent(TransferSubscription::accept);
  }

  final void refuseTransfer(Cause cause) {
    transfer.ifPresent(asked -> asked.refuse(cause));
  }

  final void reportTransfer(Command.TransferState state, Cause because) {
    transfer.ifPresent(asked -> asked.report(state, because));
  }

  // --- hold ---

  /**
   * Tells the PBX when the peer has put us on hold or taken us back, in whatever form. A carrier
   * that holds mostly sends what is to be heard meanwhile: then that is heard, and no more said.
   */
  final void noteHold() {
    boolean held =
        sound
            .ifOpen()
            .filter(MediaSession::isHeld)
            .filter(session -> phone.isPresent() || !session.mayBeHeard())
            .isPresent();
    if (isAnswered() && held != holds) {
      holds = held;
      if (held) {
        legs.held(id);
      } else {
        legs.resumed(id);
      }
    }
  }

  /** Answers what the peer wants to change about its sound: hold, resume, another address. */
  final void renegotiate(InviteDialog dialog, Optional<String> offer) {
    try {
      SessionDescription ours =
          offer.isPresent()
              ? sound.session().answer(SessionDescription.parse(offer.get()))
              : sound.session().offer();
      dialog.answerReoffer(ours.toString());
      noteHold();
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
      noteHold();
    } catch (NotNegotiable e) {
      LOG.debug("Leg {} answers with nothing that we offered: {}", id, e.getMessage());
      if (sound.ifOpen().flatMap(MediaSession::codec).isEmpty()) {
        breakDown(Cause.MEDIA_NOT_ACCEPTABLE);
      }
    } catch (PortsExhausted e) {
      breakDown(Cause.OVERLOAD);
    }
  }
}

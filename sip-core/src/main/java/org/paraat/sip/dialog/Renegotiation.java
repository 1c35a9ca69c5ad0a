package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transaction.InviteClientTransaction;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transport.Loop;

/** Changes of an established session: one at a time, whoever asks (RFC 3261 14). */
final class Renegotiation {
  private enum State {
    /** The first offer and answer are still under way. */
    NOT_YET,
    IDLE,
    /** Our re-INVITE is under way. */
    OFFERING,
    /** The peer's re-INVITE waits for our decision. */
    DECIDING,
    /** Our 200 to the peer's re-INVITE waits for its ACK. */
    ANSWERED,
    OVER
  }

  private static final int MOST_TRIES = 6;
  private static final Duration LONGEST_DECISION = Duration.ofSeconds(30);
  private static final Duration LONGEST_OFFER = Duration.ofSeconds(60);
  private static final Loop.Timer NONE = () -> {};

  private final Wire wire;
  private final Leg leg;
  private final Dialog dialog;
  private final boolean isCallOurs;
  private State state = State.NOT_YET;
  private Optional<String> waiting = Optional.empty();
  private boolean isBackingOff;
  private int tries;
  private Loop.Timer timer = NONE;
  private Optional<InviteClientTransaction> offering = Optional.empty();
  private Optional<InviteServerTransaction> asked = Optional.empty();
  private Optional<UntilAcknowledged> answered = Optional.empty();

  Renegotiation(Wire wire, Leg leg, Dialog dialog, boolean isCallOurs) {
    this.wire = wire;
    this.leg = leg;
    this.dialog = dialog;
    this.isCallOurs = isCallOurs;
  }

  /** The first offer and answer are done: what waited may begin. */
  void begin() {
    if (state == State.NOT_YET) {
      becomeIdle();
    }
  }

  /** The session ends. */
  void stop() {
    asked.ifPresent(invite -> leg.respond(invite, 487, "Request Terminated"));
    asked = Optional.empty();
    answered.ifPresent(UntilAcknowledged::stop);
    offering.ifPresent(InviteClientTransaction::abandon);
    timer.cancel();
    state = State.OVER;
  }

  private void becomeIdle() {
    state = State.IDLE;
    sendWaiting();
  }

  // --- ours ---

  void reoffer(String sdp) {
    waiting = Optional.of(sdp);
    tries = 0;
    sendWaiting();
  }

  private void sendWaiting() {
    if (state != State.IDLE || waiting.isEmpty() || isBackingOff) {
      return;
    }
    String sdp = waiting.get();
    waiting = Optional.empty();
    state = State.OFFERING;
    tries++;
    SIPRequest invite = dialog.request("INVITE");
    wire.own().dress(invite);
    wire.own().addContact(invite, dialog.flow().local());
    wire.own().addAbilities(invite);
    SipMessages.carry(invite, Body.sdp(sdp));
    InviteClientTransaction transaction =
        wire.transactions().invite(invite, dialog.flow(), new Reoffer(invite, sdp));
    offering = Optional.of(transaction);
    timer.cancel();
    timer = wire.loop().schedule(LONGEST_OFFER, () -> transaction.cancel(Optional.empty()));
  }

  /** What comes of one re-INVITE of ours. */
  private final class Reoffer implements ClientListener {
    private final SIPRequest invite;
    private final String sdp;
    private byte[] ack = new byte[0];

    private Reoffer(SIPRequest invite, String sdp) {
      this.invite = invite;
      this.sdp = sdp;
    }

    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      if (status < 200) {
        return;
      }
      if (status < 300) {
        accepted(response);
      } else if (state == State.OFFERING) {
        refused(status);
      }
    }

    private void accepted(SIPResponse response) {
      if (ack.length > 0) {
        wire.transactions().resend(dialog.flow(), ack);
        return;
      }
      dialog.refreshTarget(response);
      SIPRequest acknowledgement = dialog.ack(invite.getCSeq().getSeqNumber());
      ack = wire.transactions().sendAck(acknowledgement, dialog.flow());
      if (state == State.OFFERING) {
        state = State.IDLE;
        timer.cancel();
        leg.listener().onReofferAnswered(Headers.sdp(response));
        sendWaiting();
      }
    }

    private void refused(int status) {
      switch (status) {
        case 491 -> backOff(sdp);
        case 408, 481 -> leg.lose();
        default -> giveUp(status);
      }
    }

    @Override
    public void onTimeout() {
      if (state == State.OFFERING) {
        leg.lose();
      }
    }

    @Override
    public void onUnreachable(String because) {
      if (state == State.OFFERING) {
        giveUp(503);
      }
    }
  }

  private void giveUp(int status) {
    state = State.IDLE;
    timer.cancel();
    leg.listener().onReofferRefused(status);
    sendWaiting();
  }

  // RFC 3261 14.1: who made the Call-ID waits longer, so that the two do not meet again.
  private void backOff(String sdp) {
    if (tries >= MOST_TRIES) {
      giveUp(491);
      return;
    }
    Duration pause =
        isCallOurs
            ? Duration.ofMillis(2100 + 10 * wire.tokens().below(191))
            : Duration.ofMillis(10 * wire.tokens().below(201));
    waiting = waiting.isPresent() ? waiting : Optional.of(sdp);
    isBackingOff = true;
    state = State.IDLE;
    timer.cancel();
    timer = wire.loop().schedule(pause, this::tryAgain);
  }

  private void tryAgain() {
    isBackingOff = false;
    sendWaiting();
  }

  // --- theirs ---

  void onReinvite(InviteServerTransaction invite) {
    switch (state) {
      case NOT_YET, OFFERING -> leg.respond(invite, 491, "Request Pending");
      case DECIDING -> leg.respond(invite, 500, "Another INVITE Is Pending");
      case IDLE, ANSWERED -> {
        answered.ifPresent(UntilAcknowledged::stop);
        answered = Optional.empty();
        decide(invite);
      }
      case OVER -> leg.respond(invite, 481, "Call Is Over");
    }
  }

  private void decide(InviteServerTransaction invite) {
    state = State.DECIDING;
    asked = Optional.of(invite);
    invite.listen(cancel -> refuse(487, "Request Terminated"));
    Loop.Timer decision =
        wire.loop()
            .schedule(
                LONGEST_DECISION,
                () -> {
                  if (asked.equals(Optional.of(invite))) {
                    refuse(500, "Server Internal Error");
                  }
                });
    leg.listener().onReoffer(Headers.sdp(invite.request()));
    if (asked.isEmpty()) {
      decision.cancel();
    }
  }

  void answer(String sdp) {
    if (asked.isEmpty()) {
      return;
    }
    InviteServerTransaction invite = asked.get();
    asked = Optional.empty();
    state = State.ANSWERED;
    SIPResponse ok = invite.response(200, "OK");
    wire.own().dress(ok);
    wire.own().addContact(ok, dialog.flow().local());
    wire.own().addAbilities(ok);
    SipMessages.carry(ok, Body.sdp(sdp));
    invite.respond(ok);
    answered = Optional.of(new UntilAcknowledged(wire, invite, leg::lose));
  }

  void refuse(int status, String reasonPhrase) {
    if (asked.isEmpty()) {
      return;
    }
    InviteServerTransaction invite = asked.get();
    asked = Optional.empty();
    leg.respond(invite, status, reasonPhrase);
    becomeIdle();
  }

  /**
   * An ACK.
   *
   * @return whether it was awaited here
   */
  boolean onAck(SIPRequest ack) {
    boolean isAwaited = answered.isPresent() && answered.get().awaits(ack.getCSeq().getSeqNumber());
    if (!isAwaited || state != State.ANSWERED) {
      return isAwaited;
    }
    answered.get().stop();
    answered = Optional.empty();
    Headers.sdp(ack).ifPresent(leg.listener()::onAckSdp);
    becomeIdle();
    return true;
  }
}

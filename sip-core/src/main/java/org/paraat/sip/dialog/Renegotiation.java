package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.ServerTransaction;

/** Changes of a session: one at a time, whoever asks (RFC 3261 14, RFC 3311, RFC 6337). */
final class Renegotiation implements OwnOffer.Outcome {
  private enum State {
    /** Our first offer is out, or is still to be made. */
    OUR_FIRST_OFFER,
    /** The peer's first offer waits for our answer. */
    THEIR_FIRST_OFFER,
    IDLE,
    /** An offer of ours is under way. */
    OFFERING,
    /** An offer of the peer waits for our decision. */
    DECIDING,
    /** Our 200 to the peer's re-INVITE waits for its ACK. */
    ANSWERED,
    OVER
  }

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Leg leg;
  private final OwnRequests requests;
  private final boolean isCallOurs;
  private final WaitingOffer waiting;
  private State state;
  private boolean mayInvite;
  private boolean hasChanged;
  private String described = "";
  private Optional<OwnOffer> offering = Optional.empty();
  private Optional<PeerOffer> asked = Optional.empty();
  private Optional<PeerOffer> answered = Optional.empty();

  Renegotiation(Leg leg, OwnRequests requests, boolean isCallOurs, boolean isFirstOfferOurs) {
    this.leg = leg;
    this.requests = requests;
    this.isCallOurs = isCallOurs;
    waiting = new WaitingOffer(requests.wire().loop(), this::sendWaiting);
    state = isFirstOfferOurs ? State.OUR_FIRST_OFFER : State.THEIR_FIRST_OFFER;
  }

  /**
   * The first offer and answer are done.
   *
   * @param ours what we said in it
   */
  void exchanged(String ours) {
    if (isInFirst()) {
      described = ours;
      becomeIdle();
    }
  }

  /** The first INVITE is acknowledged: what waited may begin, and re-INVITEs may be sent. */
  void begin() {
    mayInvite = true;
    if (isInFirst()) {
      becomeIdle();
    } else {
      sendWaiting();
    }
  }

  private boolean isInFirst() {
    return state == State.OUR_FIRST_OFFER || state == State.THEIR_FIRST_OFFER;
  }

  /** Whether the first offer and answer are done. */
  boolean isExchanged() {
    return !isInFirst();
  }

  /** Whether the first agreement was changed since. */
  boolean hasChanged() {
    return hasChanged;
  }

  /** The session ends. */
  void stop() {
    asked.ifPresent(offer -> offer.refuse(487, "Request Terminated"));
    asked = Optional.empty();
    answered.ifPresent(PeerOffer::close);
    offering.ifPresent(OwnOffer::abandon);
    waiting.stop();
    state = State.OVER;
  }

  private void becomeIdle() {
    state = answered.isPresent() ? State.ANSWERED : State.IDLE;
    sendWaiting();
  }

  // --- ours ---

  void reoffer(String sdp) {
    waiting.put(sdp);
    sendWaiting();
  }

  /** Says once more what is agreed; when something is changing, that refreshes the session too. */
  void refresh() {
    if (state == State.IDLE && mayInvite && !waiting.isPausing() && !described.isEmpty()) {
      offer(described, OwnOffer.Purpose.REFRESH);
    }
  }

  private void sendWaiting() {
    boolean canSend = mayInvite || (leg.isOpening() && requests.dialog().takesUpdate());
    if (state == State.IDLE && canSend && waiting.isReady()) {
      offer(waiting.take(), OwnOffer.Purpose.CHANGE);
    }
  }

  private void offer(String sdp, OwnOffer.Purpose purpose) {
    state = State.OFFERING;
    OwnOffer offer =
        new OwnOffer(requests, sdp, purpose, leg.timer().flatMap(SessionTimer::terms), this);
    offering = Optional.of(offer);
    if (mayInvite) {
      offer.sendInvite();
    } else {
      offer.sendUpdate();
    }
  }

  @Override
  public void accepted(OwnOffer offer, SIPResponse response) {
    offering = Optional.empty();
    described = offer.sdp();
    hasChanged |= offer.purpose() == OwnOffer.Purpose.CHANGE;
    state = State.IDLE;
    leg.timer().ifPresent(timer -> timer.agree(response));
    Optional<String> answer = Headers.sdp(response);
    if (offer.purpose() == OwnOffer.Purpose.CHANGE || answer.isPresent()) {
      leg.listener().onReofferAnswered(answer);
    }
    sendWaiting();
  }

  @Override
  public void refused(OwnOffer offer, SIPResponse response) {
    offering = Optional.empty();
    int status = response.getStatusCode();
    boolean isUpdate = response.getCSeq().getMethod().equals("UPDATE");
    switch (status) {
      case 491 -> tryLater(offer, status, pauseOfGlare());
      case 408, 481 -> lost(offer, status);
      case 405, 501 -> {
        if (isUpdate) {
          requests.dialog().forbidUpdate();
          waiting.putBack(offer.sdp());
          becomeIdle();
        } else {
          giveUp(offer, status);
        }
      }
      case 422 -> {
        leg.timer().ifPresent(timer -> timer.raise(response));
        tryLater(offer, status, Duration.ZERO);
      }
      default -> {
        Optional<Duration> later = status == 500 ? Headers.retryAfter(response) : Optional.empty();
        if (later.isPresent() && later.get().compareTo(LONGEST_PAUSE) <= 0) {
          tryLater(offer, status, later.get());
        } else {
          giveUp(offer, status);
        }
      }
    }
  }

  @Override
  public void timedOut(OwnOffer offer) {
    offering = Optional.empty();
    lost(offer, 408);
  }

  // Before the answer the INVITE has its own end, and a refresh is tried again.
  private void lost(OwnOffer offer, int status) {
    boolean isTriedAgain = offer.purpose() == OwnOffer.Purpose.REFRESH && status == 408;
    if (leg.isOpening() || isTriedAgain) {
      giveUp(offer, status);
    } else {
      leg.lose();
    }
  }

  @Override
  public void unreachable(OwnOffer offer) {
    offering = Optional.empty();
    giveUp(offer, 503);
  }

  private void giveUp(OwnOffer offer, int status) {
    state = State.IDLE;
    if (offer.purpose() == OwnOffer.Purpose.CHANGE) {
      leg.listener().onReofferRefused(status);
    }
    sendWaiting();
  }

  // RFC 3261 14.1: who made the Call-ID waits longer, so that the two do not meet again.
  private Duration pauseOfGlare() {
    return isCallOurs
        ? Duration.ofMillis(2100 + 10 * requests.wire().tokens().below(191))
        : Duration.ofMillis(10 * requests.wire().tokens().below(201));
  }

  private void tryLater(OwnOffer offer, int status, Duration later) {
    // A refresh has its own time to be tried again.
    boolean isChange = offer.purpose() == OwnOffer.Purpose.CHANGE;
    if (isChange && waiting.isPutBack(offer.sdp(), later)) {
      state = State.IDLE;
    } else {
      giveUp(offer, status);
    }
  }

  // --- theirs ---

  void onReinvite(InviteServerTransaction invite) {
    switch (state) {
      case OUR_FIRST_OFFER, THEIR_FIRST_OFFER, OFFERING ->
          leg.respond(invite, 491, "Request Pending");
      case DECIDING -> leg.putOff(invite, "Another INVITE Is Pending");
      case IDLE, ANSWERED -> {
        // A new INVITE shows that our 200 to the one before it arrived.
        answered.ifPresent(PeerOffer::close);
        answered = Optional.empty();
        invite.listen(cancel -> refuse(487, "Request Terminated"));
        decide(invite);
      }
      case OVER -> leg.respond(invite, 481, "Call Is Over");
    }
  }

  /** An offer in UPDATE or PRACK (RFC 3311 5.2). */
  void onOffer(ServerTransaction request) {
    switch (state) {
      case OUR_FIRST_OFFER, OFFERING -> leg.respond(request, 491, "Request Pending");
      case THEIR_FIRST_OFFER, DECIDING -> leg.putOff(request, "Another Offer Is Pending");
      case IDLE -> decide(request);
      case ANSWERED -> {
        if (answered.filter(PeerOffer::asksForOurs).isPresent()) {
          leg.respond(request, 491, "Request Pending");
        } else {
          decide(request);
        }
      }
      case OVER -> leg.respond(request, 481, "Call Is Over");
    }
  }

  private void decide(ServerTransaction request) {
    state = State.DECIDING;
    asked = Optional.of(new PeerOffer(leg, request, () -> refuse(500, "Server Internal Error")));
    leg.decidesOn(this);
    leg.listener().onReoffer(Headers.sdp(request.request()));
  }

  void answer(String sdp) {
    if (asked.isEmpty()) {
      return;
    }
    PeerOffer offer = asked.get();
    asked = Optional.empty();
    described = sdp;
    hasChanged = true;
    SIPResponse ok = accepting(offer.request());
    SipMessages.carry(ok, Body.sdp(sdp));
    offer.accept(ok);
    if (offer.awaitsAck()) {
      answered = Optional.of(offer);
    }
    becomeIdle();
  }

  /** A 200 to a request that may change where the peer is and how long the session lives. */
  SIPResponse accepting(ServerTransaction request) {
    Wire wire = requests.wire();
    SIPResponse ok = request.response(200, "OK");
    wire.own().dress(ok);
    wire.own().addContact(ok, requests.dialog().flow().local());
    wire.own().addAbilities(ok);
    if (!leg.isOpening()) {
      leg.timer().ifPresent(timer -> timer.grant(request.request(), ok));
    }
    return ok;
  }

  void refuse(int status, String reasonPhrase) {
    if (asked.isEmpty()) {
      return;
    }
    PeerOffer offer = asked.get();
    asked = Optional.empty();
    offer.refuse(status, reasonPhrase);
    becomeIdle();
  }

  /**
   * An ACK.
   *
   * @return whether it was awaited here
   */
  boolean onAck(SIPRequest ack) {
    Optional<PeerOffer> acknowledged =
        answered.filter(offer -> offer.awaitsAck(ack.getCSeq().getSeqNumber()));
    if (acknowledged.isEmpty()) {
      return false;
    }
    acknowledged.get().close();
    answered = Optional.empty();
    if (acknowledged.get().asksForOurs()) {
      // Without an answer to our offer the session goes on as it was before.
      Headers.sdp(ack).ifPresent(leg.listener()::onAckSdp);
    }
    if (state == State.ANSWERED) {
      becomeIdle();
    }
    return true;
  }
}

package org.paraat.sip.dialog;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** A leg that the peer began: we are called. */
final class IncomingLeg extends Leg {
  private static final Loop.Timer NONE = () -> {};

  private final InviteServerTransaction invite;
  private final boolean hasOffer;
  private final EarlyResponses early;
  private final Loop.Timer limit;
  private Optional<UntilAcknowledged> answer = Optional.empty();
  private Optional<String> held = Optional.empty();
  private boolean isOfferInAnswer;
  private String described = "";
  private Loop.Timer sequel = NONE;
  private boolean isLeavingOnAck;
  private Optional<Reason> leaveReason = Optional.empty();

  private IncomingLeg(Wire wire, InviteServerTransaction invite, InviteListener listener) {
    super(wire, listener);
    this.invite = invite;
    this.hasOffer = Headers.sdp(invite.request()).isPresent();
    this.early = new EarlyResponses(this, invite, hasOffer);
    limit = wire.loop().schedule(wire.settings().longestUnanswered(), this::neverAnswered);
  }

  static IncomingLeg open(Wire wire, InviteServerTransaction invite, InviteListener listener) {
    IncomingLeg leg = new IncomingLeg(wire, invite, listener);
    NextHop hop = NextHop.through(wire.transports());
    Dialog dialog =
        Dialog.ofIncoming(
            invite.request(), invite.toTag(), invite.flow(), hop.to(invite.request()));
    OwnRequests requests = new OwnRequests(wire, dialog, Optional.empty());
    leg.join(requests, new Renegotiation(leg, requests, false, !leg.hasOffer));
    invite.listen(leg::onCancel);
    if (!invite.isUnanswered()) {
      wire.loop()
          .execute(() -> leg.end(InviteEnd.CANCELLED, invite.cancel().flatMap(Headers::reason)));
    }
    return leg;
  }

  private boolean isUnanswered() {
    return isOpening() && answer.isEmpty() && invite.isUnanswered();
  }

  private void neverAnswered() {
    giveUp(480, "Temporarily Unavailable", InviteEnd.LOST);
  }

  // --- before the answer ---

  @Override
  public void ring() {
    if (mayProceed()) {
      early.ring();
    }
  }

  @Override
  public void progress(String sdp) {
    if (mayProceed()) {
      early.progress(sdp);
    }
  }

  @Override
  public boolean canOfferEarly() {
    return early.canOffer();
  }

  private boolean mayProceed() {
    return !isEnded() && isUnanswered() && held.isEmpty();
  }

  void onNoPrack() {
    giveUp(504, "No PRACK", InviteEnd.NO_ACK);
  }

  void onNoAnswerInPrack() {
    giveUp(400, "No Answer In PRACK", InviteEnd.PROTOCOL_BROKEN);
  }

  private void giveUp(int status, String phrase, InviteEnd end) {
    if (isUnanswered()) {
      respond(invite, status, phrase);
      end(end, Optional.empty());
    }
  }

  @Override
  void onPrack(IncomingRequest prack, PlainServerTransaction transaction) {
    if (early.takesPrack(prack, transaction) && held.isPresent() && !early.isDescribing()) {
      sendAnswer(held.get());
    }
  }

  @Override
  Optional<Renegotiation> earlyRenegotiation() {
    return Optional.empty();
  }

  SIPResponse response(int status, String phrase, Optional<String> sdp) {
    SIPResponse response = invite.response(status, phrase);
    RecordRouteList recorded = invite.request().getRecordRouteHeaders();
    if (recorded != null) {
      response.addHeader(recorded);
    }
    wire.own().dress(response);
    wire.own().addContact(response, flow().local());
    wire.own().addAbilities(response);
    sdp.ifPresent(description -> SipMessages.carry(response, Body.sdp(description)));
    return response;
  }

  // --- the answer ---

  @Override
  public void answer(String sdp) {
    if (!mayProceed()) {
      return;
    }
    if (early.isDescribing()) {
      held = Optional.of(sdp);
    } else {
      sendAnswer(sdp);
    }
  }

  private void sendAnswer(String sdp) {
    stopTimers();
    // What was agreed before the answer is not offered once more, nor what was changed since.
    boolean isAgreed = renegotiation().isExchanged() && (!hasOffer || renegotiation().hasChanged());
    isOfferInAnswer = !hasOffer && !isAgreed;
    establish();
    SIPResponse ok = response(200, "OK", isAgreed ? Optional.empty() : Optional.of(sdp));
    timer().orElseThrow().grant(invite.request(), ok);
    invite.respond(ok);
    answer = Optional.of(new UntilAcknowledged(wire, invite, this::onNoAck));
    described = sdp;
    if (hasOffer) {
      renegotiation().exchanged(sdp);
    }
  }

  @Override
  public void reject(int status, String reasonPhrase, List<HeaderLine> headers) {
    if (status < 300 || status > 699) {
      throw new IllegalArgumentException("not a refusal: " + status);
    }
    if (isEnded() || !isUnanswered()) {
      return;
    }
    SIPResponse response = refusal(invite, status, reasonPhrase);
    headers.forEach(header -> SipMessages.add(response, header));
    invite.respond(response);
    forget();
  }

  @Override
  void leave(Optional<Reason> reason) {
    if (isUnanswered()) {
      int status =
          reason
              .filter(why -> why.protocol().equalsIgnoreCase("SIP"))
              .map(Reason::cause)
              .filter(cause -> cause >= 400 && cause <= 699)
              .orElse(480);
      respond(
          invite,
          status,
          reason
              .map(Reason::text)
              .filter(text -> status != 480 && !text.isEmpty())
              .orElse("Temporarily Unavailable"));
      forget();
    } else if (answer.isPresent()) {
      // RFC 3261 15: the callee says BYE only after the ACK, or when none came.
      isLeavingOnAck = true;
      leaveReason = reason;
    } else if (isEstablished()) {
      bye(reason);
    } else {
      forget();
    }
  }

  private void onCancel(SIPRequest cancel) {
    if (isUnanswered()) {
      respond(invite, 487, "Request Terminated");
      end(InviteEnd.CANCELLED, Headers.reason(cancel));
    }
  }

  @Override
  void onEarlyBye(SIPRequest bye) {
    if (isUnanswered()) {
      respond(invite, 487, "Request Terminated");
      end(InviteEnd.CANCELLED, Headers.reason(bye));
    }
  }

  @Override
  boolean takesAck(SIPRequest ack) {
    if (answer.isEmpty() || !answer.get().awaits(ack.getCSeq().getSeqNumber())) {
      return false;
    }
    acknowledged();
    if (isLeavingOnAck) {
      bye(leaveReason);
      return true;
    }
    Optional<String> sdp = isOfferInAnswer ? Headers.sdp(ack) : Optional.empty();
    sdp.ifPresent(listener()::onAckSdp);
    listener().onConfirmed();
    if (isOfferInAnswer && sdp.isEmpty()) {
      // A caller who hangs up at once says ACK so, too: its own BYE is on the way then.
      sequel = wire.loop().schedule(wire.settings().transactions().t1(), this::onNoAnswerInAck);
    } else if (isEstablished()) {
      renegotiation().exchanged(described);
      renegotiation().begin();
    }
    return true;
  }

  private void onNoAnswerInAck() {
    if (isEstablished() && !isEnded()) {
      breakOff(InviteEnd.PROTOCOL_BROKEN, Optional.of(Reason.sip(400, "No answer in ACK")));
    }
  }

  private void acknowledged() {
    answer.ifPresent(UntilAcknowledged::stop);
    answer = Optional.empty();
  }

  @Override
  void onAcknowledgedBy(SIPRequest reinvite) {
    if (answer.isPresent() && hasOffer && !isLeavingOnAck) {
      acknowledged();
      renegotiation().begin();
      listener().onConfirmed();
    }
  }

  private void onNoAck() {
    answer = Optional.empty();
    if (isLeavingOnAck) {
      bye(leaveReason);
    } else if (isEstablished()) {
      breakOff(InviteEnd.NO_ACK, Optional.of(Reason.sip(408, "No ACK")));
    }
  }

  @Override
  public void acknowledge(String sdp) {
    throw new IllegalStateException("the peer called us: its ACK is its own");
  }

  @Override
  DialogId earlyId() {
    throw new IllegalStateException("a leg without a dialog");
  }

  @Override
  Flow earlyFlow() {
    return invite.flow();
  }

  private void stopTimers() {
    limit.cancel();
    early.stop();
  }

  @Override
  void onForgotten() {
    stopTimers();
    sequel.cancel();
    acknowledged();
  }
}

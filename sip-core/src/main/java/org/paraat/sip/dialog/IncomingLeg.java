package org.paraat.sip.dialog;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** A leg that the peer began: we are called. */
final class IncomingLeg extends Leg {
  private static final Duration REMIND = Duration.ofSeconds(60);
  private static final Loop.Timer NONE = () -> {};

  private final InviteServerTransaction invite;
  private final boolean hasOffer;
  private final Loop.Timer limit;
  private Loop.Timer reminder = NONE;
  private Optional<UntilAcknowledged> answer = Optional.empty();
  private boolean isLeavingOnAck;
  private Optional<Reason> leaveReason = Optional.empty();

  private IncomingLeg(Wire wire, InviteServerTransaction invite, InviteListener listener) {
    super(wire, listener);
    this.invite = invite;
    this.hasOffer = Headers.sdp(invite.request()).isPresent();
    limit = wire.loop().schedule(wire.settings().longestUnanswered(), this::neverAnswered);
  }

  static IncomingLeg open(Wire wire, InviteServerTransaction invite, InviteListener listener) {
    IncomingLeg leg = new IncomingLeg(wire, invite, listener);
    NextHop hop = NextHop.through(wire.transports());
    Via via = invite.request().getTopmostVia();
    boolean isTranslated =
        via.getReceived() != null && invite.request().getRecordRouteHeaders() == null;
    leg.join(
        Dialog.ofIncoming(
            invite.request(),
            invite.toTag(),
            invite.flow(),
            isTranslated && !sameHost(via) ? hop.behindRouter() : hop),
        false);
    invite.listen(leg::onCancel);
    if (!invite.isUnanswered()) {
      wire.loop()
          .execute(() -> leg.end(InviteEnd.CANCELLED, invite.cancel().flatMap(Headers::reason)));
    }
    return leg;
  }

  private static boolean sameHost(Via via) {
    return via.getHost().replace("[", "").replace("]", "").equalsIgnoreCase(via.getReceived());
  }

  private boolean isUnanswered() {
    return isOpening() && answer.isEmpty() && invite.isUnanswered();
  }

  private void neverAnswered() {
    if (isUnanswered()) {
      respond(invite, 480, "Temporarily Unavailable");
      end(InviteEnd.LOST, Optional.empty());
    }
  }

  @Override
  public void ring() {
    provisional(180, "Ringing", Optional.empty());
  }

  @Override
  public void progress(String sdp) {
    provisional(183, "Session Progress", Optional.of(sdp));
  }

  private void provisional(int status, String phrase, Optional<String> sdp) {
    if (isEnded() || !isUnanswered()) {
      return;
    }
    invite.respond(response(status, phrase, sdp));
    reminder.cancel();
    remind();
  }

  // RFC 3261 13.3.1.1: proxies on the way give a call up when they hear nothing for long.
  private void remind() {
    reminder =
        wire.loop()
            .schedule(
                REMIND,
                () -> {
                  invite.repeatProvisional();
                  remind();
                });
  }

  private SIPResponse response(int status, String phrase, Optional<String> sdp) {
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

  @Override
  public void answer(String sdp) {
    if (isEnded() || !isUnanswered()) {
      return;
    }
    stopTimers();
    invite.respond(response(200, "OK", Optional.of(sdp)));
    answer = Optional.of(new UntilAcknowledged(wire, invite, this::onNoAck));
    establish();
  }

  @Override
  public void reject(int status, String reasonPhrase, List<HeaderLine> headers) {
    if (status < 300 || status > 699) {
      throw new IllegalArgumentException("not a refusal: " + status);
    }
    if (isEnded() || !isUnanswered()) {
      return;
    }
    SIPResponse response = invite.response(status, reasonPhrase);
    wire.own().dress(response);
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
    if (!hasOffer) {
      Headers.sdp(ack).ifPresent(listener()::onAckSdp);
    }
    listener().onConfirmed();
    if (isEstablished()) {
      renegotiation().begin();
    }
    return true;
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
      InviteListener told = listener();
      hangUp(Optional.of(Reason.sip(408, "No ACK")));
      told.onEnded(InviteEnd.NO_ACK, Optional.empty());
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
    reminder.cancel();
  }

  @Override
  void onForgotten() {
    stopTimers();
    acknowledged();
  }
}

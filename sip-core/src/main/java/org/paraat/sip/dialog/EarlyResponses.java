package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.message.Headers;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transport.Loop;

/** What a caller hears before the answer: 180 and 183, reliably where it knows how (RFC 3262). */
final class EarlyResponses {
  private static final Duration REMIND = Duration.ofSeconds(60);
  private static final Loop.Timer NONE = () -> {};

  private final IncomingLeg leg;
  private final InviteServerTransaction invite;
  private final boolean hasOffer;
  private final boolean requiresReliable;
  private final boolean knowsReliable;
  private Optional<ReliableResponses> reliable = Optional.empty();
  private Loop.Timer reminder = NONE;
  private String described = "";

  EarlyResponses(IncomingLeg leg, InviteServerTransaction invite, boolean hasOffer) {
    this.leg = leg;
    this.invite = invite;
    this.hasOffer = hasOffer;
    SIPRequest request = invite.request();
    requiresReliable = Headers.lists(request, "Require", SipSettings.RELIABLE);
    knowsReliable =
        leg.wire.settings().abilities().supported().contains(SipSettings.RELIABLE)
            && (requiresReliable || Headers.lists(request, "Supported", SipSettings.RELIABLE));
  }

  void ring() {
    // RFC 3262 5: the first response that must arrive to a caller without an offer brings ours.
    if (!(requiresReliable && !hasOffer && described.isEmpty())) {
      say(leg.response(180, "Ringing", Optional.empty()), requiresReliable);
    }
  }

  void progress(String sdp) {
    boolean isReliable = knowsReliable;
    if (!hasOffer && !isReliable) {
      ring();
      return;
    }
    boolean isKnownOffer = !hasOffer && !described.isEmpty();
    described = isKnownOffer ? described : sdp;
    Optional<String> said = isKnownOffer ? Optional.empty() : Optional.of(sdp);
    say(leg.response(183, "Session Progress", said), isReliable);
  }

  /** Whether an offer of ours may go to a caller without one. */
  boolean canOffer() {
    return !hasOffer && knowsReliable;
  }

  private void say(SIPResponse response, boolean isReliable) {
    if (isReliable) {
      if (reliable.isEmpty()) {
        reliable = Optional.of(new ReliableResponses(leg.wire, invite, leg::onNoPrack));
        leg.dialog().orElseThrow().learn(invite.request());
      }
      reliable.get().send(response);
    } else if (reliable.filter(ReliableResponses::isPending).isEmpty()) {
      invite.respond(response);
    }
    remind();
  }

  // RFC 3261 13.3.1.1: proxies on the way give a call up when they hear nothing for long.
  private void remind() {
    reminder.cancel();
    reminder =
        leg.wire
            .loop()
            .schedule(
                REMIND,
                () -> {
                  if (reliable.isEmpty()) {
                    invite.repeatProvisional();
                    remind();
                  } else {
                    // What was acknowledged must not come again: a new one says the same.
                    say(whereWeAre(), true);
                  }
                });
  }

  private SIPResponse whereWeAre() {
    if (described.isEmpty()) {
      return leg.response(180, "Ringing", Optional.empty());
    }
    boolean isStillSo = hasOffer && !leg.renegotiation().hasChanged();
    return leg.response(
        183, "Session Progress", isStillSo ? Optional.of(described) : Optional.empty());
  }

  /** Whether a description of ours waits for its PRACK: until then no 200 may follow. */
  boolean isDescribing() {
    return reliable.filter(ReliableResponses::isDescribing).isPresent();
  }

  /**
   * A PRACK.
   *
   * @return whether the call goes on, with one response less to wait for
   */
  boolean takesPrack(IncomingRequest prack, PlainServerTransaction transaction) {
    SIPRequest request = transaction.request();
    if (reliable.filter(sent -> sent.isAcknowledgedBy(request)).isEmpty()) {
      prack.respond(481, "No Such Response");
      return false;
    }
    if (!invite.isUnanswered()) {
      prack.respond(200, "OK");
      return false;
    }
    Optional<String> sdp = Headers.sdp(request);
    boolean isFirstExchange = reliable.get().isDescribing() && !leg.renegotiation().isExchanged();
    if (isFirstExchange && !hasOffer && sdp.isEmpty()) {
      prack.respond(200, "OK");
      leg.onNoAnswerInPrack();
      return false;
    }
    if (isFirstExchange) {
      leg.renegotiation().exchanged(described);
    }
    if (sdp.isPresent() && (hasOffer || !isFirstExchange)) {
      leg.renegotiation().onOffer(transaction);
    } else {
      prack.respond(200, "OK");
      sdp.ifPresent(leg.listener()::onAckSdp);
    }
    if (!leg.isEnded()) {
      reliable.get().acknowledged();
    }
    return !leg.isEnded();
  }

  /** The final response is there. */
  void stop() {
    reminder.cancel();
    reliable.ifPresent(ReliableResponses::stop);
  }
}

package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.message.Headers;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.ServerTransaction;
import org.paraat.sip.transport.Loop;

/** One offer of the peer within a dialog, from its request to the ACK of our answer. */
final class PeerOffer {
  private static final Duration LONGEST_DECISION = Duration.ofSeconds(30);

  private final Leg leg;
  private final ServerTransaction request;
  private final boolean asksForOurs;
  private final Loop.Timer decision;
  private Optional<UntilAcknowledged> repeated = Optional.empty();

  /**
   * @param undecided what happens when nobody accepts or refuses it in time
   */
  PeerOffer(Leg leg, ServerTransaction request, Runnable undecided) {
    this.leg = leg;
    this.request = request;
    // Once it is answered the request is let go of.
    asksForOurs = Headers.sdp(request.request()).isEmpty();
    decision = leg.wire.loop().schedule(LONGEST_DECISION, undecided);
  }

  ServerTransaction request() {
    return request;
  }

  /** Whether it asks for an offer of ours, which its ACK then answers. */
  boolean asksForOurs() {
    return asksForOurs;
  }

  /** Says 200; that to a re-INVITE is repeated until its ACK is there. */
  void accept(SIPResponse ok) {
    decision.cancel();
    request.respond(ok);
    if (request instanceof InviteServerTransaction invite) {
      repeated = Optional.of(new UntilAcknowledged(leg.wire, invite, leg::lose));
    }
  }

  void refuse(int status, String reasonPhrase) {
    decision.cancel();
    leg.respond(request, status, reasonPhrase);
  }

  boolean awaitsAck() {
    return repeated.isPresent();
  }

  /** Whether an ACK of this number is the awaited one. */
  boolean awaitsAck(long sequence) {
    return repeated.filter(ok -> ok.awaits(sequence)).isPresent();
  }

  /** The ACK is there, or nothing is to be heard of it any more. */
  void close() {
    repeated.ifPresent(UntilAcknowledged::stop);
  }
}

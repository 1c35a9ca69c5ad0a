package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transport.Flow;

/** One of the phones that an INVITE of ours reached, known by its To tag (RFC 3261 13.2.2). */
final class Fork implements DialogUser {
  private final OutgoingLeg leg;
  private final SentInvite invite;
  private final Flow flow;
  private final Optional<ClientCredentials> credentials;
  private final Optional<String> offer;
  private Optional<OwnRequests> requests = Optional.empty();
  private Optional<Renegotiation> changes = Optional.empty();
  private String described = "";
  private long lastReliable = -1;
  private String unansweredOffer = "";
  private boolean isConfirmed;
  private byte[] ack = new byte[0];

  /**
   * @param offer that the INVITE carried
   */
  Fork(
      OutgoingLeg leg,
      SentInvite invite,
      Flow flow,
      Optional<ClientCredentials> credentials,
      Optional<String> offer) {
    this.leg = leg;
    this.invite = invite;
    this.flow = flow;
    this.credentials = credentials;
    this.offer = offer;
  }

  // --- before the answer ---

  /** Whether a provisional response waits for a PRACK. */
  static boolean isReliable(SIPResponse response) {
    return response.getStatusCode() > 100
        && Headers.lists(response, "Require", SipSettings.RELIABLE)
        && response.getHeader("RSeq") != null;
  }

  /**
   * Acknowledges a reliable response, unless it came again or too early (RFC 3262 4); one with an
   * offer waits for our answer.
   *
   * @return whether it is to be heeded
   */
  boolean takesReliable(SIPResponse response) {
    OptionalInt number = Headers.number(response, "RSeq", Integer.MAX_VALUE);
    boolean isNext =
        number.isPresent() && (lastReliable < 0 || number.getAsInt() == lastReliable + 1);
    if (!isNext) {
      return false;
    }
    lastReliable = number.getAsInt();
    if (requests.isEmpty()) {
      open(response);
      leg.wire.dialogs().add(requests.orElseThrow().dialog().id(), this);
    }
    requests.orElseThrow().dialog().learn(response);
    Optional<String> sdp = Headers.sdp(response);
    boolean isOffer = sdp.isPresent() && offer.isEmpty() && !isExchanged();
    if (isOffer) {
      unansweredOffer = sdp.get();
    } else {
      prack(Optional.empty());
      sdp.ifPresent(_ -> offer.ifPresent(changes.orElseThrow()::exchanged));
    }
    return true;
  }

  private void prack(Optional<String> answer) {
    requests.orElseThrow().prack(lastReliable + " " + invite.sequence() + " INVITE", answer);
  }

  /** Whether the peer's offer in a provisional response waits for our answer. */
  boolean awaitsAnswer() {
    return !unansweredOffer.isEmpty();
  }

  void answerEarly(String sdp) {
    unansweredOffer = "";
    prack(Optional.of(sdp));
    changes.orElseThrow().exchanged(sdp);
  }

  /** Whether this description is another than this phone's last. */
  boolean describes(String sdp) {
    boolean isNew = !sdp.equals(described);
    described = sdp;
    return isNew;
  }

  /** What this phone said of itself last; empty when it said nothing. */
  String described() {
    return described;
  }

  boolean isExchanged() {
    return changes.filter(Renegotiation::isExchanged).isPresent();
  }

  Optional<Renegotiation> changes() {
    return changes;
  }

  private void open(SIPResponse response) {
    Dialog dialog =
        Dialog.ofOutgoing(invite, response, flow, NextHop.through(leg.wire.transports()));
    OwnRequests within = new OwnRequests(leg.wire, dialog, credentials);
    requests = Optional.of(within);
    changes = Optional.of(new Renegotiation(leg, within, true, offer.isPresent()));
  }

  // --- the answer ---

  boolean isConfirmed() {
    return isConfirmed;
  }

  /** A 2xx came. */
  void confirm(SIPResponse accepted) {
    isConfirmed = true;
    if (requests.isEmpty()) {
      open(accepted);
    } else {
      requests.get().dialog().confirm(accepted);
    }
    Dialog dialog = requests.orElseThrow().dialog();
    if (!dialog.flow().isOpen()) {
      dialog.flowClosed();
    }
  }

  /** The dialog and its changes become the leg's own. */
  void handOver() {
    leg.join(requests.orElseThrow(), changes.orElseThrow());
  }

  /** What the 2xx says that was not known: empty when all was said before. */
  Optional<String> newsIn(SIPResponse accepted) {
    Optional<String> sdp = Headers.sdp(accepted);
    boolean isOutdated = changes.filter(Renegotiation::hasChanged).isPresent();
    return isOutdated && sdp.filter(described::equals).isPresent() ? Optional.empty() : sdp;
  }

  boolean isAcknowledged() {
    return ack.length > 0;
  }

  void acknowledge(Optional<String> sdp) {
    Dialog dialog = requests.orElseThrow().dialog();
    SIPRequest acknowledgement = dialog.ack(invite.sequence());
    invite.proofs().forEach(proof -> SipMessages.add(acknowledgement, proof));
    sdp.ifPresent(description -> SipMessages.carry(acknowledgement, Body.sdp(description)));
    ack = leg.wire.transactions().sendAck(acknowledgement, dialog.flow());
  }

  /** The 2xx came again. */
  void acknowledgeAgain() {
    if (isAcknowledged()) {
      leg.wire.transactions().resend(requests.orElseThrow().dialog().flow(), ack);
    }
  }

  /** Nobody waits for this phone any more (RFC 3261 13.2.2.4). */
  void decline(Optional<Reason> reason) {
    acknowledge(Optional.empty());
    requests.orElseThrow().bye(reason, () -> {});
  }

  /** Nothing is heard in an early dialog any more. */
  void close() {
    changes.ifPresent(Renegotiation::stop);
    requests.ifPresent(within -> leg.wire.dialogs().remove(within.dialog().id()));
  }

  // --- what the peer asks for before it answers ---

  @Override
  public void onReinvite(InviteServerTransaction again) {
    leg.respond(again, 491, "Request Pending");
  }

  @Override
  public void onRequest(PlainServerTransaction transaction) {
    ReceivedRequest incoming = new ReceivedRequest(leg.wire, transaction);
    Dialog dialog = requests.orElseThrow().dialog();
    if (transaction.request().getMethod().equals("BYE")) {
      // RFC 3261 15: no phone may, but the INVITE has its own end.
      incoming.respond(200, "OK");
    } else if (!dialog.takesInOrder(transaction.request())) {
      incoming.respond(500, "CSeq Out Of Order");
    } else {
      dialog.cameBy(transaction.flow());
      PeerRequests.take(leg, incoming, transaction, dialog, changes.orElseThrow());
    }
  }

  @Override
  public void onAck(SIPRequest stray) {}

  @Override
  public void onFlowClosed(Flow closed) {
    requests
        .map(OwnRequests::dialog)
        .filter(dialog -> dialog.flow().equals(closed))
        .ifPresent(Dialog::flowClosed);
  }

  @Override
  public Optional<Dialog> dialog() {
    return requests.map(OwnRequests::dialog);
  }
}

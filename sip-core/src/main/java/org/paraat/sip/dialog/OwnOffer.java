package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transaction.InviteClientTransaction;
import org.paraat.sip.transport.Loop;

/** One offer of ours within a dialog, from its request to what the peer makes of it. */
final class OwnOffer implements ClientListener {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Loop.Timer NONE = () -> {};

  /** Who is told, once; never after {@link #abandon}. */
  interface Outcome {
    void accepted(OwnOffer offer, SIPResponse response);

    void refused(OwnOffer offer, SIPResponse response);

    /** No response at all. */
    void timedOut(OwnOffer offer);

    void unreachable(OwnOffer offer);
  }

  /** What an offer is for. */
  enum Purpose {
    CHANGE,
    /** What is agreed, once more (RFC 4028). */
    REFRESH
  }

  private final OwnRequests requests;
  private final String sdp;
  private final Purpose purpose;
  private final Outcome outcome;
  private final Optional<SessionTerms> terms;
  private Optional<InviteClientTransaction> transaction = Optional.empty();
  private Loop.Timer limit = NONE;
  private boolean isProven;
  private boolean isOver;
  private byte[] ack = new byte[0];

  OwnOffer(
      OwnRequests requests,
      String sdp,
      Purpose purpose,
      Optional<SessionTerms> terms,
      Outcome outcome) {
    this.requests = requests;
    this.sdp = sdp;
    this.terms = terms;
    this.purpose = purpose;
    this.outcome = outcome;
  }

  String sdp() {
    return sdp;
  }

  Purpose purpose() {
    return purpose;
  }

  void sendInvite() {
    sendInvite(Optional.empty());
  }

  private void sendInvite(Optional<HeaderLine> proof) {
    InviteClientTransaction sent = requests.invite(sdp, terms, proof, this);
    transaction = Optional.of(sent);
    limit.cancel();
    limit = requests.wire().loop().schedule(LONGEST, () -> sent.cancel(Optional.empty()));
  }

  void sendUpdate() {
    requests.update(Optional.of(sdp), terms, this);
  }

  /** The session is over: a 2xx that still comes is acknowledged all the same. */
  void abandon() {
    isOver = true;
    limit.cancel();
    transaction.ifPresent(InviteClientTransaction::abandon);
  }

  @Override
  public void onResponse(SIPResponse response) {
    int status = response.getStatusCode();
    if (status < 200) {
      return;
    }
    if (status < 300) {
      acknowledge(response);
    } else if (!isOver && transaction.isPresent() && proves(response)) {
      return;
    }
    if (!isOver) {
      isOver = true;
      limit.cancel();
      if (status < 300) {
        outcome.accepted(this, response);
      } else {
        outcome.refused(this, response);
      }
    }
  }

  private void acknowledge(SIPResponse accepted) {
    Dialog dialog = requests.dialog();
    if (transaction.isEmpty()) {
      dialog.refreshTarget(accepted);
    } else if (ack.length > 0) {
      requests.wire().transactions().resend(dialog.flow(), ack);
    } else {
      dialog.refreshTarget(accepted);
      SIPRequest acknowledgement = dialog.ack(accepted.getCSeq().getSeqNumber());
      ack = requests.wire().transactions().sendAck(acknowledgement, dialog.flow());
    }
  }

  private boolean proves(SIPResponse challenge) {
    if (isProven) {
      return false;
    }
    Optional<HeaderLine> proof = requests.proof(transaction.orElseThrow().request(), challenge);
    isProven = proof.isPresent();
    proof.ifPresent(line -> sendInvite(proof));
    return isProven;
  }

  @Override
  public void onTimeout() {
    if (!isOver) {
      isOver = true;
      limit.cancel();
      outcome.timedOut(this);
    }
  }

  @Override
  public void onUnreachable(String because) {
    if (!isOver) {
      isOver = true;
      limit.cancel();
      outcome.unreachable(this);
    }
  }
}

package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.sip.digest.DigestClient;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transaction.InviteClientTransaction;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** A leg that we began: we call. */
final class OutgoingLeg extends Leg {
  private static final int MOST_BRANCHES = 10;
  private static final int MOST_CONTACTS = 8;

  private final OutgoingInvite spec;
  private final String callId;
  private final From from;
  private final To to;
  private final GenericURI target;
  private final Loop.Timer limit;
  private final SequencedMap<String, Branch> branches = new LinkedHashMap<>();
  private Optional<InviteClientTransaction> transaction = Optional.empty();
  private long sequence;
  private boolean isLeaving;
  private boolean isProven;
  private Optional<Reason> leaveReason = Optional.empty();
  private boolean hasTried;
  private boolean hasRung;
  private String earlySdp = "";

  /** One of several phones that answered the same call on the way. */
  private static final class Branch {
    private final Dialog dialog;
    private byte[] ack = new byte[0];

    private Branch(Dialog dialog) {
      this.dialog = dialog;
    }
  }

  OutgoingLeg(Wire wire, OutgoingInvite spec, GenericURI target, InviteListener listener) {
    super(wire, listener);
    this.spec = spec;
    this.target = target;
    callId = wire.tokens().token() + '@' + spec.flow().local().host();
    Parties parties = new Parties(spec.flow());
    from = parties.from(spec.from(), wire.tokens().token());
    to = spec.to().map(parties::to).orElseGet(() -> SipMessages.to("", target));
    limit = wire.loop().schedule(wire.settings().longestUnanswered(), this::neverAnswered);
  }

  /** Sends the INVITE. */
  void call(List<HeaderLine> proof) {
    SIPRequest invite =
        SipMessages.request("INVITE", target, from, to, SipMessages.callId(callId), ++sequence);
    SipMessages.limitHops(invite, spec.hopsLeft());
    wire.own().addContact(invite, spec.flow().local());
    wire.own().addAbilities(invite);
    wire.own().dress(invite);
    Parties parties = new Parties(spec.flow());
    spec.assertedIdentity()
        .ifPresent(
            party ->
                invite.addHeader(
                    SipMessages.header("P-Asserted-Identity", parties.written(party))));
    spec.headers().forEach(header -> SipMessages.add(invite, header));
    proof.forEach(header -> SipMessages.add(invite, header));
    spec.sdp().ifPresent(sdp -> SipMessages.carry(invite, Body.sdp(sdp)));
    transaction = Optional.of(wire.transactions().invite(invite, spec.flow(), new Heard(invite)));
  }

  private void neverAnswered() {
    if (isOpening() && !isEnded()) {
      InviteListener told = listener();
      hangUp(Optional.of(Reason.sip(408, "Request Timeout")));
      told.onFailed(new InviteFailure.TimedOut());
    }
  }

  /** What comes of one INVITE; a challenged one is followed by another. */
  private final class Heard implements ClientListener {
    private final SIPRequest invite;

    private Heard(SIPRequest invite) {
      this.invite = invite;
    }

    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      if (status < 200) {
        onProvisional(response);
      } else if (status < 300) {
        onAccepted(invite, response);
      } else if (isOpening() && !proves(invite, response)) {
        fail(refused(response));
      }
    }

    @Override
    public void onTimeout() {
      if (isOpening()) {
        fail(new InviteFailure.TimedOut());
      }
    }

    @Override
    public void onUnreachable(String because) {
      if (isOpening()) {
        fail(new InviteFailure.Unreachable(because));
      }
    }
  }

  private void fail(InviteFailure failure) {
    InviteListener told = listener();
    forget();
    told.onFailed(failure);
  }

  private static InviteFailure refused(SIPResponse response) {
    List<String> contacts =
        response.getContactHeaders() == null
            ? List.of()
            : response.getContactHeaders().getHeaderList().stream()
                .filter(contact -> contact.getAddress() != null)
                .limit(MOST_CONTACTS)
                .map(contact -> contact.getAddress().getURI().toString())
                .toList();
    return new InviteFailure.Refused(
        response.getStatusCode(),
        Optional.ofNullable(response.getReasonPhrase()).orElse(""),
        contacts,
        Headers.retryAfter(response),
        Headers.reason(response));
  }

  /** Answers a challenge, once. */
  private boolean proves(SIPRequest invite, SIPResponse response) {
    if (isLeaving || isProven || spec.credentials().isEmpty()) {
      return false;
    }
    Optional<HeaderLine> proof =
        DigestClient.prove(invite, response, spec.credentials().get(), wire.tokens());
    isProven = true;
    proof.ifPresent(line -> call(List.of(line)));
    return proof.isPresent();
  }

  private void onProvisional(SIPResponse response) {
    if (isLeaving) {
      transaction.ifPresent(invite -> invite.cancel(leaveReason));
      return;
    }
    if (!isOpening()) {
      return;
    }
    if (!hasTried) {
      hasTried = true;
      listener().onTrying();
    }
    int status = response.getStatusCode();
    Optional<String> sdp = status > 100 ? Headers.sdp(response) : Optional.empty();
    boolean rings = status > 100 && (status < 183 || (sdp.isEmpty() && status == 183));
    if (rings && !hasRung) {
      hasRung = true;
      listener().onRinging();
    }
    if (sdp.isPresent() && !sdp.get().equals(earlySdp)) {
      earlySdp = sdp.get();
      listener().onEarlyMedia(earlySdp);
    }
  }

  private void onAccepted(SIPRequest invite, SIPResponse response) {
    String tag = Dialog.tag(response.getToTag());
    Branch known = branches.get(tag);
    if (known != null) {
      if (known.ack.length > 0) {
        wire.transactions().resend(known.dialog.flow(), known.ack);
      }
      return;
    }
    if (branches.size() >= MOST_BRANCHES) {
      return;
    }
    NextHop hop = NextHop.through(wire.transports());
    Branch branch = new Branch(Dialog.ofOutgoing(invite, response, spec.flow(), hop));
    branches.put(tag, branch);
    if (branches.size() == 1) {
      win(invite, branch, response);
    } else {
      // RFC 3261 13.2.2.4: another phone was first.
      acknowledge(invite, branch, Optional.empty());
      SIPRequest bye = branch.dialog.request("BYE");
      wire.own().dress(bye);
      bye.addHeader(SipMessages.header("Reason", Reason.COMPLETED_ELSEWHERE.headerValue()));
      wire.transactions()
          .send(bye, branch.dialog.flow(), new FinalResponse(ResponseListener.IGNORED));
    }
  }

  private void win(SIPRequest invite, Branch branch, SIPResponse response) {
    limit.cancel();
    join(branch.dialog, true);
    establish();
    if (isLeaving) {
      acknowledge(invite, branch, Optional.empty());
      bye(leaveReason);
      return;
    }
    if (spec.sdp().isPresent()) {
      acknowledge(invite, branch, Optional.empty());
      renegotiation().begin();
    }
    listener().onAnswered(Headers.sdp(response));
  }

  private void acknowledge(SIPRequest invite, Branch branch, Optional<String> sdp) {
    SIPRequest ack = branch.dialog.ack(invite.getCSeq().getSeqNumber());
    for (String name : List.of("Authorization", "Proxy-Authorization")) {
      Headers.value(invite, name)
          .ifPresent(proof -> ack.addHeader(SipMessages.header(name, proof)));
    }
    sdp.ifPresent(description -> SipMessages.carry(ack, Body.sdp(description)));
    branch.ack = wire.transactions().sendAck(ack, branch.dialog.flow());
  }

  @Override
  public void acknowledge(String sdp) {
    if (spec.sdp().isPresent()) {
      throw new IllegalStateException("we made the offer: the ACK is sent already");
    }
    if (!isEstablished() || isEnded()) {
      return;
    }
    Branch first = branches.firstEntry().getValue();
    if (first.ack.length == 0) {
      acknowledge(transaction.orElseThrow().request(), first, Optional.of(sdp));
      renegotiation().begin();
    }
  }

  @Override
  void leave(Optional<Reason> reason) {
    isLeaving = true;
    leaveReason = reason;
    if (isEstablished()) {
      Branch first = branches.firstEntry().getValue();
      if (first.ack.length == 0) {
        acknowledge(transaction.orElseThrow().request(), first, Optional.empty());
      }
      bye(reason);
    } else {
      // Without a provisional response yet, the CANCEL waits for one (RFC 3261 9.1).
      transaction.ifPresent(invite -> invite.cancel(reason));
    }
  }

  @Override
  public void ring() {
    throw notCalled();
  }

  @Override
  public void progress(String sdp) {
    throw notCalled();
  }

  @Override
  public void answer(String sdp) {
    throw notCalled();
  }

  @Override
  public void reject(int status, String reasonPhrase, List<HeaderLine> headers) {
    throw notCalled();
  }

  private static IllegalStateException notCalled() {
    return new IllegalStateException("we are the caller of this leg");
  }

  @Override
  void onAcknowledgedBy(SIPRequest reinvite) {}

  @Override
  boolean takesAck(SIPRequest ack) {
    return false;
  }

  @Override
  void onEarlyBye(SIPRequest bye) {}

  @Override
  DialogId earlyId() {
    return new DialogId(callId, from.getTag(), "");
  }

  @Override
  Flow earlyFlow() {
    return spec.flow();
  }

  @Override
  void onForgotten() {
    limit.cancel();
  }
}

package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transaction.ServerTransaction;
import org.paraat.sip.transport.Flow;

/** What both kinds of legs have in common: everything from the answer on. */
abstract sealed class Leg implements InviteDialog, DialogUser, SessionTimer.Session
    permits IncomingLeg, OutgoingLeg {
  private enum Stage {
    /** There is no dialog, or an early one. */
    OPENING,
    ESTABLISHED,
    /** Our BYE is under way. */
    LEAVING,
    ENDED
  }

  final Wire wire;
  private InviteListener listener;
  private Stage stage = Stage.OPENING;
  private Optional<OwnRequests> requests = Optional.empty();
  private Optional<Renegotiation> renegotiation = Optional.empty();
  private Optional<Renegotiation> deciding = Optional.empty();
  private Optional<SessionTimer> timer = Optional.empty();

  Leg(Wire wire, InviteListener listener) {
    this.wire = wire;
    this.listener = listener;
  }

  /** Makes the dialog known, so that the peer's requests find this leg. */
  final void join(OwnRequests within, Renegotiation changes) {
    requests = Optional.of(within);
    renegotiation = Optional.of(changes);
    timer = Optional.of(new SessionTimer(within, this));
    wire.dialogs().add(within.dialog().id(), this);
  }

  final void establish() {
    stage = Stage.ESTABLISHED;
  }

  final InviteListener listener() {
    return listener;
  }

  @Override
  public final Optional<Dialog> dialog() {
    return requests.map(OwnRequests::dialog);
  }

  final Renegotiation renegotiation() {
    return renegotiation.orElseThrow(Leg::noDialog);
  }

  final boolean isOpening() {
    return stage == Stage.OPENING;
  }

  final boolean isEstablished() {
    return stage == Stage.ESTABLISHED;
  }

  @Override
  public final boolean isEnded() {
    return stage == Stage.LEAVING || stage == Stage.ENDED || listener == SilentListener.SILENT;
  }

  // --- ending ---

  @Override
  public final void hangUp(Optional<Reason> reason) {
    if (isEnded()) {
      return;
    }
    listener = SilentListener.SILENT;
    leave(reason);
  }

  /** Ends the leg in the way that its state asks for; the listener is silent already. */
  abstract void leave(Optional<Reason> reason);

  /** Says BYE. */
  final void bye(Optional<Reason> reason) {
    stage = Stage.LEAVING;
    requests.orElseThrow().bye(reason, this::forget);
    renegotiation().stop();
    timer.ifPresent(SessionTimer::close);
  }

  /** The peer does not answer any more: BYE in case that it hears us, and the end. */
  @Override
  public final void lose() {
    if (stage == Stage.ESTABLISHED) {
      breakOff(InviteEnd.LOST, Optional.empty());
    }
  }

  @Override
  public final void expire() {
    if (stage == Stage.ESTABLISHED) {
      breakOff(InviteEnd.EXPIRED, Optional.of(Reason.sip(408, "Session timer expired")));
    }
  }

  /** Says BYE though nobody hung up, and tells why. */
  final void breakOff(InviteEnd why, Optional<Reason> reason) {
    InviteListener told = listener;
    hangUp(reason);
    told.onEnded(why, Optional.empty());
  }

  /** Nothing of this leg is left. */
  final void forget() {
    stage = Stage.ENDED;
    renegotiation.ifPresent(Renegotiation::stop);
    timer.ifPresent(SessionTimer::close);
    dialog().ifPresent(known -> wire.dialogs().remove(known.id()));
    onForgotten();
  }

  /** Lets a leg cancel its timers. */
  abstract void onForgotten();

  final void end(InviteEnd end, Optional<Reason> reason) {
    InviteListener told = listener;
    listener = SilentListener.SILENT;
    forget();
    told.onEnded(end, reason);
  }

  // --- how long the session lives (RFC 4028) ---

  /** Empty while there is no dialog, or only early ones. */
  final Optional<SessionTimer> timer() {
    return timer;
  }

  @Override
  public final void refreshByInvite() {
    renegotiation().refresh();
  }

  @Override
  public final void askIfThere(ResponseListener heard) {
    boolean isAsked = !isEnded() && timer.isPresent() && timer.get().asks(heard);
    if (!isAsked) {
      request("OPTIONS", List.of(), Optional.empty(), heard);
    }
  }

  // --- what the peer asks for within the dialog ---

  @Override
  public final void onReinvite(InviteServerTransaction invite) {
    if (isEnded()) {
      respond(invite, 481, "Call Is Over");
    } else if (isOpening()) {
      putOff(invite, "Not Answered Yet");
    } else if (!dialog().orElseThrow().takesInOrder(invite.request())) {
      putOff(invite, "CSeq Out Of Order");
    } else {
      dialog().orElseThrow().cameBy(invite.flow());
      dialog().orElseThrow().refreshTarget(invite.request());
      onAcknowledgedBy(invite.request());
      renegotiation().onReinvite(invite);
    }
  }

  /** A new INVITE shows that our 200 to the first one arrived, even when its ACK did not. */
  abstract void onAcknowledgedBy(SIPRequest reinvite);

  /** An ACK with the number of an INVITE of this dialog. */
  abstract boolean takesAck(SIPRequest ack);

  @Override
  public final void onAck(SIPRequest ack) {
    boolean isAwaited = takesAck(ack);
    if (!isAwaited && renegotiation.isPresent()) {
      isAwaited = renegotiation.get().onAck(ack);
    }
    // The ACK of a repeated 200 comes again: only an ACK to nothing at all is worth a count.
    if (!isAwaited && stage == Stage.ENDED) {
      wire.counters().count(Drop.STRAY_ACK);
    }
  }

  @Override
  public final void onRequest(PlainServerTransaction transaction) {
    SIPRequest request = transaction.request();
    IncomingRequest incoming = new ReceivedRequest(wire, transaction);
    Dialog within = dialog().orElseThrow();
    boolean isInOrder = within.takesInOrder(request);
    if (isInOrder) {
      within.cameBy(transaction.flow());
    }
    // Whatever its number: nothing can follow a BYE, so none is ever overtaken by something newer.
    if (request.getMethod().equals("BYE")) {
      incoming.respond(200, "OK");
      onBye(request);
    } else if (stage == Stage.LEAVING || stage == Stage.ENDED) {
      incoming.respond(481, "Call Is Over");
    } else if (!isInOrder) {
      incoming.respond(500, "CSeq Out Of Order");
    } else {
      PeerRequests.take(this, incoming, transaction, within, renegotiation());
    }
  }

  /** The caller has heard a provisional response that must arrive. */
  abstract void onPrack(IncomingRequest prack, PlainServerTransaction transaction);

  private void onBye(SIPRequest bye) {
    switch (stage) {
      case OPENING -> onEarlyBye(bye);
      case ESTABLISHED -> end(InviteEnd.BYE, Headers.reason(bye));
      case LEAVING, ENDED -> {}
    }
  }

  /** The caller says BYE before we answered. */
  abstract void onEarlyBye(SIPRequest bye);

  // --- what we ask for within the dialog ---

  @Override
  public final DialogId id() {
    return dialog().map(Dialog::id).orElseGet(this::earlyId);
  }

  abstract DialogId earlyId();

  @Override
  public final Flow flow() {
    return dialog().map(Dialog::flow).orElseGet(this::earlyFlow);
  }

  abstract Flow earlyFlow();

  @Override
  public void moved(Flow from, Flow to) {
    dialog().ifPresent(known -> known.moved(from, to));
  }

  @Override
  public final void reoffer(String sdp) {
    if (!isEnded()) {
      renegotiation.or(this::earlyRenegotiation).orElseThrow(Leg::noDialog).reoffer(sdp);
    }
  }

  /** Of the early dialog that is to be heard. */
  abstract Optional<Renegotiation> earlyRenegotiation();

  /** From whom the next answer or refusal of ours is awaited. */
  final void decidesOn(Renegotiation asking) {
    deciding = Optional.of(asking);
  }

  @Override
  public final void answerReoffer(String sdp) {
    if (!isEnded()) {
      deciding.ifPresent(changing -> changing.answer(sdp));
    }
  }

  @Override
  public final void refuseReoffer(int status, String reasonPhrase) {
    if (!isEnded()) {
      deciding.ifPresent(changing -> changing.refuse(status, reasonPhrase));
    }
  }

  @Override
  public final void request(
      String method, List<HeaderLine> headers, Optional<Body> body, ResponseListener heard) {
    if (isEnded()) {
      wire.loop().execute(() -> heard.onUnreachable("the call is over"));
      return;
    }
    requests.orElseThrow(Leg::noDialog).other(method, headers, body, heard);
  }

  private static IllegalStateException noDialog() {
    return new IllegalStateException("there is no dialog yet");
  }

  final void respond(ServerTransaction request, int status, String phrase) {
    request.respond(refusal(request, status, phrase));
  }

  final SIPResponse refusal(ServerTransaction request, int status, String phrase) {
    SIPResponse response = request.response(status, phrase);
    wire.own().dress(response);
    if (status == 488 || status == 606) {
      wire.own().addWarning(response);
    }
    return response;
  }

  /** Refuses what comes at a bad moment: it is to be tried again a little later. */
  final void putOff(ServerTransaction request, String phrase) {
    SIPResponse response = refusal(request, 500, phrase);
    long seconds = wire.tokens().below(10);
    response.addHeader(SipMessages.header("Retry-After", String.valueOf(seconds)));
    request.respond(response);
  }

  @Override
  public final void onFlowClosed(Flow closed) {
    dialog().filter(known -> known.flow().equals(closed)).ifPresent(Dialog::flowClosed);
  }
}

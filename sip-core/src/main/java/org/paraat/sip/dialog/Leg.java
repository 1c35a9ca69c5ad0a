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
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transport.Flow;

/** What both kinds of legs have in common: everything from the answer on. */
abstract sealed class Leg implements InviteDialog permits IncomingLeg, OutgoingLeg {
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
  private Optional<Dialog> dialog = Optional.empty();
  private Optional<Renegotiation> renegotiation = Optional.empty();

  Leg(Wire wire, InviteListener listener) {
    this.wire = wire;
    this.listener = listener;
  }

  /** Makes the dialog known, so that the peer's requests find this leg. */
  final void join(Dialog joined, boolean isCallOurs) {
    dialog = Optional.of(joined);
    renegotiation = Optional.of(new Renegotiation(wire, this, joined, isCallOurs));
    wire.dialogs().add(joined.id(), this);
  }

  final void establish() {
    stage = Stage.ESTABLISHED;
  }

  final InviteListener listener() {
    return listener;
  }

  final Optional<Dialog> dialog() {
    return dialog;
  }

  final Renegotiation renegotiation() {
    return renegotiation.orElseThrow(() -> new IllegalStateException("there is no dialog yet"));
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
    Dialog ending = dialog.orElseThrow();
    stage = Stage.LEAVING;
    SIPRequest bye = ending.request("BYE");
    wire.own().dress(bye);
    reason.ifPresent(why -> bye.addHeader(SipMessages.header("Reason", why.headerValue())));
    wire.transactions()
        .send(
            bye,
            ending.flow(),
            new ClientListener() {
              @Override
              public void onResponse(SIPResponse response) {
                if (response.getStatusCode() >= 200) {
                  forget();
                }
              }

              @Override
              public void onTimeout() {
                forget();
              }

              @Override
              public void onUnreachable(String because) {
                forget();
              }
            });
    renegotiation().stop();
  }

  /** The peer does not answer any more: BYE in case that it hears us, and the end. */
  final void lose() {
    if (stage == Stage.ESTABLISHED) {
      InviteListener told = listener;
      listener = SilentListener.SILENT;
      bye(Optional.empty());
      told.onEnded(InviteEnd.LOST, Optional.empty());
    }
  }

  /** Nothing of this leg is left. */
  final void forget() {
    stage = Stage.ENDED;
    renegotiation.ifPresent(Renegotiation::stop);
    dialog.ifPresent(known -> wire.dialogs().remove(known.id()));
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

  // --- what the peer asks for within the dialog ---

  final void onReinvite(InviteServerTransaction invite) {
    if (!isEstablished()) {
      boolean isOver = stage != Stage.OPENING;
      respond(invite, isOver ? 481 : 500, isOver ? "Call Is Over" : "Not Answered Yet");
    } else if (!dialog.orElseThrow().takesInOrder(invite.request())) {
      respond(invite, 500, "CSeq Out Of Order");
    } else {
      dialog.orElseThrow().refreshTarget(invite.request());
      onAcknowledgedBy(invite.request());
      renegotiation().onReinvite(invite);
    }
  }

  /** A new INVITE shows that our 200 to the first one arrived, even when its ACK did not. */
  abstract void onAcknowledgedBy(SIPRequest reinvite);

  /** An ACK with the number of an INVITE of this dialog. */
  abstract boolean takesAck(SIPRequest ack);

  final void onAck(SIPRequest ack) {
    boolean isAwaited = takesAck(ack);
    if (!isAwaited && renegotiation.isPresent()) {
      isAwaited = renegotiation.get().onAck(ack);
    }
    // The ACK of a repeated 200 comes again: only an ACK to nothing at all is worth a count.
    if (!isAwaited && stage == Stage.ENDED) {
      wire.counters().count(Drop.STRAY_ACK);
    }
  }

  final void onRequest(PlainServerTransaction transaction) {
    SIPRequest request = transaction.request();
    IncomingRequest incoming = new ReceivedRequest(wire, transaction);
    boolean isInOrder = dialog.orElseThrow().takesInOrder(request);
    // Whatever its number: nothing can follow a BYE, so none is ever overtaken by something newer.
    if (request.getMethod().equals("BYE")) {
      incoming.respond(200, "OK");
      onBye(request);
    } else if (stage == Stage.LEAVING || stage == Stage.ENDED) {
      incoming.respond(481, "Call Is Over");
    } else if (!isInOrder) {
      incoming.respond(500, "CSeq Out Of Order");
    } else {
      take(incoming);
    }
  }

  private void take(IncomingRequest incoming) {
    switch (incoming.method()) {
      case "OPTIONS" -> incoming.respond(200, "OK");
      case "INFO" -> {
        incoming.respond(200, "OK");
        Headers.body(incoming.message()).ifPresent(listener::onInfo);
      }
      case "REFER" -> listener.onRefer(incoming);
      default -> listener.onRequest(incoming);
    }
  }

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
    return dialog.map(Dialog::id).orElseGet(this::earlyId);
  }

  abstract DialogId earlyId();

  @Override
  public final Flow flow() {
    return dialog.map(Dialog::flow).orElseGet(this::earlyFlow);
  }

  abstract Flow earlyFlow();

  @Override
  public final void reoffer(String sdp) {
    if (!isEnded()) {
      renegotiation().reoffer(sdp);
    }
  }

  @Override
  public final void answerReoffer(String sdp) {
    if (!isEnded()) {
      renegotiation.ifPresent(changing -> changing.answer(sdp));
    }
  }

  @Override
  public final void refuseReoffer(int status, String reasonPhrase) {
    if (!isEnded()) {
      renegotiation.ifPresent(changing -> changing.refuse(status, reasonPhrase));
    }
  }

  @Override
  public final void request(
      String method, List<HeaderLine> headers, Optional<Body> body, ResponseListener heard) {
    if (isEnded()) {
      wire.loop().execute(() -> heard.onUnreachable("the call is over"));
      return;
    }
    Dialog asking = dialog.orElseThrow(() -> new IllegalStateException("there is no dialog yet"));
    SIPRequest request = asking.request(method);
    wire.own().dress(request);
    wire.own().addContact(request, asking.flow().local());
    headers.forEach(header -> SipMessages.add(request, header));
    body.ifPresent(content -> SipMessages.carry(request, content));
    wire.transactions().send(request, asking.flow(), new FinalResponse(heard));
  }

  final void respond(InviteServerTransaction invite, int status, String phrase) {
    SIPResponse response = invite.response(status, phrase);
    wire.own().dress(response);
    if (status == 500) {
      long seconds = wire.tokens().below(10);
      response.addHeader(SipMessages.header("Retry-After", String.valueOf(seconds)));
    }
    invite.respond(response);
  }

  final void onFlowClosed(Flow closed) {
    dialog.filter(known -> known.flow().equals(closed)).ifPresent(Dialog::flowClosed);
  }
}

package org.paraat.scenario;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.dialog.InviteFailure;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipUris;

/** One call at a telephone of the kit, as its display and its ear show it. */
final class Line implements InviteListener, PaperMedia.Ear {

  enum State {
    CALLING,
    RINGING_THERE,
    RINGING_HERE,
    TALKING,
    OVER
  }

  private final Negotiation negotiation;
  private final InetSocketAddress ear;
  private final List<String> prompts = new ArrayList<>();
  private InviteDialog dialog;
  private State state;
  private Optional<String> theirOffer = Optional.empty();
  private Optional<SIPRequest> invitation = Optional.empty();
  private int refusedWith;
  private Optional<Reason> endedBecause = Optional.empty();
  private boolean isOnHold;
  private String dialled = "";
  private Maker maker = Maker.UNNAMED;
  private Optional<AskedTransfer> transfer = Optional.empty();
  private boolean isAnsweringLate;
  private boolean knowsTelephoneEvents = true;

  Line(State state, long mediaId, String address, int rtpPort) {
    this.state = state;
    var local = new LocalStream(mediaId, InetAddress.ofLiteral(address), rtpPort);
    negotiation = new Negotiation(local);
    ear = new InetSocketAddress(local.address(), rtpPort);
  }

  void isOf(Maker itsMaker) {
    maker = itsMaker;
  }

  // --- what its telephone does with it ---

  void dials(String number) {
    dialled = number;
  }

  /** What was dialled, or who called. */
  String dialled() {
    return dialled.isEmpty() ? shownNumber() : dialled;
  }

  String offer() {
    return asSpoken(negotiation.offer());
  }

  /** It has no way for keys but the tones in its sound. */
  void knowsNoTelephoneEvents() {
    knowsTelephoneEvents = false;
  }

  boolean knowsTelephoneEvents() {
    return knowsTelephoneEvents;
  }

  private String asSpoken(SessionDescription sdp) {
    return knowsTelephoneEvents
        ? sdp.toString()
        : sdp.toString()
            .replaceAll("(m=audio .*) " + Negotiation.USUAL_EVENTS_NUMBER + "\\b", "$1")
            .replaceAll("a=(rtpmap|fmtp):" + Negotiation.USUAL_EVENTS_NUMBER + " .*\r\n", "");
  }

  void speaksThrough(InviteDialog chosen) {
    dialog = chosen;
  }

  /** We called without an offer: our answer goes into the ACK. */
  void answersLateWith(InviteDialog chosen) {
    dialog = chosen;
    isAnsweringLate = true;
  }

  void comesIn(IncomingInvite invite, boolean rings) {
    invitation = Optional.of(invite.message());
    theirOffer = invite.sdp();
    dialog = invite.open(this);
    if (rings) {
      dialog.ring();
    }
  }

  void answer() {
    state = State.TALKING;
    dialog.answer(answerTo(theirOffer));
  }

  /** What it said of itself before is taken back in part. */
  void answerHolding(HoldForm form) {
    String spoken = answerTo(theirOffer);
    dialog.progress(spoken);
    state = State.TALKING;
    isOnHold = true;
    dialog.answer(form.written(spoken));
  }

  void startsEarlyMedia() {
    dialog.progress(answerTo(theirOffer));
  }

  void reject(int status, String phrase) {
    state = State.OVER;
    dialog.reject(status, phrase, List.of());
  }

  void redirect(String contact) {
    state = State.OVER;
    dialog.reject(
        302, "Moved Temporarily", List.of(new HeaderLine("Contact", "<" + contact + ">")));
  }

  void hangUp() {
    state = State.OVER;
    dialog.hangUp(Optional.empty());
  }

  void hangUpIfTalking() {
    if (state == State.TALKING) {
      hangUp();
    }
  }

  void hold(HoldForm form) {
    isOnHold = true;
    dialog.reoffer(form.written(offer()));
  }

  /**
   * @param saysSo whether it writes that it sends and receives, which is so without a word
   */
  void resume(boolean saysSo) {
    isOnHold = false;
    dialog.reoffer(saysSo ? offer() : offer().replace("a=sendrecv\r\n", ""));
  }

  /** Asks for its party to be connected to somebody else. */
  void refer(List<HeaderLine> headers) {
    transfer = Optional.of(new AskedTransfer());
    dialog.request("REFER", headers, Optional.empty(), transfer.get());
  }

  /** The latest transfer that it asked for. */
  Optional<AskedTransfer> transfer() {
    return transfer;
  }

  /** As it stands in Replaces, seen from here: the other's tag is that of To. */
  String asReplaced() {
    DialogId id = dialog.id();
    return id.callId() + ";to-tag=" + id.remoteTag() + ";from-tag=" + id.localTag();
  }

  void sendInfo(Body body) {
    dialog.request(
        "INFO", List.of(), Optional.of(body), org.paraat.sip.dialog.ResponseListener.IGNORED);
  }

  private String answerTo(Optional<String> offer) {
    try {
      return offer.isPresent()
          ? asSpoken(negotiation.answer(SessionDescription.parse(offer.get())))
          : offer();
    } catch (NotNegotiable e) {
      throw new AssertionError("Paraat offered what a phone does not speak: " + offer.get(), e);
    }
  }

  private void accept(String sdp) {
    try {
      negotiation.accept(SessionDescription.parse(sdp));
    } catch (NotNegotiable e) {
      throw new AssertionError("Paraat answered with what was not offered: " + sdp, e);
    }
  }

  // --- what can be seen and heard ---

  State state() {
    return state;
  }

  boolean isOver() {
    return state == State.OVER;
  }

  boolean isOnHold() {
    return isOnHold;
  }

  InetSocketAddress ear() {
    return ear;
  }

  /** Where this telephone sends its own sound. */
  Optional<InetSocketAddress> mouth() {
    return negotiation.agreement().filter(Agreement::maySend).flatMap(Agreement::remote);
  }

  boolean listens() {
    return !isOver()
        && !isOnHold
        && negotiation.agreement().filter(Agreement::mayReceive).isPresent();
  }

  List<String> prompts() {
    return prompts;
  }

  int refusedWith() {
    return refusedWith;
  }

  Optional<Reason> endedBecause() {
    return endedBecause;
  }

  Optional<String> header(String name) {
    return invitation.flatMap(request -> Headers.value(request, name));
  }

  String headerLines(String name) {
    return invitation.map(request -> String.join(" ", Headers.lines(request, name))).orElse("");
  }

  String shownNumber() {
    return invitation
        .map(request -> SipUris.user(request.getFrom().getAddress().getURI()))
        .orElse("");
  }

  String shownName() {
    return invitation
        .map(request -> request.getFrom().getAddress().getDisplayName())
        .map(Quoting::unquoted)
        .orElse("");
  }

  @Override
  public void startsToHear(String prompt) {
    prompts.add(prompt);
  }

  // --- what the wire says ---

  @Override
  public void onRinging() {
    state = State.RINGING_THERE;
  }

  @Override
  public void onEarlyMedia(String sdp) {
    state = State.RINGING_THERE;
    accept(sdp);
  }

  @Override
  public void onAnswered(Optional<String> sdp) {
    state = State.TALKING;
    if (isAnsweringLate) {
      dialog.acknowledge(answerTo(sdp));
    } else {
      sdp.ifPresent(this::accept);
    }
  }

  @Override
  public void onFailed(InviteFailure failure) {
    state = State.OVER;
    refusedWith = failure instanceof InviteFailure.Refused refused ? refused.status() : 0;
  }

  @Override
  public void onAckSdp(String sdp) {
    accept(sdp);
  }

  @Override
  public void onReoffer(Optional<String> sdp) {
    dialog.answerReoffer(answerTo(sdp));
  }

  @Override
  public void onReofferAnswered(Optional<String> sdp) {
    // A stream that was switched off is answered with as much.
    sdp.filter(answer -> !(isOnHold && answer.contains("m=audio 0 "))).ifPresent(this::accept);
  }

  @Override
  public void onRequest(IncomingRequest request) {
    if (request.method().equals("NOTIFY") && transfer.isPresent()) {
      request.respond(200, "OK");
      transfer.get().hears(request);
      reactTo(transfer.get());
    } else {
      request.refuseMethod();
    }
  }

  private void reactTo(AskedTransfer asked) {
    if (asked.isDone() && maker.leavesWhenDone()) {
      hangUp();
    } else if (asked.hasFailed() && maker.takesBack() && isOnHold) {
      resume(true);
    }
  }

  @Override
  public void onEnded(InviteEnd end, Optional<Reason> reason) {
    state = State.OVER;
    endedBecause = reason;
  }
}

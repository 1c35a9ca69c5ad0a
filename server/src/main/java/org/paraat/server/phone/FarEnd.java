package org.paraat.server.phone;

import java.util.Optional;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.dialog.InviteFailure;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.message.Reason;

/** What the other side does, told to a call and put into words for the person at the phone. */
final class FarEnd implements InviteListener {
  private final PhoneCall call;
  private final Receiver receiver;

  FarEnd(PhoneCall call, Receiver receiver) {
    this.call = call;
    this.receiver = receiver;
  }

  @Override
  public void onTrying() {
    call.tell("100: it is being taken care of");
  }

  @Override
  public void onRinging() {
    call.became(PhoneCall.State.RINGING, "180: it rings there");
  }

  @Override
  public void onEarlyMedia(String sdp) {
    call.take(sdp);
    call.became(PhoneCall.State.RINGING, "183: something can be heard already");
  }

  @Override
  public void onAnswered(Optional<String> sdp) {
    sdp.ifPresent(call::take);
    call.became(PhoneCall.State.TALKING, "200: answered");
  }

  @Override
  public void onFailed(InviteFailure failure) {
    call.ended(
        switch (failure) {
          case InviteFailure.Refused refused ->
              refused.status() + " " + refused.reasonPhrase() + inBrackets(refused.reason());
          case InviteFailure.TimedOut _ -> "nobody answered the INVITE";
          case InviteFailure.Unreachable nobody -> "nobody listens there: " + nobody.because();
        });
  }

  @Override
  public void onReoffer(Optional<String> sdp) {
    try {
      call.dialog().answerReoffer(sdp.isPresent() ? receiver.answer(sdp.get()) : receiver.offer());
    } catch (NotNegotiable e) {
      call.dialog().refuseReoffer(488, "Not Acceptable Here");
    }
  }

  @Override
  public void onReofferAnswered(Optional<String> sdp) {
    sdp.ifPresent(call::take);
  }

  @Override
  public void onRequest(IncomingRequest request) {
    if (request.method().equals("NOTIFY")) {
      call.transfers().told(request);
    } else {
      request.refuseMethod();
    }
  }

  @Override
  public void onAckSdp(String sdp) {
    call.take(sdp);
  }

  @Override
  public void onEnded(InviteEnd end, Optional<Reason> reason) {
    call.ended(
        switch (end) {
              case CANCELLED -> "the caller gave up";
              case BYE -> "the other side hung up";
              case NO_ACK -> "the caller never acknowledged our answer";
              case EXPIRED -> "nobody refreshed the session in time";
              case PROTOCOL_BROKEN -> "the other side never answered our offer";
              case LOST -> "the other side is gone";
            }
            + inBrackets(reason));
  }

  private static String inBrackets(Optional<Reason> reason) {
    return reason
        .map(it -> " (" + (it.text().isEmpty() ? it.headerValue() : it.text()) + ")")
        .orElse("");
  }
}

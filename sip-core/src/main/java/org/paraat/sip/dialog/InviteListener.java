package org.paraat.sip.dialog;

import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Reason;

/** Who is told what happens to one leg; called on the loop, never from within a call to the leg. */
public interface InviteListener {

  /** We called: a 100 came, so the peer is alive. */
  default void onTrying() {}

  /** We called: it rings there (180, 181, 182, or 183 without sound). */
  default void onRinging() {}

  /**
   * We called: the peer lets something be heard before it answers. Where the call was forked on its
   * way, each phone is told of, and the last one is to be heard.
   */
  default void onEarlyMedia(String sdp) {}

  /**
   * We called without an offer, and the peer makes one before it answers: say {@link
   * InviteDialog#acknowledge}.
   */
  default void onEarlyOffer(String sdp) {}

  /**
   * We called: the peer answered.
   *
   * @param sdp its answer; or its offer when we called without one, see {@link
   *     InviteDialog#acknowledge}; empty when the peer described nothing after earlier media
   */
  void onAnswered(Optional<String> sdp);

  /** We called: it came to nothing. The last that is heard. */
  void onFailed(InviteFailure failure);

  /** They called: our 200 is acknowledged. */
  default void onConfirmed() {}

  /** They called without an offer: this is the answer to ours. */
  default void onAckSdp(String sdp) {}

  /**
   * The peer changes the session, by re-INVITE or UPDATE, answered already or not: say {@link
   * InviteDialog#answerReoffer} or {@link InviteDialog#refuseReoffer} within half a minute.
   *
   * @param sdp empty: the peer wants an offer from us
   */
  void onReoffer(Optional<String> sdp);

  /** Our offer was accepted, be it only what was agreed already, to refresh the session. */
  default void onReofferAnswered(Optional<String> sdp) {}

  /** Our offer was refused: the session goes on as it was. */
  default void onReofferRefused(int status) {}

  /**
   * The leg ended without our asking: BYE, or CANCEL of a call that came in, or a peer that is
   * gone. The last that is heard.
   */
  void onEnded(InviteEnd end, Optional<Reason> reason);

  /** INFO of a type that {@link SipSettings#acceptedInInfo} names, already answered with 200. */
  default void onInfo(Body body) {}

  /** REFER: must be answered, by default with a refusal. */
  default void onRefer(IncomingRequest refer) {
    refer.refuseMethod();
  }

  /** Another request in the dialog (MESSAGE, NOTIFY...): must be answered. */
  default void onRequest(IncomingRequest request) {
    request.refuseMethod();
  }
}

package org.paraat.sip.dialog;

import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Reason;
import org.paraat.sip.transport.Flow;

/**
 * One leg of a call on the wire, whoever began it. Called on the loop only.
 *
 * <p>What comes too late (an answer to a call that was cancelled a moment ago) is ignored, because
 * the wire may be faster than whoever decides. What can never make sense is an {@link
 * IllegalStateException}.
 */
public interface InviteDialog {

  /** Call-ID and tags; the remote tag is empty until the peer has shown one. */
  DialogId id();

  /** The path that requests of this dialog take now. */
  Flow flow();

  /** The peer registered by one path, and by another now: what goes by the first follows it. */
  void moved(Flow from, Flow to);

  /** Says 180 to a caller; repeated each minute, so that proxies on the way keep waiting. */
  void ring();

  /**
   * Says 183 with a description to a caller, so that early media can be heard; reliably where the
   * caller knows how (RFC 3262). To a caller who made no offer it says 180 unless {@link
   * #canOfferEarly}.
   */
  void progress(String sdp);

  /** Whether an offer of ours may go to a caller without one before we answer (RFC 3262 5). */
  boolean canOfferEarly();

  /**
   * Says 200 to a caller, until its ACK is there; waits until an earlier description of ours is
   * acknowledged.
   */
  void answer(String sdp);

  /** Says a final response from 300 to 699 to a caller. */
  void reject(int status, String reasonPhrase, List<HeaderLine> headers);

  /**
   * Ends the leg in the way that its state asks for: CANCEL once a provisional response is there, a
   * final response, or BYE. The listener hears nothing more, whatever crosses on the wire.
   */
  void hangUp(Optional<Reason> reason);

  /**
   * Sends our answer when we called without an offer: in the ACK of the 200 that brought one, or in
   * the PRACK of what came before.
   */
  void acknowledge(String sdp);

  /**
   * Offers another description: by re-INVITE, or by UPDATE before the answer. Waits for its turn
   * when something else is being negotiated; of several that wait only the last is sent.
   */
  void reoffer(String sdp);

  /** Says 200 to the peer's re-INVITE or UPDATE. */
  void answerReoffer(String sdp);

  /** Refuses the peer's re-INVITE or UPDATE: the session goes on as it was. */
  void refuseReoffer(int status, String reasonPhrase);

  /** Sends another request in this dialog, such as INFO or NOTIFY; the outcome may be ignored. */
  void request(
      String method, List<HeaderLine> headers, Optional<Body> body, ResponseListener listener);

  /**
   * Asks whether the peer still knows this call: by a refresh of the session where it has session
   * timers with UPDATE, so that nothing is asked twice, else by OPTIONS.
   */
  void askIfThere(ResponseListener heard);

  /** Whether nothing more can be asked of it. */
  boolean isEnded();
}

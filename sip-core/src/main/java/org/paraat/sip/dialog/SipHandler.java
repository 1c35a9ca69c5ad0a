package org.paraat.sip.dialog;

import org.paraat.sip.transport.Flow;

/** Who decides about what comes in outside any dialog; called on the loop. */
public interface SipHandler {

  /** A call comes in: refuse it or open a leg, now or a little later. */
  void onInvite(IncomingInvite invite);

  /** REGISTER, OPTIONS, MESSAGE, SUBSCRIBE...: must be answered within half a minute. */
  void onRequest(IncomingRequest request);

  /** A request of a dialog that no call has: it may be of a subscription. */
  default void onStrayRequest(IncomingRequest request) {
    request.respond(481, "Call/Transaction Does Not Exist");
  }

  /** A connection ended: whoever registered over it is gone. */
  default void onFlowClosed(Flow flow, String because) {}
}

package org.paraat.sip.dialog;

import org.paraat.sip.transport.Flow;

/** Who decides about what comes in outside any dialog; called on the loop. */
public interface SipHandler {

  /** A call comes in: refuse it or open a leg, now or a little later. */
  void onInvite(IncomingInvite invite);

  /**
   * REGISTER, OPTIONS, MESSAGE, SUBSCRIBE...: must be answered within half a minute. A SUBSCRIBE
   * may be of a dialog that no call has.
   */
  void onRequest(IncomingRequest request);

  /** A connection ended: whoever registered over it is gone. */
  default void onFlowClosed(Flow flow, String because) {}
}

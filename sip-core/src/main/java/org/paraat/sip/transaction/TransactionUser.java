package org.paraat.sip.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import org.paraat.sip.transport.Flow;

/** Who lives above the transactions; called on the loop. */
public interface TransactionUser {

  /** A new INVITE, whose sender hears 100 Trying next unless it is answered at once. */
  void onInvite(InviteServerTransaction transaction);

  /** A new request of any other method but ACK and CANCEL. */
  void onRequest(PlainServerTransaction transaction);

  /** An ACK that acknowledges a 2xx, or nothing. */
  void onAck(SIPRequest ack, Flow flow);

  /** A connection ended. */
  void onFlowClosed(Flow flow, String because);
}

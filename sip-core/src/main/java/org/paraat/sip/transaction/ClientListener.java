package org.paraat.sip.transaction;

import gov.nist.javax.sip.message.SIPResponse;

/** Who sent a request and is told what comes of it; nothing follows a failure. */
public interface ClientListener {

  /**
   * A provisional or final response; retransmissions are absorbed, but every 2xx to an INVITE is
   * told, because its ACK is the dialog's to send.
   */
  void onResponse(SIPResponse response);

  /** No final response in time. */
  void onTimeout();

  /** The network said no. */
  void onUnreachable(String because);
}

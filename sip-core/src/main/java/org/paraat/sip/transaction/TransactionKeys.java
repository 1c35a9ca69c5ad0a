package org.paraat.sip.transaction;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** What tells transactions apart (RFC 3261 17.1.3 and 17.2.3). */
final class TransactionKeys {
  private static final String COOKIE = "z9hG4bK";

  private TransactionKeys() {}

  /**
   * The key of a request that came in.
   *
   * @param method INVITE for an ACK and for what a CANCEL cancels
   */
  static String server(SIPRequest request, String method) {
    Via via = request.getTopmostVia();
    String branch = via.getBranch();
    if (branch != null && branch.startsWith(COOKIE) && branch.length() > COOKIE.length()) {
      return branch + '|' + via.getHost() + ':' + via.getPort() + '|' + method;
    }
    // RFC 2543 peers: an ACK has the To tag of our response, so To stays out of it.
    return "2543|"
        + request.getCallId().getCallId()
        + '|'
        + request.getFromTag()
        + '|'
        + request.getCSeq().getSeqNumber()
        + '|'
        + via.getHost()
        + ':'
        + via.getPort()
        + '|'
        + branch
        + '|'
        + method;
  }

  /** What two requests have in common that reached us on different ways (RFC 3261 8.2.2.2). */
  static String merge(SIPRequest request) {
    return request.getCallId().getCallId()
        + '|'
        + request.getFromTag()
        + '|'
        + request.getCSeq().getSeqNumber()
        + '|'
        + request.getMethod();
  }

  static String client(String branch, String method) {
    return branch + '|' + method;
  }

  /** The key of a response that came in. */
  static String client(SIPResponse response) {
    return client(response.getTopmostVia().getBranch(), response.getCSeq().getMethod());
  }
}

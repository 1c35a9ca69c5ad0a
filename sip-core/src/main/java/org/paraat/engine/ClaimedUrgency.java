package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.ResourcePriority;

/** How urgent a carrier says that its call is: from one that is not trusted that counts nothing. */
final class ClaimedUrgency {
  private ClaimedUrgency() {}

  static Urgency of(SIPRequest request, Trunk trunk) {
    boolean isTrusted = trunk.conventions().trust() == Trunk.Trust.TRUSTED;
    return isTrusted && (ResourcePriority.isClaimed(request) || isCallBack(request))
        ? Urgency.EMERGENCY
        : Urgency.ROUTINE;
  }

  /** The emergency services call back whoever called them (RFC 7090). */
  private static boolean isCallBack(SIPRequest request) {
    return request.getHeader("Priority") != null
        && Headers.value(request, "Priority").filter("psap-callback"::equalsIgnoreCase).isPresent();
  }
}

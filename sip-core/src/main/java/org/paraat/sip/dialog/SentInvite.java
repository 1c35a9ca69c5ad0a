package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import org.paraat.sip.message.HeaderLine;

/**
 * What the dialogs that an INVITE of ours makes need of it, for as long as another phone may answer
 * it.
 *
 * @param proofs its answer to a challenge, which goes with the ACK too (RFC 3261 22.1)
 */
record SentInvite(
    CallID callId, From from, GenericURI target, long sequence, List<HeaderLine> proofs) {

  static SentInvite of(SIPRequest invite, List<HeaderLine> proofs) {
    return new SentInvite(
        (CallID) invite.getCallId(),
        (From) invite.getFrom(),
        invite.getRequestLine().getUri(),
        invite.getCSeq().getSeqNumber(),
        proofs);
  }
}

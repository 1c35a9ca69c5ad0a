package org.paraat.sip.transaction;

import gov.nist.javax.sip.message.SIPRequest;

/** Who answers an INVITE and must know when the caller gives up. */
public interface ServerListener {

  /** The CANCEL is answered with 200 already; the INVITE still needs its 487. */
  void onCancel(SIPRequest cancel);
}

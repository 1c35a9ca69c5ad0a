package org.paraat.sip.message;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPDuplicateHeaderException;
import gov.nist.javax.sip.message.SIPRequest;

/** A request that takes its headers without detours. */
final class LightRequest extends SIPRequest {
  private static final long serialVersionUID = 1L;

  @Override
  public void attachHeader(SIPHeader header, boolean isReplacing, boolean isOnTop)
      throws SIPDuplicateHeaderException {
    if (isReplacing || !HeaderTable.add(headers, headerTable, header)) {
      super.attachHeader(header, isReplacing, isOnTop);
    }
  }
}

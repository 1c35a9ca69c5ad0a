package org.paraat.sip.message;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.CallIdentifier;
import java.text.ParseException;

/** A Call-ID that keeps its text, for which every message is asked several times. */
final class KeptCallId extends CallID {
  private static final long serialVersionUID = 1L;

  private String text;

  KeptCallId(String text) {
    this.text = text;
  }

  @Override
  public String getCallId() {
    return text;
  }

  @Override
  public void setCallId(String newText) throws ParseException {
    text = new CallIdentifier(newText).encode();
  }

  @Override
  public CallIdentifier getCallIdentifer() {
    return new CallIdentifier(text);
  }

  @Override
  public void setCallIdentifier(CallIdentifier identifier) {
    text = identifier.encode();
  }

  @Override
  public String encodeBody() {
    return text;
  }

  @Override
  protected StringBuilder encodeBody(StringBuilder buffer) {
    return buffer.append(text);
  }
}

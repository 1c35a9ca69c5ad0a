package org.paraat.sip.message;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;

/** Reads the first line of a message as nearly everybody writes it. */
final class PlainStartLine {
  private static final int HIGHEST_STATUS = 699;

  private PlainStartLine() {}

  static RequestLine request(Cursor line) {
    RequestLine request = new RequestLine();
    String method = line.token();
    line.expect(KnownMethods.contain(method));
    request.setMethod(method);
    line.expect(' ');
    request.setUri(PlainAddress.uri(line));
    line.expect(" SIP/2.0");
    return request;
  }

  static StatusLine status(Cursor line) {
    StatusLine status = new StatusLine();
    line.expect("SIP/2.0 ");
    status.setStatusCode(line.number(HIGHEST_STATUS));
    line.expect(' ');
    status.setReasonPhrase(line.rest().trim());
    return status;
  }
}

package org.paraat.sip.message;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;

/** Makes bytes of messages; one for each loop, because it keeps its buffer. */
public final class SipEncoder {
  private static final int LARGEST_KEPT = 16 * 1024;

  private StringBuilder buffer = new StringBuilder(2048);

  static {
    JainSipLogger.install();
  }

  public byte[] encode(SIPMessage message) {
    buffer.setLength(0);
    switch (message) {
      case SIPRequest request -> request.getRequestLine().encode(buffer);
      case SIPResponse response -> statusLine(response);
      default -> throw new IllegalStateException("neither a request nor a response");
    }
    byte[] body = message.getRawContent();
    Iterator<SIPHeader> headers = message.getHeaders();
    while (headers.hasNext()) {
      SIPHeader header = headers.next();
      if (!(header instanceof ContentLength)) {
        header.encode(buffer);
      }
    }
    int length = body == null ? 0 : body.length;
    buffer.append("Content-Length: ").append(length).append("\r\n\r\n");
    byte[] head = buffer.toString().getBytes(StandardCharsets.UTF_8);
    if (buffer.capacity() > LARGEST_KEPT) {
      buffer = new StringBuilder(2048);
    }
    if (length == 0) {
      return head;
    }
    byte[] whole = Arrays.copyOf(head, head.length + length);
    System.arraycopy(body, 0, whole, head.length, length);
    return whole;
  }

  private void statusLine(SIPResponse response) {
    buffer
        .append("SIP/2.0 ")
        .append(response.getStatusCode())
        .append(' ')
        .append(response.getReasonPhrase())
        .append("\r\n");
  }
}

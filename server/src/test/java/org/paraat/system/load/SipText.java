package org.paraat.system.load;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP message as text, read no further than a load generator needs. */
public record SipText(String text) {
  private static final Pattern LAST_DIGITS = Pattern.compile("sips?:\\+?\\d*?(\\d{8})[@;>]");
  private static final List<String> COPIED =
      List.of("via", "record-route", "from", "to", "call-id", "cseq");

  public boolean isRequest() {
    return !text.startsWith("SIP/2.0 ");
  }

  /** Of a response. */
  public int status() {
    return Integer.parseInt(text.substring(8, 11));
  }

  /** Of a request, or of the request that a response answers. */
  public String method() {
    return isRequest() ? text.substring(0, text.indexOf(' ')) : header("CSeq").split("\\s+")[1];
  }

  /** What a request is addressed to: the part before the @. */
  String requestUser() {
    int start = text.indexOf("sip:") + 4;
    return text.substring(start, text.indexOf('@', start));
  }

  /** The first line of this name, empty when there is none; no compact forms. */
  public String header(String name) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    for (String line : head.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  public String callId() {
    return header("Call-ID");
  }

  boolean isInDialog() {
    return header("To").contains(";tag=");
  }

  /** The end of the caller's number, the same in national and international form. */
  String callerDigits() {
    Matcher digits = LAST_DIGITS.matcher(header("From"));
    return digits.find() ? digits.group(1) : "";
  }

  /** Where the sender wants to hear: the port of its audio, 0 when it has none. */
  public int soundPort() {
    int line = text.indexOf("\nm=audio ");
    int start = line + "\nm=audio ".length();
    return line < 0 ? 0 : Integer.parseInt(text.substring(start, text.indexOf(' ', start)));
  }

  /** Where requests within the dialog go: the address in Contact. */
  public String contact() {
    String contact = header("Contact");
    int start = contact.indexOf('<');
    return start < 0 ? contact : contact.substring(start + 1, contact.indexOf('>', start));
  }

  /**
   * An answer to this request.
   *
   * @param line such as {@code 200 OK}
   * @param tag of our side
   * @param rest further header lines and body, or only an end
   */
  public String answer(String line, String tag, String rest) {
    var answer = new StringBuilder("SIP/2.0 ").append(line).append("\r\n");
    for (String header : text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n")) {
      int colon = header.indexOf(':');
      String name = colon < 0 ? "" : header.substring(0, colon).strip().toLowerCase();
      if (COPIED.contains(name)) {
        boolean needsTag = name.equals("to") && !header.contains(";tag=");
        answer.append(header).append(needsTag ? ";tag=" + tag : "").append("\r\n");
      }
    }
    return answer.append(rest).toString();
  }

  /** The end of a message without a body. */
  static String noBody() {
    return "Content-Length: 0\r\n\r\n";
  }

  /** The second description of a side that puts the other one on hold. */
  static String heldSound(int rtpPort) {
    String plain = sound(rtpPort);
    String body =
        plain.substring(plain.indexOf("v=0")).replace("o=load 1 1", "o=load 1 2")
            + "a=sendonly\r\n";
    return "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** A description of sound that nobody needs to listen to. */
  static String sound(int rtpPort) {
    String body =
        """
        v=0
        o=load 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 8 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=ptime:20
        """
            .formatted(rtpPort)
            .replace("\n", "\r\n");
    return "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }
}

package org.paraat.sip.message;

/**
 * What a message carries below its headers.
 *
 * @param contentType {@code application/sdp}, {@code application/dtmf-relay}
 */
public record Body(String contentType, String content) {
  public static final String SDP = "application/sdp";

  public static Body sdp(String description) {
    return new Body(SDP, description);
  }

  /** Whether the type is this one, whatever its parameters and its case. */
  public boolean is(String type) {
    int end = contentType.indexOf(';');
    String plain = end < 0 ? contentType : contentType.substring(0, end);
    return plain.strip().equalsIgnoreCase(type);
  }
}

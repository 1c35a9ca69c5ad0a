package org.paraat.media.sdp;

/** A session description (RFC 8866); {@code toString} writes it as it goes on the wire. */
public final class SessionDescription {
  private final String text;

  private SessionDescription(String text) {
    this.text = text;
  }

  /**
   * Reads a body of type {@code application/sdp}.
   *
   * @throws NotNegotiable when it is no session description
   */
  public static SessionDescription parse(String text) throws NotNegotiable {
    if (!text.startsWith("v=0")) {
      throw new NotNegotiable("a session description begins with v=0");
    }
    return new SessionDescription(text);
  }

  @Override
  public String toString() {
    return text;
  }
}

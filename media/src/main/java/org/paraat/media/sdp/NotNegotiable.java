package org.paraat.media.sdp;

/** An offer or answer that we cannot use; its message says what is missing. */
public final class NotNegotiable extends Exception {
  private static final long serialVersionUID = 1L;

  public NotNegotiable(String message) {
    super(message);
  }
}

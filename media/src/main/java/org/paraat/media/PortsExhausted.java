package org.paraat.media;

/** No RTP port can be had that serves the peer. */
public final class PortsExhausted extends Exception {
  private static final long serialVersionUID = 1L;

  public PortsExhausted(String message) {
    super(message);
  }
}

package org.paraat.media;

import org.paraat.media.sdp.CryptoPolicy;

/** Opens sessions; one per leg of a call. */
public interface MediaEngine extends AutoCloseable {

  /**
   * Opens a session on a port of its own.
   *
   * @param owner whose session it is, for the log and the port janitor: a leg id
   * @param encryption of its sound
   * @param listener called on a media loop; must not block
   * @throws PortsExhausted when no port is free: the call is to be refused with 503
   */
  MediaSession open(String owner, CryptoPolicy encryption, MediaListener listener)
      throws PortsExhausted;

  /** Opens a session of plain sound. */
  default MediaSession open(String owner, MediaListener listener) throws PortsExhausted {
    return open(owner, CryptoPolicy.OFF, listener);
  }

  /** Ends every session and loop. */
  @Override
  void close();
}

package org.paraat.media;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.paraat.media.sdp.CryptoPolicy;

/** Opens sessions; one per leg of a call. */
public interface MediaEngine extends AutoCloseable {

  /**
   * Opens a session on a port of its own.
   *
   * @param owner whose session it is, for the log and the port janitor: a leg id
   * @param peer where its sound is to go, or the way to there begins: our end is of its IP version,
   *     and of its network when we are in several; empty: anywhere
   * @param encryption of its sound
   * @param listener called on a media loop; must not block
   * @throws PortsExhausted when no port is free, or no address of ours leads to the peer: the call
   *     is to be refused with 503
   */
  MediaSession open(
      String owner, Optional<InetAddress> peer, CryptoPolicy encryption, MediaListener listener)
      throws PortsExhausted;

  /** Whether we have an address of the IP version of this one. */
  boolean speaksWith(InetAddress peer);

  /** How the ports stand. */
  PortUse ports();

  /** Who has a port now, for the janitor that looks for sessions whose call is gone. */
  List<String> owners();

  /** Ends whatever this owner left behind: its ports rest, as after an orderly end. */
  void reclaim(String owner);

  /** Ends every session and loop. */
  @Override
  void close();
}

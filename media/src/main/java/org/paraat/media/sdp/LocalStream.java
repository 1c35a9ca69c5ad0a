package org.paraat.media.sdp;

import java.net.InetAddress;

/**
 * Our end of an audio stream, as the peer is told.
 *
 * @param sessionId unique among our sessions; the o= line keeps it for the life of the leg
 * @param address where the peer sends its sound: the advertised address, not the bound one
 * @param port even
 */
public record LocalStream(long sessionId, InetAddress address, int port) {
  public LocalStream {
    if (sessionId < 0 || port <= 0 || port > 65_535) {
      throw new IllegalArgumentException("session " + sessionId + ", port " + port);
    }
  }
}

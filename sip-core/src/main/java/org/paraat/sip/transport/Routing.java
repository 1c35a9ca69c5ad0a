package org.paraat.sip.transport;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/** What the system would do with a packet. */
final class Routing {
  private static final int ANY_PORT = 9;

  private Routing() {}

  /**
   * The address of ours that packets to there are sent from; empty when there is no way to there. A
   * connected UDP socket sends nothing, but knows it.
   */
  static Optional<InetAddress> sourceTowards(InetAddress remote) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(remote, ANY_PORT));
      return Optional.of(socket.getLocalAddress());
    } catch (SocketException | UncheckedIOException unroutable) {
      return Optional.empty();
    }
  }
}

package org.paraat.sip.transport;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which address of ours a peer is to see, when we listen on all of them. */
final class ShownAddress {
  private static final int MOST_KNOWN = 4096;

  private final SipAddress bound;
  private final Optional<SipAddress> fixed;
  private final Map<InetAddress, SipAddress> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, SipAddress> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  ShownAddress(SipAddress bound, Optional<String> shownHost) {
    this.bound = bound;
    fixed =
        shownHost
            .map(host -> SipAddress.of(bound.transport(), host, bound.port()))
            .or(
                () ->
                    bound.address().getAddress().isAnyLocalAddress()
                        ? Optional.empty()
                        : Optional.of(bound));
  }

  SipAddress towards(SipAddress remote) {
    return fixed.orElseGet(
        () -> known.computeIfAbsent(remote.address().getAddress(), this::routed));
  }

  // A connected UDP socket sends nothing, but knows which of our addresses it would send from.
  private SipAddress routed(InetAddress remote) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(remote, 9));
      return new SipAddress(
          bound.transport(), new InetSocketAddress(socket.getLocalAddress(), bound.port()));
    } catch (SocketException | UncheckedIOException unroutable) {
      return bound;
    }
  }
}

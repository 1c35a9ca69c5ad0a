package org.paraat.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Which address of ours a peer is to see. */
final class ShownAddress {
  private static final int MOST_KNOWN = 4096;

  private final SipAddress bound;
  private final Advertised advertised;
  private final boolean isOneOfMany;
  private final RecentlyUsed<InetAddress, SipAddress> known = new RecentlyUsed<>(MOST_KNOWN);

  ShownAddress(SipAddress bound, Advertised advertised) {
    this.bound = bound;
    this.advertised = advertised;
    isOneOfMany = bound.address().getAddress().isAnyLocalAddress();
  }

  SipAddress towards(SipAddress remote) {
    if (!isOneOfMany && advertised.equals(Advertised.NOTHING)) {
      return bound;
    }
    return known.computeIfAbsent(remote.address().getAddress(), this::chosen);
  }

  private SipAddress chosen(InetAddress peer) {
    return advertised
        .towards(peer)
        .map(host -> SipAddress.of(bound.transport(), host, bound.port()))
        .orElseGet(() -> isOneOfMany ? routed(peer) : bound);
  }

  private SipAddress routed(InetAddress peer) {
    return Routing.sourceTowards(peer)
        .map(ours -> new SipAddress(bound.transport(), new InetSocketAddress(ours, bound.port())))
        .orElse(bound);
  }
}

package org.paraat.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how we listen.
 *
 * @param addresses of UDP and TCP; port 0 lets the system choose one for each
 * @param tls at the same addresses; empty: not at all
 * @param advertised the addresses that peers see when they are not ours: behind a router
 * @param differentiatedServices code point of what we send, 0 to 63: routers may prefer it
 */
public record ListenSettings(
    List<InetSocketAddress> addresses,
    Optional<TlsSettings> tls,
    Advertised advertised,
    ConnectionBounds bounds,
    int differentiatedServices) {
  /** Class selector 3, which RFC 4594 gives to signalling. */
  public static final int CLASS_SELECTOR_3 = 24;

  public ListenSettings {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("nowhere to listen");
    }
    if (differentiatedServices < 0 || differentiatedServices > 63) {
      throw new IllegalArgumentException("not a code point: " + differentiatedServices);
    }
  }

  public static ListenSettings on(InetSocketAddress... addresses) {
    return new ListenSettings(
        List.of(addresses),
        Optional.empty(),
        Advertised.NOTHING,
        ConnectionBounds.usual(),
        CLASS_SELECTOR_3);
  }

  public ListenSettings shownAs(String host) {
    return shownAs(new Advertised(List.of(), Optional.of(host)));
  }

  public ListenSettings shownAs(Advertised shown) {
    return new ListenSettings(addresses, tls, shown, bounds, differentiatedServices);
  }

  public ListenSettings encrypted(TlsSettings settings) {
    return new ListenSettings(
        addresses, Optional.of(settings), advertised, bounds, differentiatedServices);
  }

  public ListenSettings bounded(ConnectionBounds other) {
    return new ListenSettings(addresses, tls, advertised, other, differentiatedServices);
  }

  public ListenSettings connections(int most, Duration first, Duration quiet) {
    return bounded(bounds.connections(most, most).quiet(first, quiet));
  }

  public ListenSettings marked(int codePoint) {
    return new ListenSettings(addresses, tls, advertised, bounds, codePoint);
  }

  /** The whole octet of the IP header: the lowest two bits are for congestion. */
  int trafficClass() {
    return differentiatedServices << 2;
  }

  InetSocketAddress tlsAddress(InetAddress address) {
    return new InetSocketAddress(address, tls.orElseThrow().port());
  }
}

package org.paraat.sip.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how we listen.
 *
 * @param address of UDP and TCP; port 0 lets the system choose one for each
 * @param shownHost the address that peers see when it is not ours: behind a router
 * @param mostConnections one more is closed at once
 * @param firstMessage a connection that brought no message by then is closed
 * @param idle a connection without any traffic is closed; longer than the longest registration
 */
public record ListenSettings(
    InetSocketAddress address,
    Optional<String> shownHost,
    int mostConnections,
    Duration firstMessage,
    Duration idle) {

  public static ListenSettings on(InetSocketAddress address) {
    return new ListenSettings(
        address, Optional.empty(), 10_000, Duration.ofSeconds(30), Duration.ofMinutes(150));
  }

  public ListenSettings shownAs(String host) {
    return new ListenSettings(address, Optional.of(host), mostConnections, firstMessage, idle);
  }

  public ListenSettings connections(int most, Duration first, Duration quiet) {
    return new ListenSettings(address, shownHost, most, first, quiet);
  }
}

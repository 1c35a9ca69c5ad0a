package org.paraat.sip.transport;

import java.time.Duration;

/**
 * What connections may cost us.
 *
 * @param most open at once over all transports; one more is closed at once. A tenth is kept for
 *     those that we make
 * @param mostOfSource open at once that came from one IPv4 address or one IPv6 network of 64 bits
 * @param mostHandshakes TLS handshakes under way at once
 * @param handshake longest time that one may take
 * @param firstMessage a connection that brought no message by then is closed
 * @param idle a connection without any traffic is closed; longer than the longest registration
 * @param silence how long a peer that is asked whether it is there may say nothing
 * @param mostBytesWaiting that the peer of one connection has not read yet; with more it is closed
 * @param mostBytesUnfinished of large messages whose end has not come, over all connections; the
 *     connection that brings one more is closed
 */
public record ConnectionBounds(
    int most,
    int mostOfSource,
    int mostHandshakes,
    Duration handshake,
    Duration firstMessage,
    Duration idle,
    Duration silence,
    int mostBytesWaiting,
    long mostBytesUnfinished) {

  public static ConnectionBounds usual() {
    return new ConnectionBounds(
        10_000,
        2_000,
        500,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(150),
        // RFC 5626 4.4.1
        Duration.ofSeconds(10),
        256 * 1024,
        64 * 1024 * 1024);
  }

  public ConnectionBounds connections(int inAll, int ofOneSource) {
    return new ConnectionBounds(
        inAll,
        ofOneSource,
        mostHandshakes,
        handshake,
        firstMessage,
        idle,
        silence,
        mostBytesWaiting,
        mostBytesUnfinished);
  }

  public ConnectionBounds handshakes(int underWay, Duration longest) {
    return new ConnectionBounds(
        most,
        mostOfSource,
        underWay,
        longest,
        firstMessage,
        idle,
        silence,
        mostBytesWaiting,
        mostBytesUnfinished);
  }

  public ConnectionBounds quiet(Duration first, Duration between) {
    return new ConnectionBounds(
        most,
        mostOfSource,
        mostHandshakes,
        handshake,
        first,
        between,
        silence,
        mostBytesWaiting,
        mostBytesUnfinished);
  }

  public ConnectionBounds silent(Duration longest) {
    return new ConnectionBounds(
        most,
        mostOfSource,
        mostHandshakes,
        handshake,
        firstMessage,
        idle,
        longest,
        mostBytesWaiting,
        mostBytesUnfinished);
  }

  public ConnectionBounds waiting(int bytes) {
    return new ConnectionBounds(
        most,
        mostOfSource,
        mostHandshakes,
        handshake,
        firstMessage,
        idle,
        silence,
        bytes,
        mostBytesUnfinished);
  }

  public ConnectionBounds unfinished(long bytes) {
    return new ConnectionBounds(
        most,
        mostOfSource,
        mostHandshakes,
        handshake,
        firstMessage,
        idle,
        silence,
        mostBytesWaiting,
        bytes);
  }
}

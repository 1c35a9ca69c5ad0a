package org.paraat.admin;

import java.time.Duration;
import org.paraat.admin.login.SessionCookie;
import org.paraat.admin.websocket.SipSocketSettings;

/**
 * Where the web listens and what it allows.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param sessionTime after which somebody must log in again, whatever they do
 * @param cookies whether the session cookie may travel unencrypted
 * @param mostConnections open at once; further ones are closed
 * @param liveEvery shortest time between two live updates
 * @param sip phones in browsers
 */
public record WebSettings(
    String host,
    int port,
    Duration sessionTime,
    SessionCookie.Transport cookies,
    int mostConnections,
    Duration liveEvery,
    SipSocketSettings sip) {
  private static final int MOST_CONNECTIONS = 4_000;

  public WebSettings {
    if (sessionTime.isNegative() || sessionTime.isZero()) {
      throw new IllegalArgumentException("the session time must be longer than nothing");
    }
    if (mostConnections < 1) {
      throw new IllegalArgumentException("at least one connection must be allowed");
    }
    if (liveEvery.toMillis() < 1) {
      throw new IllegalArgumentException("live updates need at least a millisecond between them");
    }
  }

  public WebSettings(
      String host,
      int port,
      Duration sessionTime,
      SessionCookie.Transport cookies,
      int mostConnections,
      Duration liveEvery) {
    this(host, port, sessionTime, cookies, mostConnections, liveEvery, SipSocketSettings.usual());
  }

  public WebSettings carrying(SipSocketSettings phones) {
    return new WebSettings(host, port, sessionTime, cookies, mostConnections, liveEvery, phones);
  }

  /** The usual: a session lasts a long shift, one live update a second. */
  public static WebSettings on(String host, int port) {
    return new WebSettings(
        host,
        port,
        Duration.ofHours(12),
        SessionCookie.Transport.HTTP_TOO,
        MOST_CONNECTIONS,
        Duration.ofSeconds(1));
  }
}

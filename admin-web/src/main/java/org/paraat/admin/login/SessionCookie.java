package org.paraat.admin.login;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;

/** How a browser keeps its session: out of reach of scripts and of other sites. */
public final class SessionCookie {
  private static final int LONGEST_TOKEN = 128;

  private final Transport transport;
  private final Duration sessionTime;

  /** Which connections the cookie may travel over. */
  public enum Transport {
    HTTP_TOO,
    HTTPS_ONLY
  }

  public SessionCookie(Transport transport, Duration sessionTime) {
    this.transport = transport;
    this.sessionTime = sessionTime;
  }

  Optional<String> tokenOf(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(name()))
        .map(Cookie::getValue)
        .filter(token -> !token.isEmpty() && token.length() <= LONGEST_TOKEN);
  }

  void set(HttpServerResponse response, String token) {
    response.addCookie(cookie(token).setMaxAge(sessionTime.toSeconds()));
  }

  void clear(HttpServerResponse response) {
    response.addCookie(cookie("").setMaxAge(0));
  }

  private Cookie cookie(String value) {
    return Cookie.cookie(name(), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(transport == Transport.HTTPS_ONLY);
  }

  /** The prefix makes browsers refuse the cookie when it was not set by this very host. */
  private String name() {
    return transport == Transport.HTTPS_ONLY ? "__Host-paraat_session" : "paraat_session";
  }
}

package org.paraat.admin.login;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.paraat.admin.http.Identification;
import org.paraat.admin.http.Login;
import org.paraat.admin.http.Login.Proof;
import org.paraat.provisioning.store.PortalUser;
import org.paraat.provisioning.store.PortalUsers;

/** Knows people by their bearer token, or by the session of their browser. */
public final class TokenOrSession implements Identification {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_TOKEN = 1_000;

  private final PortalUsers users;
  private final Sessions sessions;
  private final SessionCookie cookie;

  public TokenOrSession(PortalUsers users, Sessions sessions, SessionCookie cookie) {
    this.users = users;
    this.sessions = sessions;
    this.cookie = cookie;
  }

  @Override
  public Optional<Login> of(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    // a wrong token is not made good by a session: the asker meant the token
    return header == null ? bySession(request) : byHeader(header);
  }

  private Optional<Login> byHeader(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = header.substring(SCHEME.length()).strip();
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    return users
        .byToken(token)
        .map(user -> new Login(user, Proof.BEARER_TOKEN, () -> users.byToken(token).isPresent()));
  }

  private Optional<Login> bySession(HttpServerRequest request) {
    return cookie
        .tokenOf(request)
        .flatMap(
            token ->
                userOf(token)
                    .map(
                        user ->
                            new Login(
                                user, Proof.SESSION_COOKIE, () -> userOf(token).isPresent())));
  }

  /** As they are now: a role that was taken away is gone at once, not when the session ends. */
  private Optional<PortalUser> userOf(String token) {
    return sessions.userOf(token).map(PortalUser::name).flatMap(users::byName);
  }
}

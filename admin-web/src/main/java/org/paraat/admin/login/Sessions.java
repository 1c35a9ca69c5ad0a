package org.paraat.admin.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.paraat.provisioning.store.PortalUser;

/** Who is logged in with a browser; kept in memory, so a restart asks everybody to log in again. */
public final class Sessions {
  private static final int MOST_SESSIONS = 1_000;
  private static final int TOKEN_BYTES = 32;

  private final Map<String, Session> byTokenHash = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Duration sessionTime;
  private final InstantSource clock;

  private record Session(PortalUser user, Instant endsAt) {}

  public Sessions(Duration sessionTime, InstantSource clock) {
    this.sessionTime = sessionTime;
    this.clock = clock;
  }

  /**
   * @return the token of the new session; nowhere kept in clear
   */
  String open(PortalUser user) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    Instant now = clock.instant();
    if (byTokenHash.size() >= MOST_SESSIONS) {
      makeRoom(now);
    }
    byTokenHash.put(hash(text), new Session(user, now.plus(sessionTime)));
    return text;
  }

  Optional<PortalUser> userOf(String token) {
    Session session = byTokenHash.get(hash(token));
    if (session == null || !clock.instant().isBefore(session.endsAt())) {
      return Optional.empty();
    }
    return Optional.of(session.user());
  }

  void close(String token) {
    byTokenHash.remove(hash(token));
  }

  public int size() {
    return byTokenHash.size();
  }

  /** Sessions that have ended go first, then the oldest one. */
  private void makeRoom(Instant now) {
    byTokenHash.values().removeIf(session -> !now.isBefore(session.endsAt()));
    if (byTokenHash.size() >= MOST_SESSIONS) {
      byTokenHash.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().endsAt()))
          .ifPresent(oldest -> byTokenHash.remove(oldest.getKey()));
    }
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

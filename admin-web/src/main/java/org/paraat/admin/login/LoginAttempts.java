package org.paraat.admin.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts log-ins that failed, so that passwords cannot be guessed: by address and name together, so
 * that a stranger elsewhere cannot lock a team leader out, and by address alone.
 */
public final class LoginAttempts {
  static final int MOST_FOR_A_NAME = 10;
  static final int MOST_FOR_AN_ADDRESS = 60;
  static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MOST_COUNTED = 10_000;

  private final Map<String, Attempts> counted = new ConcurrentHashMap<>();
  private final InstantSource clock;

  private record Attempts(int count, Instant since) {}

  public LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts an attempt before it is made, so that many at once are counted too.
   *
   * @return whether it may be made
   */
  boolean begin(String address, String name) {
    boolean isAddressFine = countUp(address) <= MOST_FOR_AN_ADDRESS;
    return countUp(key(address, name)) <= MOST_FOR_A_NAME && isAddressFine;
  }

  /** Takes the attempts of somebody who knew the password back. */
  void succeeded(String address, String name) {
    Attempts own = counted.remove(key(address, name));
    if (own != null) {
      counted.computeIfPresent(
          address, (key, all) -> new Attempts(Math.max(0, all.count() - own.count()), all.since()));
    }
  }

  private int countUp(String key) {
    Instant now = clock.instant();
    if (counted.size() >= MOST_COUNTED && !counted.containsKey(key)) {
      makeRoom(now);
    }
    return counted
        .merge(
            key,
            new Attempts(1, now),
            (known, first) ->
                isOver(known, now) ? first : new Attempts(known.count() + 1, known.since()))
        .count();
  }

  private void makeRoom(Instant now) {
    counted.values().removeIf(attempts -> isOver(attempts, now));
    if (counted.size() >= MOST_COUNTED) {
      counted.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().since()))
          .ifPresent(oldest -> counted.remove(oldest.getKey()));
    }
  }

  private static boolean isOver(Attempts attempts, Instant now) {
    return !now.isBefore(attempts.since().plus(WINDOW));
  }

  private static String key(String address, String name) {
    return address + ' ' + name.toLowerCase(Locale.ROOT);
  }
}

package org.paraat.sip.digest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.paraat.sip.transport.Loop;

/**
 * Slows down who guesses secrets, without locking out the others behind the same address.
 *
 * <p>Beyond so many failures of one address, each of its users may still try a little, and whoever
 * proved a secret from the same address and port before may always try: a thief beside a phone has
 * a port of its own.
 */
public final class AttemptLimiter {
  private static final int MOST_SOURCES = 20_000;
  private static final int MOST_USERS = 500;
  private static final int TRIES_OF_A_USER = 3;

  private final Loop loop;
  private final int mostFailures;
  private final Duration window;
  private final Map<InetAddress, Source> sources = bounded(MOST_SOURCES);

  /** A user at one port of an address. */
  private record Phone(int port, String user) {}

  /** What is known of one address. */
  private static final class Source {
    private Instant since;
    private int failures;
    private final Map<String, Integer> failuresOfUsers = bounded(MOST_USERS);
    private final Map<Phone, Boolean> proven = bounded(MOST_USERS);

    private Source(Instant since) {
      this.since = since;
    }

    private boolean isStrangersLimitReached() {
      return failuresOfUsers.size() >= MOST_USERS;
    }
  }

  /** Allows 60 failures in five minutes. */
  public AttemptLimiter(Loop loop) {
    this(loop, 60, Duration.ofMinutes(5));
  }

  public AttemptLimiter(Loop loop, int mostFailures, Duration window) {
    this.loop = loop;
    this.mostFailures = mostFailures;
    this.window = window;
  }

  /** Whether a proof of this user from this address may be looked at. */
  public boolean mayTry(InetSocketAddress from, String user) {
    Source source = sources.get(from.getAddress());
    if (source == null || isOver(source) || source.failures < mostFailures) {
      return true;
    }
    return source.proven.containsKey(new Phone(from.getPort(), user))
        || (source.failuresOfUsers.getOrDefault(user, 0) < TRIES_OF_A_USER
            && !source.isStrangersLimitReached());
  }

  /** The proof was wrong. */
  public void failed(InetSocketAddress from, String user) {
    Source source = current(from);
    source.failures++;
    source.failuresOfUsers.merge(user, 1, Integer::sum);
  }

  /** The proof was right. */
  public void succeeded(InetSocketAddress from, String user) {
    Source source = current(from);
    source.proven.put(new Phone(from.getPort(), user), true);
  }

  private Source current(InetSocketAddress from) {
    Source source = sources.computeIfAbsent(from.getAddress(), any -> new Source(loop.now()));
    if (isOver(source)) {
      source.since = loop.now();
      source.failures = 0;
      source.failuresOfUsers.clear();
    }
    return source;
  }

  private boolean isOver(Source source) {
    return source.since.plus(window).isBefore(loop.now());
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}

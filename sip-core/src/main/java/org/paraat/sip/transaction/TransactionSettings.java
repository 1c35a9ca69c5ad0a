package org.paraat.sip.transaction;

import java.time.Duration;

/**
 * The times of RFC 3261 17 and the bounds of the table.
 *
 * @param t1 estimate of a round trip
 * @param t2 longest pause between retransmissions
 * @param t4 how long a message may stay in the network
 * @param mostServer requests beyond that wait for an answer, or are calls, are answered 503 without
 *     being remembered
 * @param mostAnswered of other requests whose answers are kept in case that they are repeated
 * @param mostClient requests of ours beyond fail at once
 */
public record TransactionSettings(
    Duration t1, Duration t2, Duration t4, int mostServer, int mostAnswered, int mostClient) {

  public static TransactionSettings standard() {
    return new TransactionSettings(
        Duration.ofMillis(500),
        Duration.ofSeconds(4),
        Duration.ofSeconds(5),
        100_000,
        20_000,
        100_000);
  }

  /** Timers B, F, H, J, L and M: how long anything is tried. */
  public Duration giveUp() {
    // Duration multiplies by way of BigDecimal, and this is asked several times a call.
    return Duration.ofNanos(64 * t1.toNanos());
  }

  /** Timer D: how long a refused INVITE absorbs what is still under way over UDP. */
  public Duration linger() {
    return Duration.ofSeconds(32).compareTo(giveUp()) > 0 ? Duration.ofSeconds(32) : giveUp();
  }

  /** The pause after this one: doubled, at most T2. */
  Duration next(Duration pause) {
    Duration doubled = pause.plus(pause);
    return doubled.compareTo(t2) > 0 ? t2 : doubled;
  }
}

package org.paraat.sip.subscription;

import java.time.Duration;

/**
 * Bounds of subscriptions.
 *
 * @param usual what a phone gets that does not ask for a time
 * @param shortest a shorter wish is refused with 423
 * @param longest a longer wish is cut to this
 * @param pace a subscriber hears no more often than this, and then the newest
 * @param mostOfOne subscriptions of one subscriber; one more is refused with 403
 * @param mostInAll one more is refused with 503
 */
public record SubscriptionSettings(
    Duration usual,
    Duration shortest,
    Duration longest,
    Duration pace,
    int mostOfOne,
    int mostInAll) {

  public static SubscriptionSettings standard() {
    return new SubscriptionSettings(
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofHours(2),
        Duration.ofMillis(100),
        300,
        20_000);
  }
}

package org.paraat.simulation;

import java.time.Duration;

/**
 * How busy and how bad an evening is.
 *
 * @param loss share of the datagrams that never arrive
 * @param betweenCallers mean time from one caller to the next
 * @param betweenMishaps mean time from one thing that breaks to the next
 * @param kills how often the platform is killed
 */
record Weather(
    int manned,
    double loss,
    double duplication,
    Duration longestDelay,
    Duration betweenCallers,
    Duration betweenDeeds,
    Duration betweenMishaps,
    int kills) {

  static Weather of(World world) {
    boolean isCalm = world.happens(0.25);
    return new Weather(
        4 + world.anyBelow(Post.DESKS - 3),
        isCalm ? 0 : world.anyBelow(6) / 100.0,
        isCalm ? 0 : world.anyBelow(4) / 100.0,
        Duration.ofMillis(2 + world.anyBelow(isCalm ? 5 : 60)),
        Duration.ofMillis(2_500 + world.anyBelow(6_000)),
        Duration.ofMillis(5_000 + world.anyBelow(10_000)),
        isCalm ? Duration.ofMinutes(5) : Duration.ofSeconds(15 + world.anyBelow(60)),
        world.anyBelow(3));
  }
}

package org.paraat.sip.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of day, which never stands still and never goes back.
 *
 * <p>When the machine's clock is set back, this one goes on a little slower until the two meet:
 * what waits until a moment must not wait an hour longer for that. Used on the loop only.
 */
public final class SteadyClock implements InstantSource {
  private static final Duration TOLERANCE = Duration.ofMillis(100);
  private static final int SLOWER_BY_ONE_PART_OF = 10;

  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private Instant last;
  private long lastNanos;

  public SteadyClock(InstantSource wall) {
    this(wall, System::nanoTime);
  }

  SteadyClock(InstantSource wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    last = wall.instant();
    lastNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    long nanos = nanoTime.getAsLong();
    long passed = nanos - lastNanos;
    lastNanos = nanos;
    Instant said = wall.instant();
    if (said.isBefore(last.plusNanos(passed).minus(TOLERANCE))) {
      last = last.plusNanos(passed - passed / SLOWER_BY_ONE_PART_OF);
    } else if (said.isAfter(last)) {
      last = said;
    }
    return last;
  }
}

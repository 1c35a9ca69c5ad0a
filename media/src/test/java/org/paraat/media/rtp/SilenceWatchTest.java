package org.paraat.media.rtp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a peer is missed, with a clock of the test's own. */
class SilenceWatchTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Ear ear = new Ear();
  private final SilenceWatch watch = new SilenceWatch(ear);

  @BeforeEach
  void begin() {
    watch.begin(Duration.ofSeconds(45), Duration.ofMinutes(30), 100 * SECOND);
  }

  @Test
  void operatorsAreWarnedAtHalfAndTheLegIsLostAtTheEndOnce() throws Exception {
    watch.look(false, 100 * SECOND, 122 * SECOND);
    ear.expectNothingMore();
    watch.look(false, 100 * SECOND, 123 * SECOND);
    watch.look(false, 100 * SECOND, 124 * SECOND);
    ear.expect("missed");
    ear.expectNothingMore();
    watch.look(false, 100 * SECOND, 145 * SECOND);
    watch.look(false, 100 * SECOND, 146 * SECOND);
    ear.expect("lost");
    ear.expectNothingMore();
  }

  @Test
  void aSignOfLifeBeginsTheTimeAgain() throws Exception {
    watch.look(false, 100 * SECOND, 130 * SECOND);
    ear.expect("missed");
    watch.look(false, 131 * SECOND, 132 * SECOND);
    watch.look(false, 131 * SECOND, 153 * SECOND);
    ear.expectNothingMore();
    watch.look(false, 131 * SECOND, 154 * SECOND);
    ear.expect("missed");
    watch.look(false, 131 * SECOND, 176 * SECOND);
    ear.expect("lost");
  }

  @Test
  void whoIsOnHoldMayBeSilentForHalfAnHour() throws Exception {
    watch.look(true, 100 * SECOND, 101 * SECOND);
    watch.look(true, 100 * SECOND, 1000 * SECOND);
    ear.expectNothingMore();
    watch.look(false, 100 * SECOND, 1001 * SECOND);
    watch.look(false, 100 * SECOND, 1020 * SECOND);
    ear.expectNothingMore();
    watch.look(false, 100 * SECOND, 1024 * SECOND);
    ear.expect("missed");
    watch.look(true, 100 * SECOND, 1030 * SECOND);
    watch.look(true, 100 * SECOND, (1030 + 1800) * SECOND);
    ear.expect("lost");
  }

  @Test
  void whoMayBeSilentForEverIsNeverMissed() {
    watch.begin(Duration.ZERO, Duration.ZERO, 0);
    watch.look(false, 0, 1_000_000 * SECOND);
    ear.expectNothingMore();
  }
}

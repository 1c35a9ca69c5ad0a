package org.paraat.sip.transport;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SteppedTimersTest {
  private final NettyLoop loop = new NettyLoop("timers-test", InstantSource.system());
  private final List<String> fired = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(5, TimeUnit.SECONDS));
  }

  @Test
  void tasksFireOnTheLoopInTheOrderOfTheirTimes() throws InterruptedException {
    var last = new CountDownLatch(1);
    loop.schedule(ofMillis(150), () -> fired.add("far " + loop.isCurrent()));
    loop.schedule(ofMillis(20), () -> fired.add("near"));
    loop.execute(() -> loop.schedule(ofMillis(50), () -> fired.add("from the loop")));
    loop.schedule(ofMillis(200), last::countDown);
    await(last);
    assertEquals(List.of("near", "from the loop", "far true"), fired);
  }

  @Test
  void aTaskThatWasForgottenNeverFires() throws InterruptedException {
    var last = new CountDownLatch(1);
    loop.schedule(ofMillis(20), () -> fired.add("forgotten")).cancel();
    loop.schedule(ofMillis(40), last::countDown);
    await(last);
    assertEquals(List.of(), fired);
  }

  @Test
  void noTaskFiresBeforeItsTime() throws InterruptedException {
    var last = new CountDownLatch(20);
    var tooEarly = new ArrayList<Long>();
    for (int i = 0; i < 20; i++) {
      long asked = ofMillis(90 + i).toNanos();
      long from = System.nanoTime();
      loop.schedule(
          Duration.ofNanos(asked),
          () -> {
            if (System.nanoTime() - from < asked) {
              tooEarly.add(asked);
            }
            last.countDown();
          });
    }
    await(last);
    assertEquals(List.of(), tooEarly);
  }

  @Test
  void aTaskThatFailsKeepsNoOtherFromFiring() throws InterruptedException {
    var last = new CountDownLatch(1);
    loop.schedule(
        ofMillis(10),
        () -> {
          throw new IllegalStateException("planted");
        });
    loop.schedule(ofMillis(10), last::countDown);
    await(last);
  }
}

package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The platform is asked to stop: what runs has its time, what is new is refused. */
@Scenarios
class StopScenarios {
  private final Office post = new Office().person("1201").person("1202").person("1203");

  private CompletableFuture<Void> stop() {
    return post.platform().stops().toCompletableFuture();
  }

  @Test
  void withoutCallsItStopsAtOnce() {
    post.opens();
    var stopped = stop();
    post.passes(ofSeconds(1));
    assertTrue(stopped.isDone());
  }

  @Test
  void aPlatformThatNeverStartedStopsAtOnce() {
    var stopped = new Platform(9).stopsBeforeItStarts().toCompletableFuture();
    assertTrue(stopped.isDone());
  }

  @Test
  void aRunningCallGoesOnAndANewOneIsRefused() {
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers();
    var stopped = stop();
    post.phone("1203").dials("1201").isRefusedWith(503);
    post.phone("1201").isTalkingTo(post.phone("1202"));
    assertFalse(stopped.isDone());
    post.phone("1201").hangsUp();
    post.passes(ofSeconds(1));
    assertTrue(stopped.isDone());
  }

  @Test
  void aCallThatTakesTooLongIsEndedWithAReason() {
    var one = post.phone("1201");
    var other = post.phone("1202");
    one.dials("1202");
    other.rings().answers();
    var stopped = stop();
    post.passes(ofSeconds(11));
    assertTrue(stopped.isDone());
    one.isDone().wasToldWhy(503);
    other.isDone();
    assertEquals(0, post.platform().meter("paraat.legs"));
  }
}

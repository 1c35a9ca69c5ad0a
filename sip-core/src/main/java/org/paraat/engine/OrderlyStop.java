package org.paraat.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.sip.transport.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a node: running calls have their time, then hear a BYE. */
final class OrderlyStop {
  private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** So long BYEs and their answers may still be under way. */
  private static final Duration LAST_MESSAGES = Duration.ofMillis(300);

  private final Loop loop;
  private final CoreLoop core;
  private final Legs legs;
  private final Timers timers;
  private boolean hasBegun;

  OrderlyStop(Loop loop, CoreLoop core, Legs legs, Timers timers) {
    this.loop = loop;
    this.core = core;
    this.legs = legs;
    this.timers = timers;
  }

  /**
   * Asked a second time, it only waits for the first.
   *
   * @param done runs when no leg is left
   */
  void begin(Duration callsMayLast, Runnable done) {
    if (!hasBegun) {
      hasBegun = true;
      LOG.info("Stopping: {} legs may last {} s", legs.count(), callsMayLast.toSeconds());
      core.happened(new Event.StopRequested(core.now()));
    }
    waitForCalls(loop.now().plus(callsMayLast), done);
  }

  private void waitForCalls(Instant end, Runnable done) {
    if (legs.count() == 0) {
      finish(Duration.ZERO, done);
    } else if (loop.now().isBefore(end)) {
      loop.schedule(LOOK_AGAIN, () -> waitForCalls(end, done));
    } else {
      LOG.info("{} legs are ended, as their time is over", legs.count());
      List<Leg> left = legs.all();
      // all on the wire first: else the PBX would end the second leg of a call as usual
      left.forEach(leg -> leg.hangUp(Cause.SHUTTING_DOWN));
      left.forEach(leg -> leg.tellEnd(Cause.SHUTTING_DOWN));
      finish(LAST_MESSAGES, done);
    }
  }

  private void finish(Duration after, Runnable done) {
    loop.schedule(
        after,
        () -> {
          timers.cancelAll();
          LOG.info("Stopped");
          done.run();
        });
  }
}

package org.paraat.sip.dialog;

import java.time.Duration;
import org.paraat.sip.transport.Loop;

/** Says a response again, ever more rarely, until it is stopped or given up after 64 T1. */
final class Repetition {
  private final Loop loop;
  private final Runnable again;
  private final Duration longestPause;
  private final Loop.Timer giveUp;
  private Loop.Timer next;

  /**
   * @param longestPause which the pause, doubled each time, does not exceed
   * @param onGivenUp what happens when nothing stopped it; stops it
   */
  Repetition(Wire wire, Runnable again, Duration longestPause, Runnable onGivenUp) {
    loop = wire.loop();
    this.again = again;
    this.longestPause = longestPause;
    giveUp = loop.schedule(wire.settings().transactions().giveUp(), onGivenUp);
    next = after(wire.settings().transactions().t1());
  }

  void stop() {
    next.cancel();
    giveUp.cancel();
  }

  private Loop.Timer after(Duration pause) {
    Duration doubled = pause.plus(pause);
    Duration then = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    return loop.schedule(
        pause,
        () -> {
          again.run();
          next = after(then);
        });
  }
}

package org.paraat.sip.dialog;

import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.transport.Loop;

/** The offer of ours that is to be made next, and not before its time. */
final class WaitingOffer {
  private static final int MOST_TRIES = 6;
  private static final Loop.Timer NONE = () -> {};

  private final Loop loop;
  private final Runnable isTime;
  private Optional<String> sdp = Optional.empty();
  private boolean isPausing;
  private int tries;
  private Loop.Timer pause = NONE;

  /**
   * @param isTime told when a pause is over
   */
  WaitingOffer(Loop loop, Runnable isTime) {
    this.loop = loop;
    this.isTime = isTime;
  }

  /** Of several that wait only the last is made. */
  void put(String offer) {
    sdp = Optional.of(offer);
    tries = 0;
  }

  boolean isReady() {
    return sdp.isPresent() && !isPausing;
  }

  boolean isPausing() {
    return isPausing;
  }

  /** What is to be made now; only when something is ready. */
  String take() {
    String offer = sdp.orElseThrow();
    sdp = Optional.empty();
    tries++;
    return offer;
  }

  /** What could not be made is made later, unless something newer waits already. */
  void putBack(String offer) {
    sdp = sdp.isPresent() ? sdp : Optional.of(offer);
  }

  /**
   * As {@link #putBack}, after a pause.
   *
   * @return false when it was tried often enough
   */
  boolean isPutBack(String offer, Duration later) {
    if (tries >= MOST_TRIES) {
      return false;
    }
    putBack(offer);
    isPausing = true;
    pause.cancel();
    pause =
        loop.schedule(
            later,
            () -> {
              isPausing = false;
              isTime.run();
            });
    return true;
  }

  void stop() {
    pause.cancel();
  }
}

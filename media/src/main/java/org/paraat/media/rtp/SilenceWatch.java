package org.paraat.media.rtp;

import java.time.Duration;
import org.paraat.media.MediaListener;

/**
 * Notices when a peer that was heard before sends neither sound nor reports any more.
 *
 * <p>A peer that was never heard is not missed: whether it is there at all is a question of SIP.
 */
final class SilenceWatch {
  private final MediaListener listener;
  private long allowed;
  private long allowedOnHold;
  private long since;
  private boolean wasOnHold;
  private boolean isMissed;
  private boolean isOver = true;

  SilenceWatch(MediaListener listener) {
    this.listener = listener;
  }

  /**
   * Watches from now on.
   *
   * @param usual silence after which the peer is lost; zero: never
   * @param onHold the same while one side holds the other, or the peer pauses to speak
   */
  void begin(Duration usual, Duration onHold, long now) {
    allowed = usual.toNanos();
    allowedOnHold = Math.max(allowed, onHold.toNanos());
    since = now;
    isMissed = false;
    isOver = usual.isZero();
  }

  /**
   * Looks at the clock.
   *
   * @param lastSign of the peer, in nanoseconds
   */
  void look(boolean isOnHold, long lastSign, long now) {
    if (isOver) {
      return;
    }
    if (isOnHold != wasOnHold) {
      wasOnHold = isOnHold;
      since = now;
    }
    if (lastSign - since > 0) {
      since = lastSign;
      isMissed = false;
    }
    long limit = isOnHold ? allowedOnHold : allowed;
    long silent = now - since;
    if (silent >= limit) {
      isOver = true;
      listener.soundLost(Duration.ofNanos(silent));
    } else if (silent >= limit / 2 && !isMissed) {
      isMissed = true;
      listener.soundMissed(Duration.ofNanos(silent));
    }
  }
}

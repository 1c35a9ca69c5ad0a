package org.paraat.pbx.trunk;

import java.time.Instant;
import org.paraat.pbx.view.View.TrunkState;

/**
 * What is known of one peer.
 *
 * @param hasAnswered whether it ever answered a probe in this life
 */
record PeerHealth(
    TrunkState state, Instant since, String because, int missedInARow, boolean hasAnswered) {

  static PeerHealth unknown(Instant at) {
    return new PeerHealth(TrunkState.UNKNOWN, at, "it was not probed yet", 0, false);
  }

  PeerHealth answered(Instant at) {
    return state == TrunkState.UP
        ? new PeerHealth(state, since, because, 0, true)
        : new PeerHealth(TrunkState.UP, at, "it answers our probes", 0, true);
  }

  PeerHealth missed(Instant at, String why, int mostMissed) {
    int missed = missedInARow + 1;
    return state != TrunkState.DOWN && missed >= mostMissed
        ? new PeerHealth(TrunkState.DOWN, at, why, missed, hasAnswered)
        : new PeerHealth(state, since, because, missed, hasAnswered);
  }

  boolean isDown() {
    return state == TrunkState.DOWN;
  }

  /** It lived, and lives no more. */
  boolean isDead() {
    return isDown() && hasAnswered;
  }

  /** It was never heard of: its carrier may not know OPTIONS. */
  boolean isDownWithoutAnyAnswer() {
    return isDown() && !hasAnswered;
  }
}

package org.paraat.pbx.call;

import java.util.Optional;

/** A leg that a phone with one line took to an emergency, and the call that waits for it. */
final class LentLeg {
  private LentLeg() {}

  /** It returns to the call that waits for it, if there is one. */
  static boolean goesHome(Call call, Leg leg, Turn turn) {
    Optional<Call> home = homeOf(leg, turn);
    home.ifPresent(
        owner -> {
          turn.move(call, leg.id(), owner);
          leg.isHome();
          turn.stopPlaying(owner, leg.id());
          turn.signal(owner.id(), new Signal.LegCameHome(leg.id()));
        });
    return home.isPresent();
  }

  /** It has ended, and whoever waits for it is told. */
  static void isGone(Leg leg, Turn turn) {
    homeOf(leg, turn).ifPresent(owner -> turn.signal(owner.id(), new Signal.LentLegGone(leg.id())));
  }

  private static Optional<Call> homeOf(Leg leg, Turn turn) {
    return leg.home()
        .flatMap(turn.exchange()::call)
        .filter(owner -> owner.phase().awaits(leg.id()));
  }
}

package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of calls that leave over a trunk. */
final class OutsideCalls {
  private static final Duration EMERGENCY_SERVICES_WITHIN = Duration.ofSeconds(30);
  private static final Duration TRUNK_IS_KNOWN = Duration.ofSeconds(15);

  /** Two probes, of which each is waited for. */
  private static final Duration DEATH_IS_KNOWN = Duration.ofSeconds(20);

  private final Scene scene;
  private final Witness witness;

  OutsideCalls(Scene scene, Witness witness) {
    this.scene = scene;
    this.witness = witness;
  }

  /** Who dials 112 waits as long as no trunk works, and not a moment longer. */
  void reachesEmergencyServices(WireCall call, Instant now) {
    boolean isLate =
        call.dialled.equals("112")
            && call.partner.isEmpty()
            && !call.isMuddled
            && call.finalStatus != 401
            && call.offeredAt.plus(EMERGENCY_SERVICES_WITHIN).isBefore(now);
    if (isLate
        && scene.carriers.values().stream().anyMatch(trunk -> worksSince(trunk, call.sentAt))) {
      call.isMuddled = true;
      scene.broken(Invariant.EMERGENCY_SERVICES_ANSWER, call.told() + " waits still");
    }
  }

  /** Who rings over a trunk that answers nothing any more is called over one that does. */
  void isNotLeftAtTheDead(WireCall out, Instant now) {
    Optional<CarrierLine> trunk = scene.carrierAt(out.station);
    Instant known = now.minus(DEATH_IS_KNOWN);
    boolean ringsThere =
        trunk.filter(line -> isDeadSince(line, known)).isPresent()
            && out.sentAt.isBefore(known)
            && out.isPending()
            && out.isHeard
            && out.withdrawnAt.isEmpty()
            && !out.isMuddled;
    if (ringsThere && scene.carriers.values().stream().anyMatch(line -> worksSince(line, known))) {
      out.isMuddled = true;
      scene.broken(Invariant.DEAD_TRUNK_IS_LEFT, out.told() + " rings over " + trunk.get().name);
    }
  }

  private static boolean isDeadSince(CarrierLine trunk, Instant when) {
    boolean isDead =
        switch (trunk.health()) {
          case FAILS, SILENT, CLOSED -> true;
          case WORKS, TRIES_ONLY -> false;
        };
    return isDead && trunk.since().isBefore(when);
  }

  private static boolean worksSince(CarrierLine trunk, Instant when) {
    return trunk.health() == CarrierLine.Health.WORKS && trunk.since().isBefore(when);
  }

  /**
   * Somebody of ours wanted out, one trunk did not carry it, and that was the end of it; what is
   * still tried for who was handed over to it has not ended.
   */
  void wasTriedOverTheOtherTrunk(WireCall call) {
    boolean isJudged =
        call.isMuddled
            || call.isPickup
            || call.dialled.startsWith("*")
            || call.isTrunkJudged
            || call.wasUnknownThere
            || scene.talkOf(call).isEmpty()
            || call.cancelledAt.isPresent()
            || (call.byeAt.isPresent() && !call.isByeOurs)
            || call.partner.isPresent();
    if (isJudged) {
      return;
    }
    call.isTrunkJudged = true;
    List<CarrierLine> tried = new ArrayList<>();
    boolean wasLastRefusal = false;
    boolean goesOn = false;
    for (WireCall out : witness.all()) {
      boolean isIts =
          out.way == WireCall.Way.OUT
              && !out.sentAt.isBefore(call.offeredAt)
              && out.shown.stream().anyMatch(call.shown::contains);
      if (isIts) {
        scene.carrierAt(out.station).ifPresent(tried::add);
        wasLastRefusal |= out.finalStatus / 100 == 4 || out.finalStatus / 100 == 6;
        wasLastRefusal |= out.isRinging;
        goesOn |= out.isPending() && out.adoptedBy.isPresent();
      }
    }
    if (tried.isEmpty() || wasLastRefusal || goesOn) {
      return;
    }
    for (CarrierLine trunk : scene.carriers.values()) {
      if (!tried.contains(trunk) && worksSince(trunk, call.sentAt.minus(TRUNK_IS_KNOWN))) {
        scene.broken(
            Invariant.OTHER_TRUNK_IS_TRIED, call.told() + " was not tried over " + trunk.name);
      }
    }
  }
}

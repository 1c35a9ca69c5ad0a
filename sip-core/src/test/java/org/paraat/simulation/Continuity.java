package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rules of what a caller lives through: never silent, never forgotten, never lost. */
final class Continuity {
  private static final Duration STEP = Duration.ofMillis(60);
  private static final int STEPS = 5;
  private static final Duration RELEASED_WITHIN = Duration.ofMillis(1400);
  private static final Duration QUIET_AT_MOST = Duration.ofMillis(2500);
  private static final Duration A_MOMENT = Duration.ofMillis(1200);
  private static final Duration OWNER_IS_RUNG_AFTER = Duration.ofSeconds(175);
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(186);
  private static final Duration LOST_AFTER = Duration.ofSeconds(7);

  private final World world;
  private final Scene scene;
  private final Witness witness;
  private final Callers callers;
  private final Ears ears;

  Continuity(World world, Scene scene, Witness witness, Callers callers, Ears ears) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
    this.callers = callers;
    this.ears = ears;
  }

  void look(WireCall call, Talk talk, Instant now) {
    if (!call.dialled.startsWith("*") && isQuiet(talk) && hearsNothing(call)) {
      looksAgain(call, STEPS);
    }
    isBridged(call, talk, now);
    if (scene.carrierAt(call.station).isPresent()) {
      isNotForgotten(call);
      isNotLost(call, now);
    }
  }

  private static boolean isQuiet(Talk talk) {
    return talk.state == Talk.State.TALKING && !talk.isChangingItsSound();
  }

  // --- silence ---

  private boolean hearsNothing(WireCall call) {
    return call.prompt.isEmpty()
        && call.isAcknowledged
        && call.openTransfers == 0
        && !isBeingReleased(call)
        && !listensOnAnotherLine(call)
        && !call.hearsUnknown
        && call.hears.map(this::holdsAndHasSaidSo).orElse(true);
  }

  /** Who handed over hears nothing until the BYE, which waits for the answer to the last NOTIFY. */
  private boolean isBeingReleased(WireCall call) {
    return call.outcomeToldAt
        .filter(at -> at.plus(RELEASED_WITHIN).isAfter(world.now()))
        .isPresent();
  }

  /**
   * Who was rung and took another call, or fetched one, has the ear there, whatever the phone
   * signals, and also when it is the other phone of the same account.
   */
  private boolean listensOnAnotherLine(WireCall call) {
    Optional<String> device = scene.deviceAt(call.station);
    if (device.isEmpty()) {
      return false;
    }
    for (WireCall other : witness.all()) {
      boolean isElsewhere = other != call && scene.deviceAt(other.station).equals(device);
      boolean isParkedCaller = other.dialled.startsWith("*68");
      boolean isTaken = other.way == WireCall.Way.OUT || other.isPickup || isParkedCaller;
      if (isElsewhere && isTaken && other.isInConversation()) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsAndHasSaidSo(WireCall party) {
    boolean isSettled =
        scene
            .talkOf(party)
            .filter(talk -> talk.isHolding() && !talk.holdKey.isReoffering())
            .isPresent();
    return party.descriptions.isOnHold() && isSettled;
  }

  /** A gap is one only when there is no sound at any moment of it. */
  private void looksAgain(WireCall call, int steps) {
    world.loop.schedule(
        STEP,
        () -> {
          ears.listen();
          boolean isSilent =
              !call.isOver()
                  && scene.talkOf(call).filter(Continuity::isQuiet).isPresent()
                  && hearsNothing(call);
          if (isSilent && steps > 1) {
            looksAgain(call, steps - 1);
          } else if (isSilent) {
            scene.broken(
                Invariant.NOBODY_IS_SILENT, call.told() + partnerOf(call) + " hears nothing");
          }
        });
  }

  private static String partnerOf(WireCall call) {
    return call.partner.map(party -> " with " + party.told()).orElse("");
  }

  // --- together ---

  private void isBridged(WireCall call, Talk talk, Instant now) {
    Optional<WireCall> party = call.partner.filter(WireCall::isInConversation);
    boolean isSettled =
        party.isPresent()
            && isQuiet(talk)
            && call.openTransfers == 0
            && party.get().openTransfers == 0
            && party.get().leftSince.isEmpty()
            && call.leftSince.isEmpty()
            && !party.get().descriptions.isOnHold()
            && scene.talkOf(party.get()).filter(Continuity::isQuiet).isPresent()
            && !hasOtherLine(call)
            && !hasOtherLine(party.get());
    boolean isOdd =
        isSettled
            && !(call.hears.equals(party) && party.get().hears.filter(call::equals).isPresent());
    if (!isOdd) {
      call.silentSince = Optional.empty();
    } else if (call.silentSince.isEmpty()) {
      call.silentSince = Optional.of(now);
    } else if (call.silentSince.get().plus(QUIET_AT_MOST).isBefore(now)) {
      scene.broken(
          Invariant.BRIDGED_TO_ONE_PARTY,
          call.told() + partnerOf(call) + " since " + call.silentSince.get());
    }
  }

  private boolean hasOtherLine(WireCall call) {
    Optional<String> device = scene.deviceAt(call.station);
    if (device.isEmpty()) {
      return false;
    }
    for (WireCall other : witness.all()) {
      boolean isThere = other != call && scene.deviceAt(other.station).equals(device);
      if (isThere && (!other.isOver() || endedJustNow(other))) {
        return true;
      }
    }
    return false;
  }

  private boolean endedJustNow(WireCall call) {
    return call.endedAt().filter(end -> end.plus(A_MOMENT).isAfter(world.now())).isPresent();
  }

  /** A phone that we rang and that was picked up is where the person is. */
  void hasOneConversation(WireCall call, Instant now) {
    boolean isSecond =
        call.way == WireCall.Way.OUT
            && call.hears.isPresent()
            && scene.deviceAt(call.station).isPresent()
            && call.finalAt.filter(at -> at.plus(A_MOMENT).isBefore(now)).isPresent();
    if (!isSecond) {
      return;
    }
    for (WireCall other : witness.all()) {
      boolean isFirst =
          other != call
              && other.station.equals(call.station)
              && other.hears.isPresent()
              && other.isInConversation()
              && other.finalAt.filter(at -> at.isBefore(call.finalAt.orElseThrow())).isPresent();
      if (isFirst && scene.talkOf(other).filter(Continuity::isQuiet).isPresent()) {
        scene.broken(Invariant.ONE_EAR, call.told() + " and " + other.told() + " at one phone");
      }
    }
  }

  // --- on hold ---

  private void isNotForgotten(WireCall call) {
    boolean isHeld =
        call.hears.isEmpty()
            && !call.hearsUnknown
            && call.prompt.isPresent()
            && call.openTransfers == 0
            && call.partner
                .filter(party -> party.isInConversation() && party.openTransfers == 0)
                .flatMap(party -> scene.deviceAt(party.station))
                .isPresent();
    boolean isRecalled =
        call.untouched.compareTo(OWNER_IS_RUNG_AFTER) > 0 && callers.isRungFor(call);
    if (!isHeld || isRecalled) {
      call.untouched = Duration.ZERO;
    } else if (!hasOtherLine(call.partner.get())) {
      call.untouched = call.untouched.plus(Patrol.EVERY);
      if (call.untouched.compareTo(LONGEST_HOLD) > 0) {
        call.untouched = Duration.ZERO;
        scene.broken(
            Invariant.HELD_IS_NOT_FORGOTTEN, call.told() + partnerOf(call) + " waits on hold");
      }
    }
  }

  private void isNotLost(WireCall call, Instant now) {
    boolean isLost =
        call.firstPartner.isPresent()
            && call.hears.isEmpty()
            && !call.hearsUnknown
            && !call.hasOwner()
            && !callers.isParked(call)
            && scene.queueHeardBy(call).isEmpty()
            && !callers.isOffered(call);
    if (!isLost) {
      call.lostSince = Optional.empty();
    } else if (call.lostSince.isEmpty()) {
      call.lostSince = Optional.of(now);
    } else if (call.lostSince.get().plus(LOST_AFTER).isBefore(now)) {
      call.lostSince = Optional.of(now.plus(LOST_AFTER));
      scene.broken(
          Invariant.NOBODY_IS_LOST, call.told() + " hears " + call.prompt.orElse("nothing"));
    }
  }
}

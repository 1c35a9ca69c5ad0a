package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Walks past everything that goes on, a few times a second, and looks whether it may go on so. */
final class Patrol {
  static final Duration EVERY = Duration.ofMillis(250);

  private static final Duration A_MOMENT = Duration.ofMillis(1200);
  private static final Duration RELEASED_WITHIN = Duration.ofMillis(3200);
  private static final Duration QUEUE_RING = Post.LONGEST_RING.plusSeconds(2);
  private static final Duration DIRECT_RING = Duration.ofSeconds(47);
  private static final Duration OUTSIDE_RING = Duration.ofSeconds(303);
  private static final Duration PHONE_IS_GIVEN_UP = Duration.ofMillis(3001);
  private static final Duration UNTIL_GIVEN_UP = Duration.ofMillis(3251);
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(115);
  private static final Duration ACK_IS_AWAITED = Duration.ofSeconds(33);
  private static final Duration INVITE_LIVES = Duration.ofSeconds(32);
  private static final Duration NO_FINAL_AT_MOST = Duration.ofMinutes(7);

  private final World world;
  private final Scene scene;
  private final Witness witness;
  private final Callers callers;
  private final Judge judge;
  private final Ledger ledger;
  private final Ears ears;
  private final Transfers transfers;
  private final Continuity continuity;
  private final Emergencies emergencies;
  private final FreePeople freePeople;
  private final OutsideCalls outside;
  private Lamps lamps;
  private WallBoard wallBoard;

  Patrol(
      World world,
      Scene scene,
      Witness witness,
      Callers callers,
      Ears ears,
      Transfers transfers,
      Emergencies emergencies,
      Judge judge,
      Ledger ledger) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
    this.callers = callers;
    this.judge = judge;
    this.ledger = ledger;
    this.ears = ears;
    this.transfers = transfers;
    continuity = new Continuity(world, scene, witness, callers, ears);
    this.emergencies = emergencies;
    freePeople = new FreePeople(world, scene, witness);
    outside = new OutsideCalls(scene, witness);
  }

  /** What people see of each other. */
  void alsoSees(Lamps shown, WallBoard board) {
    lamps = shown;
    wallBoard = board;
  }

  void walks() {
    Instant now = world.now();
    ears.listen();
    transfers.look(now);
    List<Beliefs.Person> free = freePeople.at(now);
    for (WireCall call : witness.all()) {
      if (call.way == WireCall.Way.OUT) {
        outgoing(call, now);
      } else {
        incoming(call, now, free);
      }
      isKnownThere(call, now);
      isReleased(call, now);
      continuity.hasOneConversation(call, now);
    }
    lamps.look(now);
    wallBoard.look(now, free);
    witness.forgetsOldOnes();
  }

  // --- calls of the platform ---

  private void outgoing(WireCall call, Instant now) {
    boolean awaitsAck = call.ackDueSince.filter(due -> isLong(due, now)).isPresent();
    if (awaitsAck && call.byeAt.isEmpty() && !cameTooLate(call)) {
      call.ackDueSince = Optional.empty();
      scene.broken(Invariant.EACH_2XX_GETS_ITS_ACK, call.told());
    }
    Optional<String> device = scene.deviceAt(call.station);
    outside.isNotLeftAtTheDead(call, now);
    if (call.isPending() && !call.isHeard && device.isPresent()) {
      isSilent(call, device.get(), now);
    }
    if (call.ringsNow()) {
      rings(call, device.isPresent(), now);
    } else if (call.isAnswered() && call.byeAt.isEmpty()) {
      talksWithSomebody(call, now);
    } else {
      call.oddSince = Optional.empty();
    }
  }

  /** RFC 3261 17.1.1.2: after 32 s without a word the INVITE is no more, nor who sent it. */
  private static boolean cameTooLate(WireCall call) {
    return call.finalAt.filter(at -> at.isAfter(call.sentAt.plus(INVITE_LIVES))).isPresent()
        && call.withdrawnAt.isPresent();
  }

  private void isSilent(WireCall call, String device, Instant now) {
    boolean isGivenUp =
        !now.isBefore(call.sentAt.plus(PHONE_IS_GIVEN_UP))
            && now.isBefore(call.sentAt.plus(UNTIL_GIVEN_UP));
    boolean isWanted =
        call.queue.isPresent()
            && !call.isMuddled
            && call.withdrawnAt.isEmpty()
            && callers.shownAs(call.shown).stream().anyMatch(in -> in.partner.isEmpty());
    if (isGivenUp && isWanted && scene.hasSingleContact(device)) {
      judge.fellSilent(device);
    } else {
      scene.isNotSurelyFree(device, Duration.ofSeconds(13));
    }
  }

  private void rings(WireCall call, boolean isPhone, Instant now) {
    Duration longest = isPhone ? (call.queue.isPresent() ? QUEUE_RING : DIRECT_RING) : OUTSIDE_RING;
    if (call.sentAt.plus(longest).isBefore(now)) {
      scene.broken(Invariant.RING_TIME_ENDS, call.told() + " rings since " + call.sentAt);
    }
    boolean isReminded = call.shown.stream().anyMatch(call.shownHere::contains);
    if (call.isMuddled || isReminded) {
      return;
    }
    List<WireCall> possible =
        call.adoptedBy
            .filter(in -> !in.isOver())
            .map(List::of)
            .orElseGet(() -> callers.shownAs(call.shown));
    boolean isForNobody =
        (possible.isEmpty() && !callers.isColleagueThere(call))
            || !possible.isEmpty()
                && possible.stream().allMatch(in -> in.isHelped() && scene.isStillThere(in));
    if (isOddTooLong(call, isForNobody, now)) {
      scene.broken(Invariant.LOSERS_STOP_RINGING, call.told() + " rings for nobody");
    }
  }

  /** Whose telephone forgot the call hears nothing of it: {@link #isKnownThere} judges that. */
  private void talksWithSomebody(WireCall call, Instant now) {
    if (cameTooLate(call) || !scene.isStillThere(call)) {
      return;
    }
    boolean isReminded = call.shown.stream().anyMatch(call.shownHere::contains);
    boolean isAlone =
        call.partner.isPresent()
            ? call.partner.get().isOver()
                && call.prompt.isEmpty()
                && call.hears.isEmpty()
                && !call.descriptions.isOnHold()
            : call.prompt.isEmpty()
                && !call.descriptions.isOnHold()
                && !isReminded
                && !callers.isColleagueThere(call)
                && (!call.isMuddled || callers.shownAs(call.shown).isEmpty());
    if (isOddTooLong(call, isAlone, now)) {
      scene.broken(Invariant.NOBODY_TALKS_ALONE, call.told() + " got no BYE");
    }
  }

  /** Who handed over is on the line no more. */
  private void isReleased(WireCall call, Instant now) {
    boolean isKept =
        call.leftSince.filter(since -> since.plus(RELEASED_WITHIN).isBefore(now)).isPresent()
            && scene.deviceAt(call.station).isPresent()
            && !call.wasUnknownThere
            && !call.isOver();
    if (isKept) {
      call.leftSince = Optional.of(now.plus(RELEASED_WITHIN));
      scene.broken(Invariant.TRANSFEROR_IS_RELEASED, call.told() + " is kept");
    }
  }

  private boolean isOddTooLong(WireCall call, boolean isOdd, Instant now) {
    if (!isOdd) {
      call.oddSince = Optional.empty();
      return false;
    }
    if (call.oddSince.isEmpty()) {
      call.oddSince = Optional.of(now);
    }
    return isLong(call.oddSince.get(), now);
  }

  private static boolean isLong(Instant since, Instant now) {
    return since.plus(A_MOMENT).isBefore(now);
  }

  private void isKnownThere(WireCall call, Instant now) {
    if (call.isOver() || !call.isAnswered()) {
      return;
    }
    if (call.wasUnknownThere) {
      if (isOddTooLong(call, true, now)) {
        scene.broken(Invariant.UNKNOWN_CALL_ENDS, call.told() + " was answered 481 and goes on");
      }
      return;
    }
    boolean hasGone = scene.talkOf(call).isEmpty();
    if (!hasGone) {
      call.goneSince = Optional.empty();
    } else if (call.goneSince.isEmpty()) {
      call.goneSince = Optional.of(now);
    } else if (call.goneSince.get().plus(NOTICED_WITHIN).isBefore(now)) {
      scene.broken(Invariant.UNKNOWN_CALL_ENDS, call.told() + " goes on without its phone");
    }
  }

  // --- callers ---

  private void incoming(WireCall call, Instant now, List<Beliefs.Person> free) {
    ledger.look(call, now);
    emergencies.look(call, now);
    if (call.isOver()) {
      outside.wasTriedOverTheOtherTrunk(call);
      return;
    }
    if (call.finalStatus == 0 && call.offeredAt.plus(NO_FINAL_AT_MOST).isBefore(now)) {
      scene.broken(Invariant.ONE_FINAL_RESPONSE, call.told() + " got none");
    }
    // RFC 3261 15: no BYE before the ACK
    boolean mayBeEnded =
        call.isAcknowledged
            || call.finalAt.filter(at -> at.plus(ACK_IS_AWAITED).isBefore(now)).isPresent();
    if (callers.waitsAgain(call)) {
      call.partner = Optional.empty();
    }
    boolean isLeft =
        mayBeEnded
            && call.prompt.isEmpty()
            && call.hears.isEmpty()
            && !call.descriptions.isOnHold()
            && call.partner.filter(WireCall::isOver).isPresent();
    if (isOddTooLong(call, isLeft || call.wasUnknownThere, now) && isLeft) {
      scene.broken(Invariant.NOBODY_TALKS_ALONE, call.told() + " got no BYE");
    }
    outside.reachesEmergencyServices(call, now);
    scene
        .talkOf(call)
        .filter(talk -> talk.state == Talk.State.TALKING)
        .ifPresent(
            talk -> {
              continuity.look(call, talk, now);
              waits(call, now, free);
              followsTheSwitch(call, talk);
            });
  }

  private void followsTheSwitch(WireCall call, Talk talk) {
    if (call.isSwitchJudged || !call.dialled.equals(Post.MAIN_NUMBER) || talk.prompts.isEmpty()) {
      return;
    }
    call.isSwitchJudged = true;
    String wanted = Post.messageOf(call.positionThen);
    if (!call.positionThen.isEmpty() && !talk.prompts.getFirst().equals(wanted)) {
      scene.broken(
          Invariant.SWITCH_TAKES_EFFECT,
          call.told() + " heard " + talk.prompts.getFirst() + " instead of " + wanted);
    }
  }

  // --- callers who wait ---

  private void waits(WireCall call, Instant now, List<Beliefs.Person> free) {
    boolean isElsewhere =
        call.hasOwner() || call.openTransfers > 0 || call.isMuddled || callers.isParked(call);
    Optional<String> queue = isElsewhere ? Optional.empty() : scene.queueHeardBy(call);
    Optional<Beliefs.Person> idle =
        queue.flatMap(
            code -> free.stream().filter(person -> person.queues.contains(code)).findFirst());
    boolean isUnoffered = idle.isPresent() && !callers.isOffered(call);
    if (!isUnoffered) {
      call.unofferedSince = Optional.empty();
    } else if (call.unofferedSince.isEmpty()) {
      call.unofferedSince = Optional.of(now);
    } else if (isLong(call.unofferedSince.get(), now)) {
      scene.broken(
          Invariant.NO_FREE_AGENT_BESIDE_CALLER,
          idle.get().extension + " is free while waits " + call.told());
    }
  }
}

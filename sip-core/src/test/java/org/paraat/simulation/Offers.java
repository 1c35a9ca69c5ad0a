package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rules that hold at the moment in which the platform rings a phone of ours. */
final class Offers {
  /** Shorter than the platform's own, so that a rule is broken and not just another one. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  private static final Duration SILENCE_IS_REMEMBERED = Duration.ofSeconds(8);

  /** The music begins some messages before the caller hears it. */
  private static final Duration RESTING_DISTURBED_AFTER = Duration.ofMillis(9_500);

  private final World world;
  private final Scene scene;
  private final Witness witness;
  private final Callers callers;
  private final Map<String, Instant> conversationEnded = new HashMap<>();
  private final Map<String, Instant> declined = new HashMap<>();
  private final Map<String, Instant> silent = new HashMap<>();

  Offers(World world, Scene scene, Witness witness, Callers callers) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
    this.callers = callers;
  }

  // --- what is remembered ---

  /** Nothing that a platform forgets with its life is expected of the next. */
  void platformDied() {
    conversationEnded.clear();
    declined.clear();
    silent.clear();
  }

  /** Who logs in anew begins anew. */
  void personCameTo(String device, String extension) {
    conversationEnded.remove(extension);
    declined.remove(device);
  }

  void fellSilent(String device) {
    silent.put(device, world.now());
  }

  void heardFrom(String device) {
    silent.remove(device);
  }

  void declinedAt(String device) {
    declined.put(device, world.now());
  }

  void conversationEnded(String person, Instant at) {
    conversationEnded.put(person, at);
  }

  // --- what must be so ---

  /** A phone is rung. */
  void madeAt(String device, WireCall call) {
    witness.all().forEach(other -> isWithdrawnFor(call, other, device));
    isFree(device, call);
    isOnlyOffer(device, call);
    Optional<Beliefs.Person> person = scene.beliefs.at(device);
    boolean isSure = scene.beliefs.isSureAt(device);
    call.personPerhaps = person.map(p -> p.extension);
    call.personThen = isSure ? person.map(p -> p.extension) : Optional.empty();
    if (call.queue.isPresent() && !call.isMuddled) {
      nobodyWaitsLonger(call);
      mayBeRungForQueue(device, call);
      if (isSure) {
        isPresent(device, person, call);
        person.ifPresent(p -> noEmergencyWaitsFor(p, call));
      }
    }
  }

  /** Whoever dials at a phone that has not shown yet that it rings is not rung any more. */
  void dialledAt(String device) {
    for (WireCall other : witness.all()) {
      if (scene.deviceAt(other.station).filter(device::equals).isPresent()) {
        other.isWantedNoMore(world.now());
      }
    }
  }

  /** A phone is rung for another caller: the offer before, of which nothing was heard, is over. */
  private void isWithdrawnFor(WireCall call, WireCall other, String device) {
    boolean isElsewhere = scene.deviceAt(other.station).filter(device::equals).isEmpty();
    if (!isElsewhere && !other.shown.equals(call.shown)) {
      other.isWantedNoMore(world.now());
    }
  }

  private void isFree(String device, WireCall call) {
    for (WireCall other : witness.all()) {
      boolean isAtDevice = scene.deviceAt(other.station).filter(device::equals).isPresent();
      boolean isSameOffer = other.way == WireCall.Way.OUT && other.shown.equals(call.shown);
      if (!isAtDevice || isSameOffer) {
        continue;
      }
      boolean isInUse =
          other.way == WireCall.Way.IN
              ? !other.isOver() && (other.isAcknowledged || !other.isAnswered())
              : other.ringsNow() || other.isInConversation();
      if (isInUse
          && !other.isHandedOver
          && other.partner.filter(WireCall::isOver).isEmpty()
          && !mayComeInBetween(call, other)
          && !isTakenBack(device, call)) {
        scene.broken(
            Invariant.NO_AGENT_RINGS_TWICE,
            device + " is rung for " + call.told() + " while in " + other.told());
      }
    }
  }

  /** An emergency rings once beside a conversation that is none itself (V5). */
  private static boolean mayComeInBetween(WireCall call, WireCall other) {
    return call.isUrgent && !other.ringsNow() && !other.isUrgent;
  }

  /** Whoever takes another call has ended wrapping up. */
  private boolean isTalkingAt(String device, WireCall call) {
    for (WireCall other : witness.all()) {
      boolean isThere = scene.deviceAt(other.station).filter(device::equals).isPresent();
      if (isThere && other != call && !other.isOver()) {
        return true;
      }
    }
    return false;
  }

  /** After ten seconds emergencies disturb who is paused or wraps up too. */
  private boolean hasWaitedLongForHelp(WireCall call) {
    return call.isUrgent
        && callers
            .onlyOneOf(call)
            .flatMap(scene::talkOf)
            .flatMap(talk -> talk.waitsSince)
            .filter(since -> !world.now().isBefore(since.plus(RESTING_DISTURBED_AFTER)))
            .isPresent();
  }

  /** Who had the caller is rung again, whatever else they do. */
  private boolean isTakenBack(String device, WireCall call) {
    boolean showsThemselves = call.shown.stream().anyMatch(call.shownHere::contains);
    return call.isRecall
        || showsThemselves
        || callers.onlyOneOf(call).filter(in -> callers.hadBefore(in, call.station)).isPresent();
  }

  private void isOnlyOffer(String device, WireCall call) {
    Optional<WireCall> caller = callers.onlyOneOf(call).filter(in -> !in.isMuddled);
    if (caller.isEmpty() || call.queue.isEmpty() || call.isUrgent) {
      return;
    }
    for (WireCall other : witness.all()) {
      boolean isForSame = other.ringsNow() && other.shown.equals(call.shown);
      Optional<String> elsewhere = scene.deviceAt(other.station).filter(d -> !d.equals(device));
      if (isForSame && elsewhere.isPresent()) {
        scene.broken(
            Invariant.ONE_OFFER_AT_A_TIME,
            call.told() + " while " + elsewhere.get() + " rings for the same caller");
      }
    }
  }

  private void mayBeRungForQueue(String device, WireCall call) {
    Instant now = world.now();
    boolean wrapsUp =
        call.personThen
            .map(conversationEnded::get)
            .filter(end -> now.isBefore(end.plus(Post.WRAP_UP)))
            .isPresent();
    boolean isDisturbed =
        hasWaitedLongForHelp(call) || (call.isUrgent && isTalkingAt(device, call));
    if (wrapsUp && !isDisturbed) {
      scene.broken(Invariant.WRAP_UP_IS_RESPECTED, device + " is rung for " + call.told());
    }
    Instant refusal = declined.get(device);
    if (refusal != null && now.isBefore(refusal.plus(AT_ONCE))) {
      scene.broken(
          Invariant.DECLINED_IS_LEFT_ALONE,
          device + " declined at " + refusal + " and is rung for " + call.told());
    }
    Instant silence = silent.get(device);
    if (silence != null && now.isBefore(silence.plus(SILENCE_IS_REMEMBERED))) {
      scene.broken(
          Invariant.SILENT_PHONE_IS_LEFT_OUT,
          device + " was silent at " + silence + " and is rung for " + call.told());
    }
  }

  private void isPresent(String device, Optional<Beliefs.Person> person, WireCall call) {
    String because =
        person.isEmpty()
            ? "nobody is logged in there"
            : person.get().isPaused && !hasWaitedLongForHelp(call)
                ? person.get().extension + " is paused"
                : person.get().queues.contains(call.queue.orElseThrow())
                    ? ""
                    : person.get().extension + " is not signed on to " + call.queue.get();
    if (!because.isEmpty()) {
      scene.broken(
          Invariant.ABSENT_IS_NEVER_RUNG, device + " is rung for " + call.told() + ": " + because);
    }
  }

  /** Who lost the agent by a mishap still waits since the first note of the music. */
  private void nobodyWaitsLonger(WireCall call) {
    WireCall caller = callers.onlyOneOf(call).orElseThrow();
    Optional<Instant> since = scene.talkOf(caller).flatMap(talk -> talk.waitsSince);
    if (since.isEmpty() || caller.handedOverAt.isPresent()) {
      return;
    }
    for (WireCall other : witness.all()) {
      boolean waits =
          other.way == WireCall.Way.IN
              && other != caller
              && !other.isOver()
              && !other.isMuddled
              && !other.hasOwner()
              && other.handedOverAt.isEmpty()
              && scene.queueHeardBy(other).equals(call.queue)
              && scene
                  .talkOf(other)
                  .flatMap(talk -> talk.waitsSince)
                  .filter(earlier -> earlier.isBefore(since.get()))
                  .isPresent();
      boolean isInLine = waits && !callers.isRecalled(other) && !callers.isParked(other);
      if (isInLine
          && (call.queue.get().equals(Post.EMERGENCY_QUEUE) || !callers.isOffered(other))) {
        scene.broken(
            Invariant.LONGEST_WAIT_FIRST,
            call.told() + " while waits since earlier " + other.told());
      }
    }
  }

  private void noEmergencyWaitsFor(Beliefs.Person person, WireCall call) {
    boolean isRoutine = !call.queue.equals(Optional.of(Post.EMERGENCY_QUEUE));
    if (!isRoutine || !person.queues.contains(Post.EMERGENCY_QUEUE)) {
      return;
    }
    for (WireCall other : witness.all()) {
      boolean waits =
          other.way == WireCall.Way.IN
              && other.isAnswered()
              && !other.isOver()
              && !other.isMuddled
              && !other.hasOwner()
              && other.handedOverAt.isEmpty()
              && !callers.isParked(other)
              && !callers.isRecalled(other)
              && scene.queueHeardBy(other).equals(Optional.of(Post.EMERGENCY_QUEUE));
      if (waits) {
        scene.broken(
            Invariant.EMERGENCY_FIRST,
            person.extension + " is rung for " + call.told() + " while waits " + other.told());
      }
    }
  }
}

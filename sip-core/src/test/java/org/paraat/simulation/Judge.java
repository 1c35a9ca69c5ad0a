package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies at each message the rules that can be judged at that very moment. */
final class Judge implements Witness.Listener {
  /** Shorter than the platform's own, so that a rule is broken and not just another one. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  private static final Duration SILENCE_IS_REMEMBERED = Duration.ofSeconds(8);
  private static final Duration FALLEN_SILENT = Duration.ofSeconds(12);
  private static final Duration GIVEN_UP_AFTER = Duration.ofMillis(2900);
  private static final Duration NO_ACK_AFTER = Duration.ofSeconds(30);
  private static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(3);
  private static final Duration PHONE_MAY_BE_SILENT = Duration.ofSeconds(3);

  private final World world;
  private final Scene scene;
  private Witness witness;
  private final Map<String, Instant> conversationEnded = new HashMap<>();
  private final Map<String, Instant> declined = new HashMap<>();
  private final Map<String, Instant> silent = new HashMap<>();

  Judge(World world, Scene scene) {
    this.world = world;
    this.scene = scene;
  }

  void reads(Witness chosen) {
    witness = chosen;
  }

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

  /** The phone said nothing at all to an INVITE, and the platform has given up. */
  void fellSilent(String device) {
    silent.put(device, world.now());
    scene.isNotSurelyFree(device, FALLEN_SILENT);
  }

  // --- who belongs to whom ---

  @Override
  public Set<String> shownFor(Message invite, String station) {
    Set<String> shown = new LinkedHashSet<>();
    shown.add(invite.fromUser());
    scene
        .deviceAt(station)
        .flatMap(scene.beliefs::at)
        .ifPresent(
            person -> {
              shown.add(person.extension);
              shown.add(Post.directNumber(person.extension));
            });
    return shown;
  }

  /** The callers who are there for a number that is shown, by their order. */
  List<WireCall> callersShownAs(Set<String> shown) {
    List<WireCall> callers = new ArrayList<>(1);
    for (WireCall call : witness.all()) {
      if (call.way == WireCall.Way.IN
          && !call.isOver()
          && shown.stream().anyMatch(call.shown::contains)) {
        callers.add(call);
      }
    }
    return callers;
  }

  /** Whether it is clear for whom a phone rings. */
  boolean isClear(WireCall out) {
    return !out.isMuddled;
  }

  /**
   * Whether the platform gave up on who served a caller, who waits again as before: to be heard, or
   * so it seems to a platform that does not know yet that the caller's phone is gone too.
   */
  boolean waitsAgain(WireCall caller) {
    boolean isLost =
        caller.partner.filter(partner -> partner.isOver() && partner.isByeOurs).isPresent();
    return isLost
        && (scene.talkOf(caller).filter(talk -> !talk.isOver()).isEmpty()
            || scene.queueHeardBy(caller).isPresent());
  }

  private Optional<WireCall> onlyCallerOf(WireCall out) {
    List<WireCall> callers = callersShownAs(out.shown);
    return callers.size() == 1 ? Optional.of(callers.getFirst()) : Optional.empty();
  }

  // --- what happens ---

  @Override
  public void offered(WireCall call) {
    call.positionThen = scene.positions.getOrDefault("meldtekst", "");
    scene
        .deviceAt(call.station)
        .filter(device -> !scene.beliefs.isSureAt(device))
        .ifPresent(device -> call.isMuddled = true);
    call.isMuddled |= callersShownAs(call.shown).stream().anyMatch(other -> other != call);
  }

  @Override
  public void dialled(WireCall call, Message invite) {
    List<WireCall> callers = callersShownAs(call.shown);
    call.isMuddled = callers.size() != 1 || callers.getFirst().isMuddled;
    call.queue = onlyCallerOf(call).flatMap(scene::queueOf);
    Optional<String> device = scene.deviceAt(call.station);
    if (device.isEmpty()) {
      return;
    }
    witness.all().forEach(other -> isWithdrawnFor(call, other, device.get()));
    isFree(device.get(), call);
    isOnlyOffer(device.get(), call);
    Optional<Beliefs.Person> person = scene.beliefs.at(device.get());
    boolean isSure = scene.beliefs.isSureAt(device.get());
    call.personPerhaps = person.map(p -> p.extension);
    call.personThen = isSure ? person.map(p -> p.extension) : Optional.empty();
    if (call.queue.isPresent() && !call.isMuddled) {
      nobodyWaitsLonger(call);
      mayBeRungForQueue(device.get(), call);
      if (isSure) {
        isPresent(device.get(), person, call);
        person.ifPresent(p -> noEmergencyWaitsFor(p, call));
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
      if (isInUse) {
        scene.broken(
            Invariant.NO_AGENT_RINGS_TWICE,
            device + " is rung for " + call.told() + " while in " + other.told());
      }
    }
  }

  private void isOnlyOffer(String device, WireCall call) {
    Optional<WireCall> caller = onlyCallerOf(call).filter(in -> !in.isMuddled);
    Optional<String> queue = caller.flatMap(scene::queueOf);
    if (queue.isEmpty() || queue.get().equals(Post.EMERGENCY_QUEUE)) {
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
    if (wrapsUp) {
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
            : person.get().isPaused
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
    WireCall caller = onlyCallerOf(call).orElseThrow();
    Optional<Instant> since = scene.talkOf(caller).flatMap(talk -> talk.waitsSince);
    if (since.isEmpty()) {
      return;
    }
    for (WireCall other : witness.all()) {
      boolean waits =
          other.way == WireCall.Way.IN
              && other != caller
              && !other.isOver()
              && !other.isMuddled
              && scene.queueHeardBy(other).equals(call.queue)
              && scene
                  .talkOf(other)
                  .flatMap(talk -> talk.waitsSince)
                  .filter(earlier -> earlier.isBefore(since.get()))
                  .isPresent();
      if (waits && (call.queue.get().equals(Post.EMERGENCY_QUEUE) || !isOffered(other))) {
        scene.broken(
            Invariant.LONGEST_WAIT_FIRST,
            call.told() + " while waits since earlier " + other.told());
      }
    }
  }

  /** Somebody is rung for this caller, or talks with them. */
  boolean isOffered(WireCall caller) {
    for (WireCall call : witness.all()) {
      boolean isItsOffer =
          call.way == WireCall.Way.OUT
              && (call.isPending() || call.isInConversation())
              && call.shown.stream().anyMatch(caller.shown::contains);
      if (isItsOffer) {
        return true;
      }
    }
    return false;
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
              && other.partner.isEmpty()
              && scene.queueOf(other).equals(Optional.of(Post.EMERGENCY_QUEUE));
      if (waits) {
        scene.broken(
            Invariant.EMERGENCY_FIRST,
            person.extension + " is rung for " + call.told() + " while waits " + other.told());
      }
    }
  }

  @Override
  public void heardFrom(String station) {
    scene.deviceAt(station).ifPresent(silent::remove);
  }

  @Override
  public Duration silenceAllowed(String station) {
    return scene.deviceAt(station).isPresent() ? PHONE_MAY_BE_SILENT : Post.TRUNK_MAY_BE_SILENT;
  }

  @Override
  public void refused(WireCall call) {
    Optional<String> device = scene.deviceAt(call.station);
    if (device.isEmpty() || call.cancelledAt.isPresent() || call.queue.isEmpty()) {
      return;
    }
    switch (call.finalStatus) {
      case 480, 486, 600, 603 -> {
        // an INVITE that was given up is still repeated, and may be refused late
        boolean isFresh = call.isRinging || world.now().isBefore(call.sentAt.plus(GIVEN_UP_AFTER));
        boolean isWanted =
            call.withdrawnAt.isEmpty()
                && callersShownAs(call.shown).stream().anyMatch(in -> in.partner.isEmpty());
        if (isFresh && isWanted && scene.hasSingleContact(device.get())) {
          declined.put(device.get(), world.now());
        }
      }
      default -> scene.isNotSurelyFree(device.get(), FALLEN_SILENT);
    }
  }

  @Override
  public void answered(WireCall call) {
    Optional<WireCall> caller =
        onlyCallerOf(call).filter(in -> in.partner.isEmpty() || waitsAgain(in));
    boolean isWinner = caller.isPresent() && !call.isMuddled && !call.isLoser();
    if (isWinner) {
      caller.get().servedBy(call);
      call.partner = caller;
    } else if (!call.isLoser()) {
      List<WireCall> callers = callersShownAs(call.shown);
      callers.forEach(in -> in.isMuddled = true);
      call.isMuddled |= callers.size() > 1;
    }
  }

  @Override
  public void ended(WireCall call) {
    if (call.way == WireCall.Way.OUT && call.queue.isPresent() && call.partner.isPresent()) {
      call.personThen.ifPresent(person -> conversationEnded.put(person, world.now()));
    }
    if (call.way == WireCall.Way.IN
        && call.isByeOurs
        && scene.carrierAt(call.station).isPresent()) {
      goodbyeWasSaid(call);
    }
  }

  private void goodbyeWasSaid(WireCall call) {
    Optional<Talk> talk = scene.talkOf(call);
    boolean wasServed = call.partner.filter(party -> hasLeft(party)).isPresent() || call.isMuddled;
    boolean isExcused =
        wasServed
            || talk.isEmpty()
            || call.wasUnknownThere
            || (!call.isAcknowledged
                && call.finalAt.orElseThrow().plus(NO_ACK_AFTER).isBefore(world.now()))
            || call.askedSince
                .filter(at -> at.plus(NO_ANSWER_AFTER).isBefore(world.now()))
                .isPresent()
            || talk.get().isOver();
    if (isExcused) {
      return;
    }
    List<String> heard = talk.get().prompts;
    if (heard.isEmpty() || !Post.GOODBYES.contains(heard.getLast())) {
      scene.broken(
          Invariant.GOODBYE_BEFORE_BYE, call.told() + " was hung up by us after hearing " + heard);
    }
  }

  /**
   * Whether the other party went, or could not be asked any more; who is lost to a caller of a
   * queue is no reason to hang that caller up.
   */
  private boolean hasLeft(WireCall party) {
    boolean hungUp = party.byeAt.isPresent() && !party.isByeOurs;
    if (party.queue.isPresent()) {
      return hungUp;
    }
    return hungUp
        || party.wasUnknownThere
        || party.askedSince.isPresent()
        || scene.talkOf(party).map(Talk::isOver).orElse(true);
  }

  @Override
  public void broken(Invariant invariant, String how) {
    scene.broken(invariant, how);
  }
}

package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies at each message the rules that can be judged at that very moment. */
final class Judge implements Witness.Listener {
  private static final Duration FALLEN_SILENT = Duration.ofSeconds(12);
  private static final Duration GIVEN_UP_AFTER = Duration.ofMillis(2900);
  private static final Duration NO_ACK_AFTER = Duration.ofSeconds(30);
  private static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(3);
  private static final Duration PHONE_MAY_BE_SILENT = Duration.ofSeconds(3);

  private final World world;
  private final Scene scene;
  private static final Duration TRANSFER_RINGS = Duration.ofSeconds(50);

  private Callers callers;
  private Offers offers;
  private Transfers transfers;
  private Ears ears;
  private Lamps lamps;

  Judge(World world, Scene scene) {
    this.world = world;
    this.scene = scene;
  }

  void reads(Callers read, Ears heard, Offers judged, Transfers handedOver, Lamps shown) {
    lamps = shown;
    ears = heard;
    callers = read;
    offers = judged;
    transfers = handedOver;
  }

  /** Nothing that a platform forgets with its life is expected of the next. */
  void platformDied() {
    offers.platformDied();
    transfers.platformDied();
    lamps.platformDied();
  }

  /** Who logs in anew begins anew. */
  void personCameTo(String device, String extension) {
    offers.personCameTo(device, extension);
  }

  /** The phone said nothing at all to an INVITE, and the platform has given up. */
  void fellSilent(String device) {
    offers.fellSilent(device);
    scene.isNotSurelyFree(device, FALLEN_SILENT);
  }

  /** Whether an agent is rung for who waits; others are rung to give somebody back, or over. */
  private boolean isInLine(WireCall caller, WireCall ring) {
    boolean isHandedOver =
        caller.handedOverAt.filter(at -> at.plus(TRANSFER_RINGS).isAfter(world.now())).isPresent();
    return caller.way == WireCall.Way.IN
        && !ring.isRecall
        && !callers.hadBefore(caller, ring.station)
        && !caller.hasOwner()
        && !isHandedOver;
  }

  private Set<String> numbersAt(String station) {
    Set<String> numbers = new LinkedHashSet<>();
    scene.deviceAt(station).ifPresent(numbers::add);
    scene
        .deviceAt(station)
        .flatMap(scene.beliefs::at)
        .ifPresent(
            person -> {
              numbers.add(person.extension);
              numbers.add(Post.directNumber(person.extension));
            });
    return numbers;
  }

  @Override
  public Set<String> shownFor(Message invite, String station) {
    Set<String> shown = numbersAt(station);
    shown.add(invite.fromUser());
    return shown;
  }

  @Override
  public void transferAsked(WireCall call, Message refer) {
    transfers.asked(call, refer);
  }

  @Override
  public void transferAnswered(WireCall call, Message response) {
    transfers.answered(call, response);
  }

  @Override
  public void transferReported(WireCall call, Message notify) {
    transfers.reported(call, notify);
  }

  @Override
  public void lampTold(String station, Message notify) {
    lamps.told(station, notify);
  }

  /** The party has gone on to somebody else: the agent's part is over. */
  void handedOver(WireCall call) {
    if (call.way == WireCall.Way.OUT && call.queue.isPresent()) {
      Instant end = transfers.handedOverAt(call).orElse(world.now().minus(Patrol.EVERY));
      call.personThen.ifPresent(person -> offers.conversationEnded(person, end));
    }
  }

  @Override
  public void offered(WireCall call) {
    call.positionThen = scene.positions.getOrDefault("meldtekst", "");
    scene
        .deviceAt(call.station)
        .filter(device -> !scene.beliefs.isSureAt(device))
        .ifPresent(device -> call.isMuddled = true);
    call.isMuddled |= callers.shownAs(call.shown).stream().anyMatch(other -> other != call);
    call.shownHere = call.shown;
    scene.deviceAt(call.station).ifPresent(offers::dialledAt);
    scene
        .deviceAt(call.station)
        .filter(scene.beliefs::isSureAt)
        .flatMap(scene.beliefs::at)
        .ifPresent(person -> call.personThen = Optional.of(person.extension));
  }

  @Override
  public void dialled(WireCall call, Message invite) {
    List<WireCall> possible = callers.shownAs(call.shown);
    Optional<WireCall> colleague = callers.colleagueGivenBack(call);
    call.adoptedBy = colleague.or(() -> transfers.partyHandedTo(call, possible.isEmpty()));
    call.isMuddled =
        colleague
            .map(it -> it.isMuddled)
            .orElseGet(() -> possible.size() != 1 || possible.getFirst().isMuddled);
    call.queue = callers.onlyOneOf(call).filter(in -> isInLine(in, call)).flatMap(scene::queueOf);
    call.shownHere = numbersAt(call.station);
    scene.deviceAt(call.station).ifPresent(device -> offers.madeAt(device, call));
  }

  @Override
  public void heardFrom(String station) {
    scene.deviceAt(station).ifPresent(offers::heardFrom);
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
                && callers.shownAs(call.shown).stream().anyMatch(in -> in.partner.isEmpty());
        if (isFresh && isWanted && scene.hasSingleContact(device.get())) {
          offers.declinedAt(device.get());
        }
      }
      default -> scene.isNotSurelyFree(device.get(), FALLEN_SILENT);
    }
  }

  @Override
  public void answered(WireCall call) {
    Optional<WireCall> caller = callers.onlyOneOf(call);
    boolean isWinner = caller.isPresent() && !call.isMuddled && !call.isLoser();
    if (isWinner) {
      WireCall in = caller.get();
      if (in.partner.isEmpty() || callers.waitsAgain(in)) {
        in.servedBy(call);
        call.partner = caller;
        call.lastPartner = caller;
        callers.isServed(in, call);
      } // else who held or handed over is to be left for this one: the ears will tell
    } else if (!call.isLoser()) {
      List<WireCall> possible = callers.shownAs(call.shown);
      possible.forEach(in -> in.isMuddled = true);
      call.isMuddled |= possible.size() > 1;
    }
  }

  @Override
  public void somethingChanges() {
    ears.listen();
  }

  @Override
  public void ended(WireCall call) {
    boolean wasTalk =
        call.way == WireCall.Way.OUT && call.queue.isPresent() && call.partner.isPresent();
    if (wasTalk && call.leftSince.isEmpty()) {
      // our BYE may wait a second for the answer to a NOTIFY, and the talk is over all the same
      Instant end =
          transfers
              .handedOverAt(call)
              .or(() -> call.partner.filter(_ -> call.isByeOurs).flatMap(WireCall::endedAt))
              .orElse(world.now());
      call.personThen.ifPresent(person -> offers.conversationEnded(person, end));
    }
    if (call.way == WireCall.Way.IN
        && call.isByeOurs
        && scene.carrierAt(call.station).isPresent()) {
      goodbyeWasSaid(call);
    }
  }

  private void goodbyeWasSaid(WireCall call) {
    Optional<Talk> talk = scene.talkOf(call);
    boolean wasServed =
        call.partner.filter(party -> hasLeft(party, call)).isPresent() || call.isMuddled;
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
  private boolean hasLeft(WireCall party, WireCall caller) {
    boolean isHandingOver = party.openTransfers > 0 && caller.hears.isEmpty();
    boolean hadGone = party.descriptions.isOnHold() || isHandingOver;
    boolean hungUp = party.byeAt.isPresent() && !party.isByeOurs && !hadGone;
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

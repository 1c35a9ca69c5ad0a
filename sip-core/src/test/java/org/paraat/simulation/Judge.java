package org.paraat.simulation;

import java.time.Duration;
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
  private Callers callers;
  private Offers offers;

  Judge(World world, Scene scene) {
    this.world = world;
    this.scene = scene;
  }

  void reads(Callers read, Offers judged) {
    callers = read;
    offers = judged;
  }

  /** Nothing that a platform forgets with its life is expected of the next. */
  void platformDied() {
    offers.platformDied();
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

  @Override
  public void offered(WireCall call) {
    call.positionThen = scene.positions.getOrDefault("meldtekst", "");
    scene
        .deviceAt(call.station)
        .filter(device -> !scene.beliefs.isSureAt(device))
        .ifPresent(device -> call.isMuddled = true);
    call.isMuddled |= callers.shownAs(call.shown).stream().anyMatch(other -> other != call);
  }

  @Override
  public void dialled(WireCall call, Message invite) {
    List<WireCall> possible = callers.shownAs(call.shown);
    call.isMuddled = possible.size() != 1 || possible.getFirst().isMuddled;
    call.queue = callers.onlyOneOf(call).flatMap(scene::queueOf);
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
    Optional<WireCall> caller =
        callers.onlyOneOf(call).filter(in -> in.partner.isEmpty() || callers.waitsAgain(in));
    boolean isWinner = caller.isPresent() && !call.isMuddled && !call.isLoser();
    if (isWinner) {
      caller.get().servedBy(call);
      call.partner = caller;
    } else if (!call.isLoser()) {
      List<WireCall> possible = callers.shownAs(call.shown);
      possible.forEach(in -> in.isMuddled = true);
      call.isMuddled |= possible.size() > 1;
    }
  }

  @Override
  public void ended(WireCall call) {
    call.endedOnHold = scene.talkOf(call).filter(talk -> talk.isHolding).isPresent();
    if (call.way == WireCall.Way.OUT && call.queue.isPresent() && call.partner.isPresent()) {
      call.personThen.ifPresent(offers::conversationEnded);
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

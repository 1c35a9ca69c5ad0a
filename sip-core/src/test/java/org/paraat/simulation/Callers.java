package org.paraat.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who called, for whom phones ring, and who serves whom, as far as numbers that are shown tell. */
final class Callers {
  /** Two minutes, and the ring of who parked. */
  private static final Duration LONGEST_PARKED = Duration.ofSeconds(138);

  private static final Duration LONGEST_RECALL = Duration.ofMillis(15_500);

  private final Witness witness;
  private final Scene scene;

  Callers(Witness witness, Scene scene) {
    this.witness = witness;
    this.scene = scene;
  }

  /** Whether one of ours who was called themselves is there, to be given back. */
  boolean isColleagueThere(WireCall ring) {
    for (WireCall call : witness.all()) {
      if (isColleague(call, ring)) {
        return true;
      }
    }
    return false;
  }

  /**
   * One of ours who was called themselves, and is given back to who had them: whatever else that
   * number calls meanwhile is another conversation.
   */
  Optional<WireCall> colleagueGivenBack(WireCall ring) {
    if (!ring.isRecall) {
      return Optional.empty();
    }
    for (WireCall call : witness.all()) {
      if (isColleague(call, ring) && hadBefore(call, ring.station)) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  private static boolean isColleague(WireCall call, WireCall ring) {
    return call != ring
        && call.way == WireCall.Way.OUT
        && call.isInConversation()
        && ring.shown.stream().anyMatch(call.shownHere::contains);
  }

  /** The callers who are there for a number that is shown, by their order. */
  List<WireCall> shownAs(Set<String> shown) {
    List<WireCall> callers = new ArrayList<>(1);
    for (WireCall call : witness.all()) {
      boolean isTheirs =
          call.way == WireCall.Way.IN
              ? shown.stream().anyMatch(call.shown::contains)
              : isOutsideParty(call) && shown.contains(call.user);
      if (isTheirs && !call.isOver()) {
        callers.add(call);
      }
    }
    return callers;
  }

  /** Who was called outside is the one to be helped as soon as the one who called is gone. */
  private boolean isOutsideParty(WireCall call) {
    return call.isInConversation() && scene.carrierAt(call.station).isPresent();
  }

  /**
   * Whether the platform gave up on who served a caller, who waits again as before: to be heard, or
   * so it seems to a platform that does not know yet that the caller's phone is gone too.
   */
  boolean waitsAgain(WireCall caller) {
    return caller.partner.filter(WireCall::isOver).isPresent()
        && (scene.talkOf(caller).filter(talk -> !talk.isOver()).isEmpty()
            || caller.prompt.isPresent()
            || caller.descriptions.isOnHold());
  }

  /** What rings for who is served, and has said nothing, is wanted no more: RFC 3261 9.1. */
  void isServed(WireCall caller, WireCall by) {
    for (WireCall other : witness.all()) {
      if (other != by && onlyOneOf(other).filter(caller::equals).isPresent()) {
        other.isWantedNoMore(scene.world.now());
      }
    }
  }

  Optional<WireCall> onlyOneOf(WireCall out) {
    List<WireCall> callers =
        out.adoptedBy.filter(in -> !in.isOver()).map(List::of).orElseGet(() -> shownAs(out.shown));
    return callers.size() == 1 ? Optional.of(callers.getFirst()) : Optional.empty();
  }

  /** Somebody is rung for this caller, or talks with them. */
  boolean isOffered(WireCall caller) {
    for (WireCall call : witness.all()) {
      boolean isItsOffer =
          call.way == WireCall.Way.OUT
              && (call.isPending() || call.isInConversation() || isTriedAgain(call))
              && isFor(call, caller);
      if (isItsOffer) {
        return true;
      }
    }
    return false;
  }

  /** Waits at a place for whoever takes them there, and not in a queue. */
  boolean isParked(WireCall caller) {
    return scene
        .talkOf(caller)
        .flatMap(talk -> talk.parkedSince)
        .filter(since -> !since.isBefore(caller.heardAt))
        .filter(since -> since.plus(LONGEST_PARKED).isAfter(scene.world.now()))
        .isPresent();
  }

  /** A phone rings for this caller, or is about to. */
  boolean isRungFor(WireCall caller) {
    for (WireCall call : witness.all()) {
      if (call.isPending() && isFor(call, caller)) {
        return true;
      }
    }
    return false;
  }

  /** Who had this caller is rung to take them back: until that is over they are in no line. */
  boolean isRecalled(WireCall caller) {
    for (WireCall call : witness.all()) {
      boolean isRung = call.isPending() || isTriedAgain(call);
      if (isRung && hadBefore(caller, call.station) && isFor(call, caller)) {
        return true;
      }
    }
    return false;
  }

  /** Who refuses to take a caller back is rung again, as long as the caller waits for them. */
  private boolean isTriedAgain(WireCall call) {
    return call.isRecall
        && call.sentAt.plus(LONGEST_RECALL).isAfter(scene.world.now())
        && !call.isAnswered();
  }

  /** Whether who is at this station is the one who helped this caller last. */
  boolean hadBefore(WireCall caller, String station) {
    if (caller.lastPartner.isEmpty()) {
      return false;
    }
    WireCall had = caller.lastPartner.get();
    Optional<String> device = scene.deviceAt(station);
    Optional<String> person = device.flatMap(scene.beliefs::at).map(at -> at.extension);
    return device.isPresent() && scene.deviceAt(had.station).equals(device)
        || person.isPresent() && had.personPerhaps.equals(person);
  }

  private static boolean isFor(WireCall call, WireCall caller) {
    return call.shown.stream().anyMatch(caller.shown::contains)
        || call.adoptedBy.filter(caller::equals).isPresent();
  }
}

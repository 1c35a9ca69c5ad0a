package org.paraat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who called, for whom phones ring, and who serves whom, as far as numbers that are shown tell. */
final class Callers {
  private final Witness witness;
  private final Scene scene;

  Callers(Witness witness, Scene scene) {
    this.witness = witness;
    this.scene = scene;
  }

  /** The callers who are there for a number that is shown, by their order. */
  List<WireCall> shownAs(Set<String> shown) {
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

  /**
   * Whether the platform gave up on who served a caller, who waits again as before: to be heard, or
   * so it seems to a platform that does not know yet that the caller's phone is gone too.
   */
  boolean waitsAgain(WireCall caller) {
    if (caller.partner.filter(partner -> partner.isOver() && partner.endedOnHold).isPresent()) {
      return true;
    }
    boolean isLost =
        caller.partner.filter(partner -> partner.isOver() && partner.isByeOurs).isPresent();
    return isLost
        && (scene.talkOf(caller).filter(talk -> !talk.isOver()).isEmpty()
            || scene.queueHeardBy(caller).isPresent());
  }

  /** Whether the phone talks in another call too: who is with it in this one is on hold. */
  boolean hasAnother(WireCall call) {
    Optional<String> device = scene.deviceAt(call.station);
    for (WireCall other : witness.all()) {
      boolean isThere = device.isPresent() && scene.deviceAt(other.station).equals(device);
      if (other != call && isThere && other.isInConversation()) {
        return true;
      }
    }
    return false;
  }

  Optional<WireCall> onlyOneOf(WireCall out) {
    List<WireCall> callers = shownAs(out.shown);
    return callers.size() == 1 ? Optional.of(callers.getFirst()) : Optional.empty();
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
}

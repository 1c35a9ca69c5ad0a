package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who must be seen as free by a platform that is well: nobody of whom that is not sure. */
final class FreePeople {
  private static final Duration DEAD_CALL_ENDS_WITHIN = Duration.ofSeconds(5);

  private final World world;
  private final Scene scene;
  private final Witness witness;

  FreePeople(World world, Scene scene, Witness witness) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
  }

  List<Beliefs.Person> at(Instant now) {
    List<Beliefs.Person> free = new ArrayList<>();
    for (WireCall call : witness.all()) {
      scene
          .deviceAt(call.station)
          .filter(device -> call.isPending() || call.ringsNow() || isInUse(call, now))
          .ifPresent(device -> scene.isNotSurelyFree(device, Post.LONGEST_WRAP_UP.plusSeconds(1)));
    }
    for (Beliefs.Person person : scene.beliefs.all()) {
      boolean isPresent =
          person.isSure()
              && !person.isPaused
              && person.device.isPresent()
              && !isInCallElsewhere(person);
      if (isPresent && isReady(person.device.get(), now)) {
        free.add(person);
      }
    }
    return free;
  }

  /**
   * A call at the desk that they left is theirs until the platform ended it; whether one is dead is
   * asked when they come to another.
   */
  private boolean isInCallElsewhere(Beliefs.Person person) {
    for (WireCall call : witness.all()) {
      boolean isTheirs =
          call.way == WireCall.Way.IN
              ? call.shown.contains(person.extension)
              : call.personPerhaps.filter(person.extension::equals).isPresent();
      boolean wrapsUp =
          call.endedAt()
              .filter(end -> end.plus(Post.LONGEST_WRAP_UP).plusSeconds(1).isAfter(world.now()))
              .isPresent();
      boolean isDead =
          call.goneSince.filter(person.cameAt::isAfter).isPresent()
              && person.cameAt.plus(DEAD_CALL_ENDS_WITHIN).isBefore(world.now());
      boolean goesOn = !call.isOver() && !isDead;
      if (isTheirs && (call.isPending() || (call.isAnswered() && (wrapsUp || goesOn)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInUse(WireCall call, Instant now) {
    return !call.isOver()
        || call.endedAt().filter(end -> end.plusSeconds(1).isAfter(now)).isPresent();
  }

  private boolean isReady(String device, Instant now) {
    if (!scene.beliefs.isSureAt(device) || !scene.maySurelyBeFree(device)) {
      return false;
    }
    for (DeskPhone phone : scene.phones.values()) {
      boolean isReady =
          phone.hasPower()
              && !phone.isMute()
              && phone.acceptedUntil().isAfter(now.plusSeconds(3))
              && phone.acceptedFrom().isBefore(now.minusSeconds(1));
      if (phone.device.equals(device) && isReady) {
        return true;
      }
    }
    return false;
  }
}

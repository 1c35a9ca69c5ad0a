package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;

/** Holds each call record against what was seen of the call on the wire. */
final class Ledger {
  /** Who handed over long ago is on no wire any more, and the conversation goes on. */
  private static final Duration REMEMBERED = Duration.ofSeconds(90);

  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(1);

  /** The clock of a leg and that of the wire are one: a turn takes no time. */
  private static final Duration SAME_MOMENT = Duration.ofMillis(2);

  /** Refused before there was a call: no sender, no room, the same call twice. */
  private static final Set<Integer> NEVER_A_CALL = Set.of(400, 401, 403, 482, 503);

  private final World world;
  private final Scene scene;
  private final Witness witness;
  private final Stretches stretches;
  private final Set<CallId> written = new HashSet<>();
  private final List<WireCall> cutOff = new ArrayList<>();
  private final List<CallRecord> early = new ArrayList<>();

  Ledger(World world, Scene scene, Witness witness) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
    this.stretches = new Stretches(scene);
  }

  int records() {
    return written.size();
  }

  /** A new life of the platform counts its calls anew. */
  void platformDied() {
    written.clear();
    stretches.platformDied();
    for (WireCall call : witness.all()) {
      if (call.way == WireCall.Way.IN && !call.hasRecord) {
        cutOff.add(call);
      }
    }
  }

  void take(CallRecord record) {
    if (!written.add(record.id())) {
      scene.broken(Invariant.ONE_RECORD, "a second record of " + told(record));
      return;
    }
    stretches.areInOrder(record);
    if (record.cause().equals(Optional.of(Cause.PLATFORM_RESTARTED))) {
      takeCutOff(record);
      return;
    }
    stretches.areOnesOwn(record);
    List<WireCall> its = new ArrayList<>(1);
    for (WireCall call : witness.all()) {
      if (isOf(record, call)) {
        its.add(call);
      }
    }
    if (its.isEmpty()) {
      scene.broken(Invariant.ONE_RECORD, "nobody made the call of " + told(record));
    } else if (its.size() == 1) {
      if (its.getFirst().hasRecord) {
        scene.broken(Invariant.ONE_RECORD, "a second record of " + told(record));
      }
      its.getFirst().hasRecord = true;
      compare(record, its.getFirst());
      stretches.areWhatWasHeard(record, its.getFirst());
    } else {
      its.forEach(call -> call.hasRecord = true);
    }
  }

  /** It stood when the platform was killed, and is told of once. */
  private void takeCutOff(CallRecord record) {
    Optional<WireCall> its = cutOff.stream().filter(call -> isOf(record, call)).findFirst();
    if (its.isEmpty()) {
      boolean isRemembered = record.startedAt().plus(REMEMBERED).isAfter(world.now());
      if (isRemembered) {
        scene.broken(Invariant.ONE_RECORD, "no call was cut off such as " + told(record));
      }
      return;
    }
    cutOff.remove(its.get());
    Instant end = record.endedAt().orElse(Instant.MAX);
    if (end.isAfter(world.now()) || end.isBefore(record.startedAt())) {
      wrong(record, "it is " + world.now());
    }
  }

  private static boolean isOf(CallRecord record, WireCall call) {
    return call.way == WireCall.Way.IN
        && call.offeredAt.equals(record.startedAt())
        && call.dialled.equals(record.to());
  }

  private void compare(CallRecord record, WireCall call) {
    Instant end = record.endedAt().orElse(Instant.EPOCH);
    if (Duration.between(end, world.now()).abs().compareTo(SAME_MOMENT) > 0) {
      wrong(record, "it ended at " + world.now());
    }
    if (call.isMuddled) {
      return;
    }
    if (call.firstPartner.isPresent()) {
      WireCall party = call.firstPartner.get();
      if (!record.answeredAt().equals(party.finalAt)) {
        wrong(record, "it was answered at " + party.finalAt);
      }
      Optional<String> by =
          scene.deviceAt(party.station).isPresent() ? party.personThen : Optional.of(party.user);
      if (by.isPresent() && !record.answeredBy().equals(by)) {
        wrong(record, "it was answered by " + by.get());
      }
    } else if (record.answeredBy().isPresent() && !hadGone(call) && !wasForAMoment(record, end)) {
      wrong(record, "nobody answered it");
    }
  }

  /** Who has no power hears nobody, whoever answers. */
  private static boolean hadGone(WireCall call) {
    return call.goneSince.isPresent() || call.wasUnknownThere;
  }

  /** Nobody has heard who was there for less than a moment. */
  private static boolean wasForAMoment(CallRecord record, Instant end) {
    return record.answeredAt().filter(at -> at.plusSeconds(1).isAfter(end)).isPresent();
  }

  private void wrong(CallRecord record, String rather) {
    scene.broken(
        Invariant.RIGHT_RECORD,
        told(record)
            + " says "
            + record.answeredAt()
            + " "
            + record.answeredBy()
            + " "
            + record.endedAt()
            + ", but "
            + rather);
  }

  private static String told(CallRecord record) {
    return record.id() + " from " + record.from() + " to " + record.to();
  }

  /** A conversation that has ended has its record; it goes on while one of the two is there. */
  void look(WireCall call, Instant now) {
    boolean wasCall =
        !call.hasRecord
            && call.isOver()
            && !call.mayGoOn()
            && !(call.finalStatus >= 300 && NEVER_A_CALL.contains(call.finalStatus));
    if (wasCall && isLongAgo(call, now) && call.partner.map(p -> isLongAgo(p, now)).orElse(true)) {
      call.hasRecord = true;
      scene.broken(Invariant.ONE_RECORD, "no record of " + call.told());
    }
  }

  private static boolean isLongAgo(WireCall call, Instant now) {
    return call.endedAt().filter(end -> end.plus(WRITTEN_WITHIN).isBefore(now)).isPresent();
  }
}

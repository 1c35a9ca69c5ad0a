package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Segment;

/** Holds the segments of each record against each other, and against what was heard. */
final class Stretches {
  /** Between what changes and when somebody listens: at the begin and the end of a stretch. */
  private static final Duration UNHEARD = Duration.ofMillis(700);

  /** A BYE that is lost comes half a second later, and when that is lost too, a second after. */
  private static final Duration BYE_TAKES = Duration.ofMillis(1700);

  /** How many of a person's conversations are remembered. */
  private static final int MOST_REMEMBERED = 50;

  private final Scene scene;

  /** A stretch in which somebody talked. */
  private record Talk(CallId call, Instant from, Instant until) {
    boolean overlaps(Talk other) {
      return from.plus(BYE_TAKES).isBefore(other.until)
          && other.from.plus(BYE_TAKES).isBefore(until);
    }
  }

  private final Map<String, List<Talk>> talksOf = new HashMap<>();

  Stretches(Scene scene) {
    this.scene = scene;
  }

  void platformDied() {
    talksOf.clear();
  }

  /** They are in order, and the last one ends with the conversation. */
  void areInOrder(CallRecord record) {
    Instant at = record.startedAt();
    for (Segment segment : record.segments()) {
      if (segment.from().isBefore(at)) {
        wrong(record, segment + " begins before " + at);
        return;
      }
      if (segment.until().filter(end -> !end.isBefore(segment.from())).isEmpty()) {
        wrong(record, segment + " has no end");
        return;
      }
      at = segment.until().get();
    }
    boolean endsThen = record.segments().isEmpty() || record.endedAt().equals(Optional.of(at));
    if (!endsThen) {
      wrong(record, "the last one ends at " + at + " and the call at " + record.endedAt());
    }
    beginsWhenAnswered(record);
  }

  private void beginsWhenAnswered(CallRecord record) {
    if (record.answeredBy().isEmpty()) {
      return;
    }
    Optional<Segment> first =
        record.segments().stream().filter(it -> it.kind() == Segment.Kind.TALKED).findFirst();
    boolean isSame =
        first.isPresent()
            && Optional.of(first.get().from()).equals(record.answeredAt())
            && Optional.of(first.get().who()).equals(record.answeredBy());
    if (!isSame) {
      wrong(record, "it was answered by " + record.answeredBy() + " at " + record.answeredAt());
    }
  }

  /** Nobody talks in two conversations at a time, except at two phones of one account. */
  void areOnesOwn(CallRecord record) {
    for (Segment segment : record.segments()) {
      boolean isAtOnePhone =
          scene.beliefs.deviceOf(segment.who()).filter(scene::hasSingleContact).isPresent();
      if (segment.kind() != Segment.Kind.TALKED || !isAtOnePhone || segment.until().isEmpty()) {
        continue;
      }
      var talk = new Talk(record.id(), segment.from(), segment.until().get());
      List<Talk> known = talksOf.computeIfAbsent(segment.who(), _ -> new ArrayList<>());
      for (Talk other : known) {
        if (!other.call.equals(talk.call) && other.overlaps(talk)) {
          wrong(record, segment.who() + " talked in " + other + " at the same time");
        }
      }
      known.add(talk);
      if (known.size() > MOST_REMEMBERED) {
        known.removeFirst();
      }
    }
  }

  /** Each person's talk time is that in which the caller heard them. */
  void areWhatWasHeard(CallRecord record, WireCall call) {
    if (scene.carrierAt(call.station).isEmpty() || call.isMuddled) {
      return;
    }
    call.talkTime.passes(call, scene.world.now());
    SequencedMap<String, Duration> written = record.talkTime();
    var names = new TreeSet<>(written.keySet());
    names.addAll(call.talkTime.heard().keySet());
    for (String name : names) {
      long stretches = record.segments().stream().filter(it -> it.who().equals(name)).count();
      Duration unheard = UNHEARD.multipliedBy(stretches + 1);
      Duration heard = call.talkTime.heard().getOrDefault(name, Duration.ZERO);
      Duration told = written.getOrDefault(name, Duration.ZERO);
      boolean isTooShort = told.plus(unheard).compareTo(heard) < 0;
      boolean isTooLong = heard.plus(call.talkTime.doubtful()).plus(unheard).compareTo(told) < 0;
      if (isTooShort || isTooLong) {
        wrong(record, name + " was heard for " + heard + " and talked for " + told);
      }
    }
  }

  private void wrong(CallRecord record, String how) {
    scene.broken(
        Invariant.RIGHT_SEGMENTS,
        record.id()
            + " from "
            + record.from()
            + " to "
            + record.to()
            + ": "
            + how
            + ", its segments "
            + record.segments());
  }
}

package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** For how long a caller heard each person, as far as the ears tell. */
final class TalkTime {
  private final SortedMap<String, Duration> heard = new TreeMap<>();
  private Duration doubtful = Duration.ZERO;
  private Instant listenedAt;

  TalkTime(Instant since) {
    listenedAt = since;
  }

  /** What was so when somebody listened last has been so until now. */
  void passes(WireCall call, Instant now) {
    Duration time = Duration.between(listenedAt, now);
    listenedAt = now;
    if (!call.isAnswered() || time.isZero()) {
      return;
    }
    if (call.hears.isEmpty()) {
      doubtful = call.prompt.isEmpty() ? doubtful.plus(time) : doubtful;
    } else if (call.hears.get().isAnswered()) {
      Optional<String> name = nameOf(call.hears.get());
      name.ifPresent(known -> heard.merge(known, time, Duration::plus));
      doubtful = name.isPresent() ? doubtful : doubtful.plus(time);
    }
  }

  /** As a record names them; empty when it is in doubt who is logged in there. */
  private static Optional<String> nameOf(WireCall party) {
    boolean isOutside = party.personPerhaps.isEmpty() && party.user.startsWith("0");
    return isOutside ? Optional.of(party.user) : party.personThen;
  }

  SortedMap<String, Duration> heard() {
    return Collections.unmodifiableSortedMap(heard);
  }

  /** In which something was perhaps heard, of whomever. */
  Duration doubtful() {
    return doubtful;
  }
}

package org.paraat.pbx.vocabulary;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One conversation from the caller's first INVITE, whoever came and went.
 *
 * @param from the caller's number as shown; empty when withheld
 * @param to what was dialled
 * @param answeredBy the extension that answered first; an outside number where that answered
 * @param cause why it ended; empty while it goes on
 * @param trace every decision on the call, in order
 * @param quality how its legs did, as far as they have ended
 * @param about the conversation that this one was a consultation about
 * @param segments what the caller lived through, oldest first
 */
public record CallRecord(
    CallId id,
    String from,
    String to,
    Instant startedAt,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    Optional<String> answeredBy,
    Optional<Cause> cause,
    List<TraceEntry> trace,
    List<LegQuality> quality,
    Urgency urgency,
    Optional<CallId> about,
    List<Segment> segments) {

  /** A call of whose sound nothing is known yet. */
  public CallRecord(
      CallId id,
      String from,
      String to,
      Instant startedAt,
      Optional<Instant> answeredAt,
      Optional<Instant> endedAt,
      Optional<String> answeredBy,
      Optional<Cause> cause,
      List<TraceEntry> trace) {
    this(
        id,
        from,
        to,
        startedAt,
        answeredAt,
        endedAt,
        answeredBy,
        cause,
        trace,
        List.of(),
        Urgency.ROUTINE,
        Optional.empty(),
        List.of());
  }

  /** The same call, of which one leg more is known. */
  public CallRecord with(LegQuality leg) {
    var all = new ArrayList<>(quality);
    all.removeIf(known -> known.leg().equals(leg.leg()));
    all.add(leg);
    return new CallRecord(
        id,
        from,
        to,
        startedAt,
        answeredAt,
        endedAt,
        answeredBy,
        cause,
        trace,
        List.copyOf(all),
        urgency,
        about,
        segments);
  }

  /**
   * How long each person talked in it, in order of first word; a stretch counts when it is over.
   */
  public SequencedMap<String, Duration> talkTime() {
    var times = new LinkedHashMap<String, Duration>();
    for (Segment segment : segments) {
      if (segment.kind() == Segment.Kind.TALKED && segment.until().isPresent()) {
        times.merge(segment.who(), segment.length(), Duration::plus);
      }
    }
    return times;
  }

  /** One decision: what was done and why, in words for the administrator. */
  public record TraceEntry(Instant at, String what, String because) {}
}

package org.paraat.pbx.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One conversation from the caller's first INVITE, whoever came and went.
 *
 * @param from the caller's number as shown; empty when withheld
 * @param to what was dialled
 * @param answeredBy the extension that answered first; an outside number where that answered
 * @param cause why it ended; empty while it goes on
 * @param trace every decision on the call, in order
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
    List<TraceEntry> trace) {

  /** One decision: what was done and why, in words for the administrator. */
  public record TraceEntry(Instant at, String what, String because) {}
}

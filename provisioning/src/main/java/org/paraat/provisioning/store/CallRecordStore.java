package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.provisioning.database.Row;
import org.paraat.provisioning.database.Transaction;

/** The calls that have ended, each with its trace and what the caller lived through. */
public final class CallRecordStore {
  private static final int LONGEST_PARTY = 255;
  private static final int LONGEST_REASON = 1000;
  private static final String COLUMNS =
      "id, from_number, to_number, started_at, answered_at, ended_at, answered_by, cause,"
          + " urgency, about";

  private final CallQualityStore quality = new CallQualityStore();
  private final CallSegmentStore segments = new CallSegmentStore();

  /** How legs did, whose calls may have no record yet; may be repeated. */
  void saveQuality(Transaction transaction, List<Change.LegMeasured> legs) {
    quality.save(transaction, legs);
  }

  /** Whether all that is known of its end is that the platform was killed. */
  static boolean isCutOff(CallRecord call) {
    return call.cause().equals(Optional.of(Cause.PLATFORM_RESTARTED));
  }

  /** Of a call whose end was told already, though not to the disk, nobody was cut off. */
  private static boolean hasEnded(Transaction transaction, CallRecord call) {
    return transaction
        .first(
            "SELECT id FROM call_records WHERE id = ?", row -> row.text("id"), call.id().toString())
        .isPresent();
  }

  /** May be repeated. */
  public void save(Transaction transaction, List<CallRecord> ended) {
    List<CallRecord> calls =
        ended.stream().filter(call -> !isCutOff(call) || !hasEnded(transaction, call)).toList();
    var records = new ArrayList<Object[]>();
    var trace = new ArrayList<Object[]>();
    for (CallRecord call : calls) {
      String id = call.id().toString();
      records.add(
          new Object[] {
            id,
            Texts.atMost(LONGEST_PARTY, call.from()),
            Texts.atMost(LONGEST_PARTY, call.to()),
            call.startedAt(),
            call.answeredAt(),
            call.endedAt(),
            call.answeredBy().map(by -> Texts.atMost(LONGEST_PARTY, by)),
            call.cause(),
            call.urgency(),
            call.about().map(CallId::toString)
          });
      int position = 0;
      for (TraceEntry entry : call.trace()) {
        position++;
        trace.add(
            new Object[] {
              id,
              position,
              entry.at(),
              Texts.atMost(LONGEST_REASON, entry.what()),
              Texts.atMost(LONGEST_REASON, entry.because())
            });
      }
    }
    transaction.changeAll(
        "INSERT INTO call_records ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE ended_at = VALUES(ended_at), cause = VALUES(cause),"
            + " urgency = VALUES(urgency), about = VALUES(about)",
        records);
    transaction.changeAll(
        "INSERT INTO call_trace (call_id, position, at, what, because) VALUES (?, ?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE what = VALUES(what), because = VALUES(because)",
        trace);
    segments.save(transaction, calls);
  }

  /**
   * Those that started last, newest first.
   *
   * @param limit most calls to return
   */
  public List<CallRecord> newest(Transaction transaction, int limit) {
    var traces = new LinkedHashMap<String, List<TraceEntry>>();
    transaction.forEach(
        "SELECT call_id, at, what, because FROM call_trace JOIN"
            + " (SELECT id FROM call_records ORDER BY started_at DESC, id DESC LIMIT ?) newest"
            + " ON call_id = id ORDER BY call_id, position",
        row -> traces.computeIfAbsent(row.text("call_id"), id -> new ArrayList<>()).add(entry(row)),
        limit);
    Map<String, List<LegQuality>> legs = quality.ofNewest(transaction, limit);
    Map<String, List<Segment>> stretches = segments.ofNewest(transaction, limit);
    return transaction.list(
        "SELECT " + COLUMNS + " FROM call_records ORDER BY started_at DESC, id DESC LIMIT ?",
        row ->
            call(
                row,
                traces.getOrDefault(row.text("id"), List.of()),
                legs.getOrDefault(row.text("id"), List.of()),
                stretches.getOrDefault(row.text("id"), List.of())),
        limit);
  }

  /**
   * @param id as {@code CallId.toString} writes it
   */
  public Optional<CallRecord> byId(Transaction transaction, String id) {
    List<TraceEntry> trace =
        transaction.list(
            "SELECT at, what, because FROM call_trace WHERE call_id = ? ORDER BY position",
            CallRecordStore::entry,
            id);
    List<LegQuality> legs = quality.of(transaction, id);
    List<Segment> stretches = segments.of(transaction, id);
    return transaction.first(
        "SELECT " + COLUMNS + " FROM call_records WHERE id = ?",
        row -> call(row, trace, legs, stretches),
        id);
  }

  private static TraceEntry entry(Row row) {
    return new TraceEntry(row.instant("at"), row.text("what"), row.text("because"));
  }

  private static CallRecord call(
      Row row, List<TraceEntry> trace, List<LegQuality> legs, List<Segment> stretches) {
    return new CallRecord(
        CallId.parse(row.text("id")).orElseThrow(),
        row.text("from_number"),
        row.text("to_number"),
        row.instant("started_at"),
        row.optionalInstant("answered_at"),
        row.optionalInstant("ended_at"),
        row.optionalText("answered_by"),
        row.optionalWord("cause", Cause.class),
        List.copyOf(trace),
        List.copyOf(legs),
        row.word("urgency", Urgency.class),
        row.optionalText("about").flatMap(CallId::parse),
        List.copyOf(stretches));
  }
}

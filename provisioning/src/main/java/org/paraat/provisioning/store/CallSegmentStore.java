package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.provisioning.database.Row;
import org.paraat.provisioning.database.Transaction;

/** What callers lived through, stretch by stretch. */
final class CallSegmentStore {
  private static final int LONGEST_WHO = 255;
  private static final String COLUMNS = "kind, who, from_at, until_at";

  /** Of calls that have a record; may be repeated. */
  void save(Transaction transaction, List<CallRecord> calls) {
    var rows = new ArrayList<Object[]>();
    for (CallRecord call : calls) {
      int position = 0;
      for (Segment segment : call.segments()) {
        position++;
        rows.add(
            new Object[] {
              call.id().toString(),
              position,
              segment.kind(),
              Texts.atMost(LONGEST_WHO, segment.who()),
              segment.from(),
              segment.until()
            });
      }
    }
    transaction.changeAll(
        "INSERT INTO call_segments (call_id, position, "
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE kind = VALUES(kind), who = VALUES(who),"
            + " from_at = VALUES(from_at), until_at = VALUES(until_at)",
        rows);
  }

  List<Segment> of(Transaction transaction, String call) {
    return transaction.list(
        "SELECT " + COLUMNS + " FROM call_segments WHERE call_id = ? ORDER BY position",
        CallSegmentStore::segment,
        call);
  }

  /** Of the calls that started last, by call. */
  Map<String, List<Segment>> ofNewest(Transaction transaction, int limit) {
    var found = new LinkedHashMap<String, List<Segment>>();
    transaction.forEach(
        "SELECT call_id, "
            + COLUMNS
            + " FROM call_segments JOIN"
            + " (SELECT id FROM call_records ORDER BY started_at DESC, id DESC LIMIT ?) newest"
            + " ON call_id = id ORDER BY call_id, position",
        row ->
            found.computeIfAbsent(row.text("call_id"), id -> new ArrayList<>()).add(segment(row)),
        limit);
    return found;
  }

  private static Segment segment(Row row) {
    return new Segment(
        row.word("kind", Segment.Kind.class),
        row.text("who"),
        row.instant("from_at"),
        row.optionalInstant("until_at"));
  }
}

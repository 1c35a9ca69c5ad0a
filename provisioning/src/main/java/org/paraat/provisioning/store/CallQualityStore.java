package org.paraat.provisioning.store;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.Quality;
import org.paraat.provisioning.database.Row;
import org.paraat.provisioning.database.Transaction;

/** How the legs of calls did. */
final class CallQualityStore {
  private static final int LONGEST_PARTY = 255;
  private static final int LONGEST_CODEC = 20;
  private static final String COLUMNS =
      "call_id, leg, party, codec, from_packets, from_lost, from_jitter_micros, from_opinion,"
          + " to_packets, to_lost, to_jitter_micros, to_opinion, round_trip_micros";

  /** May be repeated. */
  void save(Transaction transaction, List<Change.LegMeasured> legs) {
    var rows = new ArrayList<Object[]>();
    for (Change.LegMeasured measured : legs) {
      Quality quality = measured.leg().quality();
      Quality.Way from = quality.fromParty();
      rows.add(
          new Object[] {
            measured.call().toString(),
            measured.leg().leg().toString(),
            Texts.atMost(LONGEST_PARTY, measured.leg().party()),
            Texts.atMost(LONGEST_CODEC, quality.codec()),
            from.packets(),
            from.lost(),
            micros(from.jitter()),
            from.opinion(),
            quality.toParty().map(Quality.Way::packets),
            quality.toParty().map(Quality.Way::lost),
            quality.toParty().map(to -> micros(to.jitter())),
            quality.toParty().map(Quality.Way::opinion),
            quality.roundTrip().map(CallQualityStore::micros)
          });
    }
    transaction.changeAll(
        "INSERT IGNORE INTO call_quality ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  List<LegQuality> of(Transaction transaction, String call) {
    return transaction.list(
        "SELECT " + COLUMNS + " FROM call_quality WHERE call_id = ? ORDER BY position",
        CallQualityStore::leg,
        call);
  }

  /** Of the calls that started last, by call. */
  Map<String, List<LegQuality>> ofNewest(Transaction transaction, int limit) {
    var found = new LinkedHashMap<String, List<LegQuality>>();
    transaction.forEach(
        "SELECT "
            + COLUMNS
            + " FROM call_quality JOIN"
            + " (SELECT id FROM call_records ORDER BY started_at DESC, id DESC LIMIT ?) newest"
            + " ON call_id = id ORDER BY position",
        row -> found.computeIfAbsent(row.text("call_id"), id -> new ArrayList<>()).add(leg(row)),
        limit);
    return found;
  }

  private static LegQuality leg(Row row) {
    var from =
        new Quality.Way(
            row.number("from_packets"),
            row.number("from_lost"),
            duration(row.number("from_jitter_micros")),
            row.smallNumber("from_opinion"));
    Optional<Quality.Way> to =
        row.optionalText("to_packets")
            .map(
                packets ->
                    new Quality.Way(
                        Long.parseLong(packets),
                        row.number("to_lost"),
                        duration(row.number("to_jitter_micros")),
                        row.smallNumber("to_opinion")));
    Optional<Duration> roundTrip =
        row.optionalText("round_trip_micros").map(micros -> duration(Long.parseLong(micros)));
    return new LegQuality(
        LegId.parse(row.text("leg")).orElseThrow(),
        row.text("party"),
        new Quality(row.text("codec"), from, to, roundTrip));
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1000;
  }

  private static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}

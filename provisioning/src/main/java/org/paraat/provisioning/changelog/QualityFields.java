package org.paraat.provisioning.changelog;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.Quality;

/** How a leg did, as the fields of a line of text. */
final class QualityFields {
  static final String KIND = "quality";

  private static final String NOTHING = "-";
  private static final int FIRST_OF_WAYS = 6;
  private static final int FIELDS_OF_A_WAY = 4;

  private QualityFields() {}

  static List<String> of(Change.LegMeasured measured) {
    Quality quality = measured.leg().quality();
    var fields =
        new ArrayList<>(
            List.of(
                KIND,
                measured.call().toString(),
                measured.leg().leg().toString(),
                measured.leg().party(),
                quality.codec(),
                quality.roundTrip().map(time -> Long.toString(micros(time))).orElse(NOTHING)));
    fields.addAll(way(quality.fromParty()));
    quality.toParty().map(QualityFields::way).ifPresent(fields::addAll);
    return fields;
  }

  private static List<String> way(Quality.Way way) {
    return List.of(
        Long.toString(way.packets()),
        Long.toString(way.lost()),
        Long.toString(micros(way.jitter())),
        Integer.toString(way.opinion()));
  }

  static Change in(List<String> fields) {
    String roundTrip = fields.get(5);
    Optional<Duration> time =
        roundTrip.equals(NOTHING)
            ? Optional.empty()
            : Optional.of(duration(Long.parseLong(roundTrip)));
    Optional<Quality.Way> to =
        fields.size() > FIRST_OF_WAYS + FIELDS_OF_A_WAY
            ? Optional.of(wayIn(fields, FIRST_OF_WAYS + FIELDS_OF_A_WAY))
            : Optional.empty();
    return new Change.LegMeasured(
        CallId.parse(fields.get(1)).orElseThrow(IllegalArgumentException::new),
        new LegQuality(
            LegId.parse(fields.get(2)).orElseThrow(IllegalArgumentException::new),
            fields.get(3),
            new Quality(fields.get(4), wayIn(fields, FIRST_OF_WAYS), to, time)));
  }

  private static Quality.Way wayIn(List<String> fields, int at) {
    return new Quality.Way(
        Long.parseLong(fields.get(at)),
        Long.parseLong(fields.get(at + 1)),
        duration(Long.parseLong(fields.get(at + 2))),
        Integer.parseInt(fields.get(at + 3)));
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1000;
  }

  private static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}

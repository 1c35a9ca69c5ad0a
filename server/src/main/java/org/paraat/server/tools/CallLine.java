package org.paraat.server.tools;

import com.typesafe.config.Config;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One call as {@code /api/calls} lists it. */
record CallLine(
    String id,
    String from,
    String to,
    Instant startedAt,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    Optional<String> answeredBy,
    Optional<String> cause,
    List<String> lived,
    List<String> sound) {

  static CallLine of(Config json) {
    return new CallLine(
        json.getString("id"),
        text(json, "from").orElse("withheld"),
        text(json, "to").orElse(""),
        Instant.parse(json.getString("startedAt")),
        text(json, "answeredAt").map(Instant::parse),
        text(json, "endedAt").map(Instant::parse),
        text(json, "answeredBy"),
        text(json, "cause"),
        json.hasPath("segments")
            ? json.getConfigList("segments").stream().map(CallLine::stretch).toList()
            : List.of(),
        json.hasPath("quality")
            ? json.getConfigList("quality").stream().map(CallLine::leg).toList()
            : List.of());
  }

  /** Such as {@code waited 999 (4.0 s)}. */
  private static String stretch(Config json) {
    Instant from = Instant.parse(json.getString("from"));
    String lasted =
        text(json, "until")
            .map(until -> Wording.seconds(Duration.between(from, Instant.parse(until))))
            .orElse("goes on");
    String who = text(json, "who").map(name -> " " + name).orElse("");
    return json.getString("kind") + who + " (" + lasted + ")";
  }

  private static String leg(Config json) {
    String roundTrip =
        text(json, "roundTripMs").map(time -> ", round trip " + time + " ms").orElse("");
    String to = json.hasPath("toParty") ? "; to: " + way(json.getConfig("toParty")) : "";
    return "%s (%s%s): from: %s%s"
        .formatted(
            json.getString("party"),
            json.getString("codec"),
            roundTrip,
            way(json.getConfig("fromParty")),
            to);
  }

  private static String way(Config json) {
    return "MOS %s, %s %% of %s lost, jitter %s ms"
        .formatted(
            json.getString("mos"),
            json.getString("lossPercent"),
            json.getString("packets"),
            json.getString("jitterMs"));
  }

  /** What became of it, in a few words. */
  String outcome() {
    String answer =
        answeredBy
            .map(
                who ->
                    "answered by " + who + answeredAt.map(at -> " after " + since(at)).orElse(""))
            .orElse(to.startsWith("*") ? "a code" : "not answered");
    String end =
        endedAt
            .map(at -> "ended after " + since(at) + cause.map(why -> " (" + why + ")").orElse(""))
            .orElse("goes on");
    return answer + ", " + end;
  }

  private String since(Instant at) {
    return Wording.seconds(Duration.between(startedAt, at));
  }

  private static Optional<String> text(Config json, String key) {
    return json.hasPath(key) ? Optional.of(json.getString(key)) : Optional.empty();
  }
}

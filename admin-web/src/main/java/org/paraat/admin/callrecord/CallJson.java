package org.paraat.admin.callrecord;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.admin.http.ApiWord;
import org.paraat.engine.CallLadders.Rung;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Segment;

/** Calls as the API and the page show them. */
public final class CallJson {
  private CallJson() {}

  public static JsonArray of(List<CallRecord> calls) {
    var list = new JsonArray();
    calls.forEach(call -> list.add(of(call)));
    return list;
  }

  private static JsonObject of(CallRecord call) {
    return new JsonObject()
        .put("id", call.id().toString())
        .put("from", call.from().isEmpty() ? null : call.from())
        .put("to", call.to())
        .put("startedAt", call.startedAt().toString())
        .put("answeredAt", orNull(call.answeredAt()))
        .put("endedAt", orNull(call.endedAt()))
        .put("answeredBy", call.answeredBy().orElse(null))
        .put("cause", call.cause().map(ApiWord::of).orElse(null))
        .put("urgency", ApiWord.of(call.urgency()))
        .put("about", call.about().map(CallId::toString).orElse(null))
        .put("segments", segments(call.segments()))
        .put("talkSeconds", talkSeconds(call))
        .put("quality", QualityJson.of(call.quality()));
  }

  private static JsonArray segments(List<Segment> segments) {
    var list = new JsonArray();
    for (Segment segment : segments) {
      list.add(
          new JsonObject()
              .put("kind", ApiWord.of(segment.kind()))
              .put("who", segment.who().isEmpty() ? null : segment.who())
              .put("from", segment.from().toString())
              .put("until", orNull(segment.until())));
    }
    return list;
  }

  /** Of stretches that are over, so that it is the same as long as nothing happens. */
  private static JsonObject talkSeconds(CallRecord call) {
    var seconds = new JsonObject();
    call.talkTime().forEach((who, time) -> seconds.put(who, time.toSeconds()));
    return seconds;
  }

  static JsonArray trace(List<TraceEntry> trace) {
    var list = new JsonArray();
    for (TraceEntry entry : trace) {
      list.add(
          new JsonObject()
              .put("at", entry.at().toString())
              .put("what", entry.what())
              .put("because", entry.because()));
    }
    return list;
  }

  static JsonArray ladder(List<Rung> rungs) {
    var list = new JsonArray();
    for (Rung rung : rungs) {
      list.add(
          new JsonObject()
              .put("at", rung.at().toString())
              .put("kind", ApiWord.of(rung.kind()))
              .put("leg", rung.leg().isEmpty() ? null : rung.leg())
              .put("peer", rung.peer().isEmpty() ? null : rung.peer())
              .put("text", rung.text()));
    }
    return list;
  }

  private static String orNull(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }
}

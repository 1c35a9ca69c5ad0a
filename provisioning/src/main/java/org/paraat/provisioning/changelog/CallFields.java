package org.paraat.provisioning.changelog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

/** A conversation that ended, as the fields of a line of text. */
final class CallFields {
  static final String KIND = "conversation";

  /** Written by releases that did not know what a caller lived through. */
  static final String KIND_BEFORE_SEGMENTS = "call";

  private static final int AFTER_CAUSE = 9;
  private static final int SEGMENTS = 12;
  private static final int FIELDS_OF_A_SEGMENT = 4;
  private static final int FIELDS_OF_AN_ENTRY = 3;

  private CallFields() {}

  static List<String> of(CallRecord call) {
    var fields =
        new ArrayList<>(
            List.of(
                KIND,
                call.id().toString(),
                call.from(),
                call.to(),
                call.startedAt().toString(),
                EntryText.written(call.answeredAt().map(Instant::toString)),
                EntryText.written(call.endedAt().map(Instant::toString)),
                EntryText.written(call.answeredBy()),
                EntryText.written(call.cause().map(Cause::name))));
    fields.add(call.urgency().name());
    fields.add(EntryText.written(call.about().map(CallId::toString)));
    fields.add(Integer.toString(call.segments().size()));
    for (Segment segment : call.segments()) {
      fields.add(segment.kind().name());
      fields.add(segment.who());
      fields.add(segment.from().toString());
      fields.add(EntryText.written(segment.until().map(Instant::toString)));
    }
    for (TraceEntry entry : call.trace()) {
      fields.addAll(List.of(entry.at().toString(), entry.what(), entry.because()));
    }
    return fields;
  }

  static Change in(List<String> fields) {
    return new Change.CallEnded(recordIn(fields));
  }

  static CallRecord recordIn(List<String> fields) {
    int trace = SEGMENTS + FIELDS_OF_A_SEGMENT * Integer.parseInt(fields.get(SEGMENTS - 1));
    var segments = new ArrayList<Segment>();
    for (int at = SEGMENTS; at < trace; at += FIELDS_OF_A_SEGMENT) {
      segments.add(
          new Segment(
              Segment.Kind.valueOf(fields.get(at)),
              fields.get(at + 1),
              Instant.parse(fields.get(at + 2)),
              EntryText.read(fields, at + 3).map(Instant::parse)));
    }
    return record(
        fields,
        Urgency.valueOf(fields.get(AFTER_CAUSE)),
        EntryText.read(fields, AFTER_CAUSE + 1).map(CallFields::id),
        List.copyOf(segments),
        trace);
  }

  static Change withoutSegments(List<String> fields) {
    return new Change.CallEnded(
        record(fields, Urgency.ROUTINE, Optional.empty(), List.of(), AFTER_CAUSE));
  }

  private static CallRecord record(
      List<String> fields,
      Urgency urgency,
      Optional<CallId> about,
      List<Segment> segments,
      int trace) {
    return new CallRecord(
        id(fields.get(1)),
        fields.get(2),
        fields.get(3),
        Instant.parse(fields.get(4)),
        EntryText.read(fields, 5).map(Instant::parse),
        EntryText.read(fields, 6).map(Instant::parse),
        EntryText.read(fields, 7),
        EntryText.read(fields, 8).map(Cause::valueOf),
        traceFrom(trace, fields),
        List.of(),
        urgency,
        about,
        segments);
  }

  private static List<TraceEntry> traceFrom(int first, List<String> fields) {
    var trace = new ArrayList<TraceEntry>();
    for (int at = first; at + 2 < fields.size(); at += FIELDS_OF_AN_ENTRY) {
      trace.add(
          new TraceEntry(Instant.parse(fields.get(at)), fields.get(at + 1), fields.get(at + 2)));
    }
    return List.copyOf(trace);
  }

  private static CallId id(String text) {
    return CallId.parse(text).orElseThrow(IllegalArgumentException::new);
  }
}

package org.paraat.provisioning.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.pbx.vocabulary.SwitchId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change as one line of text that a person can read: a checksum, the kind, and fields, with tabs
 * between them. The kinds and the order of fields may outlive the release that wrote them.
 */
final class ChangeLine {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeLine.class);
  private static final String AGENT = "agent";
  private static final String SWITCH = "switch";
  private static final String CALL = "call";
  private static final String NOTHING = "-";
  private static final String SOMETHING = "+";

  private ChangeLine() {}

  /** Without the end of the line. */
  static String write(Change change) {
    List<String> fields =
        switch (change) {
          case Change.AgentChanged(Instant at, AgentStanding agent) -> agent(at, agent);
          case Change.SwitchPositionChanged(
                  Instant at,
                  SwitchId id,
                  PositionId position,
                  String by) ->
              List.of(SWITCH, at.toString(), id.name(), position.name(), by);
          case Change.CallEnded(CallRecord call) -> call(call);
        };
    String line = String.join("\t", fields.stream().map(ChangeLine::escaped).toList());
    return checksum(line) + "\t" + line;
  }

  private static List<String> agent(Instant at, AgentStanding agent) {
    var fields =
        new ArrayList<>(
            List.of(
                AGENT,
                at.toString(),
                agent.extension().digits(),
                written(agent.device().map(DeviceId::user)),
                agent.pause().name()));
    agent.queues().stream().map(QueueCode::digits).forEach(fields::add);
    return fields;
  }

  private static List<String> call(CallRecord call) {
    var fields =
        new ArrayList<>(
            List.of(
                CALL,
                call.id().toString(),
                call.from(),
                call.to(),
                call.startedAt().toString(),
                written(call.answeredAt().map(Instant::toString)),
                written(call.endedAt().map(Instant::toString)),
                written(call.answeredBy()),
                written(call.cause().map(Cause::name))));
    for (TraceEntry entry : call.trace()) {
      fields.addAll(List.of(entry.at().toString(), entry.what(), entry.because()));
    }
    return fields;
  }

  private static String written(Optional<String> value) {
    return value.map(text -> SOMETHING + text).orElse(NOTHING);
  }

  /** Empty when the line is damaged, such as one that was being written when the power failed. */
  static Optional<Change> read(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0 || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))) {
      return Optional.empty();
    }
    try {
      return changeIn(line.substring(tab + 1));
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.error("written by another release, or by hand: {}", line, e);
      return Optional.empty();
    }
  }

  private static Optional<Change> changeIn(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.split("\t", -1)) {
      fields.add(plain(field));
    }
    return switch (fields.getFirst()) {
      case AGENT -> Optional.of(agentIn(fields));
      case SWITCH ->
          Optional.of(
              new Change.SwitchPositionChanged(
                  Instant.parse(fields.get(1)),
                  new SwitchId(fields.get(2)),
                  new PositionId(fields.get(3)),
                  fields.get(4)));
      case CALL -> Optional.of(callIn(fields));
      default -> Optional.empty();
    };
  }

  private static Change agentIn(List<String> fields) {
    return new Change.AgentChanged(
        Instant.parse(fields.get(1)),
        new AgentStanding(
            new ExtensionNumber(fields.get(2)),
            read(fields, 3).map(DeviceId::new),
            fields.subList(5, fields.size()).stream().map(QueueCode::new).toList(),
            Pause.valueOf(fields.get(4))));
  }

  private static Change callIn(List<String> fields) {
    var trace = new ArrayList<TraceEntry>();
    for (int i = 9; i + 2 < fields.size(); i += 3) {
      trace.add(new TraceEntry(Instant.parse(fields.get(i)), fields.get(i + 1), fields.get(i + 2)));
    }
    return new Change.CallEnded(
        new CallRecord(
            CallRecordStore.callId(fields.get(1)),
            fields.get(2),
            fields.get(3),
            Instant.parse(fields.get(4)),
            read(fields, 5).map(Instant::parse),
            read(fields, 6).map(Instant::parse),
            read(fields, 7),
            read(fields, 8).map(Cause::valueOf),
            List.copyOf(trace)));
  }

  private static Optional<String> read(List<String> fields, int index) {
    String field = fields.get(index);
    return field.startsWith(SOMETHING) ? Optional.of(field.substring(1)) : Optional.empty();
  }

  private static String escaped(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String plain(String field) {
    var text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        i++;
        text.append(
            switch (field.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> field.charAt(i);
            });
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String checksum(String line) {
    var crc = new CRC32();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}

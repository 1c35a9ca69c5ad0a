package org.paraat.provisioning.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Quality;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.Urgency;

/** Changes such as a working day brings. */
public final class ExampleChanges {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  private ExampleChanges() {}

  public static CallRecord call(long number) {
    Instant started = NOON.plusSeconds(number);
    return new CallRecord(
        new CallId(new NodeId(1), 1_772_366_400L, number),
        "0612345678",
        "0880000100",
        started,
        Optional.of(started.plusMillis(2500)),
        Optional.of(started.plusSeconds(40)),
        Optional.of("1201"),
        Optional.of(Cause.NORMAL),
        List.of(
            new TraceEntry(started, "rings 1201", "longest idle: 40 s"),
            new TraceEntry(started, "tab\there\nand \\ \"quoted\" é €", "")));
  }

  public static CallRecord unanswered(long number) {
    Instant started = NOON.plusSeconds(number);
    return new CallRecord(
        new CallId(new NodeId(2), 1_772_366_400L, number),
        "",
        "0880000199",
        started,
        Optional.empty(),
        Optional.of(started.plusSeconds(4)),
        Optional.empty(),
        Optional.of(Cause.CALLER_GAVE_UP),
        List.of());
  }

  /** An emergency that was asked about, held, interrupted, transferred, returned and parked. */
  public static CallRecord eventful(long number) {
    CallRecord call = call(number);
    var segments = new ArrayList<Segment>();
    Instant from = call.startedAt();
    for (Segment.Kind kind : Segment.Kind.values()) {
      Instant until = from.plusMillis(1500);
      String who = kind == Segment.Kind.PARKED ? "" : "12\t0" + kind.ordinal();
      segments.add(new Segment(kind, who, from, Optional.of(until)));
      from = until;
    }
    segments.add(new Segment(Segment.Kind.TALKED, "1301", from, Optional.empty()));
    return new CallRecord(
        call.id(),
        call.from(),
        call.to(),
        call.startedAt(),
        call.answeredAt(),
        call.endedAt(),
        call.answeredBy(),
        call.cause(),
        call.trace(),
        List.of(),
        Urgency.EMERGENCY,
        Optional.of(unanswered(number + 1000).id()),
        List.copyOf(segments));
  }

  /** It went on when the platform was killed. */
  public static CallRecord cutOff(long number) {
    CallRecord call = call(number);
    return new CallRecord(
        call.id(),
        call.from(),
        call.to(),
        call.startedAt(),
        call.answeredAt(),
        Optional.of(call.startedAt().plusSeconds(9)),
        call.answeredBy(),
        Optional.of(Cause.PLATFORM_RESTARTED),
        List.of());
  }

  /** An eventful one, before it ended. */
  public static Standing.CallStanding goesOn(long number) {
    CallRecord call = eventful(number);
    var known =
        new CallRecord(
            call.id(),
            call.from(),
            call.to(),
            call.startedAt(),
            call.answeredAt(),
            Optional.empty(),
            call.answeredBy(),
            Optional.empty(),
            List.of(),
            List.of(),
            call.urgency(),
            call.about(),
            call.segments());
    Task task =
        new Task(
            call.id(), Optional.empty(), new QueueCode("900"), call.startedAt(), Task.Why.LOST);
    return new Standing.CallStanding(known, Optional.of(task), call.startedAt());
  }

  public static Change ended(long number) {
    return new Change.CallEnded(call(number));
  }

  /** A leg whose phone reports, and one whose phone does not. */
  public static List<Change> measured(long number) {
    CallId call = call(number).id();
    var from = new Quality.Way(1000, 12, Duration.ofNanos(2_500_000), 421);
    var to = new Quality.Way(990, 0, Duration.ofMillis(1), 437);
    var reporting = new Quality("PCMA", from, Optional.of(to), Optional.of(Duration.ofMillis(31)));
    var silent = new Quality("PCMU", to, Optional.empty(), Optional.empty());
    return List.of(
        new Change.LegMeasured(
            call,
            new LegQuality(
                new LegId(new NodeId(1), LegId.Direction.IN, number), "0612345678", reporting)),
        new Change.LegMeasured(
            call,
            new LegQuality(
                new LegId(new NodeId(1), LegId.Direction.OUT, number), "1201 at desk1", silent)));
  }

  public static AgentStanding agent(
      String extension, String device, Pause pause, String... queues) {
    return new AgentStanding(
        new ExtensionNumber(extension),
        Optional.of(device).filter(name -> !name.isEmpty()).map(DeviceId::new),
        List.of(queues).stream().map(QueueCode::new).toList(),
        pause);
  }

  public static Change changed(AgentStanding agent) {
    return new Change.AgentChanged(NOON, agent);
  }

  /** An emergency caller to be called back; nobody knows at which number when it is empty. */
  public static Change.TaskOpened toBeCalledBack(int number, String international) {
    var task =
        new Task(
            unanswered(number).id(),
            Optional.of(international).filter(known -> !known.isEmpty()).map(PhoneNumber::new),
            new QueueCode("900"),
            NOON.plusSeconds(number),
            Task.Why.GAVE_UP);
    return new Change.TaskOpened(NOON.plusSeconds(number), task);
  }

  public static Change.TaskClosed calledBack(int number) {
    return new Change.TaskClosed(
        NOON.plusSeconds(number + 60), unanswered(number).id(), "1201", "was reached");
  }

  public static Change turned(String position, int seconds) {
    return new Change.SwitchPositionChanged(
        NOON.plusSeconds(seconds), new SwitchId("hap"), new PositionId(position), "teamleider");
  }
}

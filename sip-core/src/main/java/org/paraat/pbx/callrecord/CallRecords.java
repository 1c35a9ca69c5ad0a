package org.paraat.pbx.callrecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Segment;

/** What a conversation looks like in the history. */
public final class CallRecords {
  private CallRecords() {}

  /** A conversation that goes on. */
  public static CallRecord of(Call call) {
    return of(call, Optional.empty(), Optional.empty(), List.copyOf(call.story().trace()));
  }

  /** A conversation that ended. */
  public static CallRecord of(Call call, Instant endedAt, Cause cause) {
    return of(call, Optional.of(endedAt), Optional.of(cause), List.copyOf(call.story().trace()));
  }

  /** A conversation that goes on, without its trace. */
  public static CallRecord withoutTrace(Call call) {
    return of(call, Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * A conversation that went on when the platform was killed.
   *
   * @param lastKnown when it was last known to go on
   */
  public static CallRecord cutOff(CallRecord call, Instant lastKnown) {
    var segments = new ArrayList<Segment>(call.segments());
    if (!segments.isEmpty() && segments.getLast().until().isEmpty()) {
      segments.add(segments.removeLast().endedAt(lastKnown));
    }
    var end = new TraceEntry(lastKnown, "the call ended", Cause.PLATFORM_RESTARTED.inWords());
    return new CallRecord(
        call.id(),
        call.from(),
        call.to(),
        call.startedAt(),
        call.answeredAt(),
        Optional.of(lastKnown),
        call.answeredBy(),
        Optional.of(Cause.PLATFORM_RESTARTED),
        List.of(end),
        call.quality(),
        call.urgency(),
        call.about(),
        List.copyOf(segments));
  }

  private static CallRecord of(
      Call call, Optional<Instant> endedAt, Optional<Cause> cause, List<TraceEntry> trace) {
    return new CallRecord(
        call.id(),
        from(call),
        call.dialled(),
        call.startedAt(),
        call.answeredAt(),
        endedAt,
        call.answeredBy(),
        cause,
        trace,
        List.copyOf(call.story().quality()),
        call.urgency(),
        call.about(),
        List.copyOf(call.story().segments()));
  }

  /** The sound of a leg was measured, be its call over or not. */
  public static void measured(Event.SoundMeasured event, Turn turn) {
    turn.exchange()
        .legs()
        .membership(event.leg())
        .ifPresent(
            of -> {
              var leg = new LegQuality(event.leg(), of.party().toString(), event.quality());
              turn.exchange().call(of.call()).ifPresent(call -> call.story().measured(leg));
              turn.save(new Change.LegMeasured(of.call(), leg));
            });
  }

  private static String from(Call call) {
    return switch (call.origin()) {
      case Origin.FromDevice(var device) ->
          call.person().map(person -> person.digits()).orElse(device.user());
      case Origin.FromTrunk _ -> call.caller().number();
    };
  }
}

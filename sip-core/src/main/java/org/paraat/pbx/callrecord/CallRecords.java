package org.paraat.pbx.callrecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.Origin;

/** What a conversation looks like in the history. */
public final class CallRecords {
  private CallRecords() {}

  /** A conversation that goes on. */
  public static CallRecord of(Call call) {
    return of(call, Optional.empty(), Optional.empty());
  }

  /** A conversation that ended. */
  public static CallRecord of(Call call, Instant endedAt, Cause cause) {
    return of(call, Optional.of(endedAt), Optional.of(cause));
  }

  private static CallRecord of(Call call, Optional<Instant> endedAt, Optional<Cause> cause) {
    return new CallRecord(
        call.id(),
        from(call),
        call.dialled(),
        call.startedAt(),
        call.answeredAt(),
        endedAt,
        call.answeredBy(),
        cause,
        List.copyOf(call.trace()),
        List.copyOf(call.quality()),
        call.urgency(),
        call.about(),
        List.copyOf(call.segments()));
  }

  /** The sound of a leg was measured, be its call over or not. */
  public static void measured(Event.SoundMeasured event, Turn turn) {
    turn.exchange()
        .legs()
        .membership(event.leg())
        .ifPresent(
            of -> {
              var leg = new LegQuality(event.leg(), of.party().toString(), event.quality());
              turn.exchange().call(of.call()).ifPresent(call -> call.measured(leg));
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

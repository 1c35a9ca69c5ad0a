package org.paraat.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Segment.Kind;
import org.paraat.pbx.vocabulary.Urgency;

/** Calls on an evening on which everything comes at once. */
public final class BusyEvening {
  private BusyEvening() {}

  /** Somebody waits, is on hold while the triagist consults, is interrupted, and is parked. */
  public static View on(View view) {
    CallRecord onHold =
        call(21, "0612345621", 300)
            .lived(Kind.WAITED, "999", 40)
            .lived(Kind.TALKED, "1201", 170)
            .now(Kind.HELD, "1201");
    CallRecord consultation = call(22, "1201", 70).about(onHold.id()).now(Kind.TALKED, "1301");
    CallRecord interrupted =
        call(23, "0612345623", 250)
            .lived(Kind.WAITED, "999", 20)
            .lived(Kind.TALKED, "1202", 130)
            .now(Kind.INTERRUPTED, "1202");
    CallRecord emergency =
        call(24, "0612345624", 90).urgent().lived(Kind.WAITED, "900", 3).now(Kind.TALKED, "1202");
    CallRecord parked =
        call(25, "0612345625", 400)
            .lived(Kind.WAITED, "998", 5)
            .lived(Kind.TALKED, "1203", 360)
            .now(Kind.PARKED, "1");
    CallRecord waiting = call(26, "", 33).now(Kind.WAITED, "999");
    CallRecord urgent = call(27, "0612345627", 8).urgent().now(Kind.WAITED, "900");
    return DemoPlatform.withCalls(
        view, List.of(urgent, waiting, consultation, emergency, interrupted, onHold, parked));
  }

  /** An ended emergency that went from a triagist, who held it for a while, to a doctor. */
  public static CallRecord handedOver(long number, Instant startedAt) {
    return new Story(number, "061234567" + number, startedAt)
        .urgent()
        .about(DemoPlatform.id(8))
        .lived(Kind.WAITED, "999", 12)
        .lived(Kind.TALKED, "1201", 60)
        .lived(Kind.HELD, "1201", 30)
        .lived(Kind.TALKED, "1201", 60)
        .lived(Kind.TRANSFERRED, "1301", 5)
        .lived(Kind.TALKED, "1301", 60)
        .ended();
  }

  private static Story call(long number, String from, int secondsAgo) {
    return new Story(number, from, DemoPlatform.NOW.minusSeconds(secondsAgo));
  }

  /** What one caller lives through, told in order. */
  private static final class Story {
    private final long number;
    private final String from;
    private final Instant startedAt;
    private final List<Segment> segments = new ArrayList<>();
    private Urgency urgency = Urgency.ROUTINE;
    private Optional<CallId> about = Optional.empty();
    private Instant until;

    Story(long number, String from, Instant startedAt) {
      this.number = number;
      this.from = from;
      this.startedAt = startedAt;
      until = startedAt;
    }

    Story urgent() {
      urgency = Urgency.EMERGENCY;
      return this;
    }

    Story about(CallId call) {
      about = Optional.of(call);
      return this;
    }

    Story lived(Kind kind, String who, int seconds) {
      Instant end = until.plusSeconds(seconds);
      segments.add(new Segment(kind, who, until, Optional.of(end)));
      until = end;
      return this;
    }

    CallRecord now(Kind kind, String who) {
      segments.add(new Segment(kind, who, until, Optional.empty()));
      return record(Optional.empty(), Optional.empty());
    }

    CallRecord ended() {
      return record(Optional.of(until), Optional.of(Cause.NORMAL));
    }

    private CallRecord record(Optional<Instant> endedAt, Optional<Cause> cause) {
      Optional<Segment> first =
          segments.stream().filter(segment -> segment.kind() == Kind.TALKED).findFirst();
      return new CallRecord(
          DemoPlatform.id(number),
          from,
          about.isPresent() && endedAt.isEmpty() ? "1301" : "0880000100",
          startedAt,
          first.map(Segment::from),
          endedAt,
          first.map(Segment::who),
          cause,
          DemoPlatform.trace(startedAt),
          List.of(),
          urgency,
          about,
          List.copyOf(segments));
    }
  }
}

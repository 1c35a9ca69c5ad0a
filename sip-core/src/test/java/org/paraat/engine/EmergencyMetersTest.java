package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

class EmergencyMetersTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EmergencyMeters meters = new EmergencyMeters(registry);
  private long calls;

  private void ended(Urgency urgency, Optional<Duration> answeredAfter, Segment... segments) {
    meters.saved(
        new Change.CallEnded(
            new CallRecord(
                new CallId(new NodeId(1), 1, ++calls),
                "0612345678",
                "0880000112",
                NOON,
                answeredAfter.map(NOON::plus),
                Optional.of(NOON.plusSeconds(600)),
                answeredAfter.map(_ -> "1201"),
                Optional.of(Cause.NORMAL),
                List.of(),
                List.of(),
                urgency,
                Optional.empty(),
                List.of(segments))));
  }

  private static Segment segment(Segment.Kind kind, String who, int from, int until) {
    return new Segment(kind, who, NOON.plusSeconds(from), Optional.of(NOON.plusSeconds(until)));
  }

  private double counted(String name) {
    return registry.get(name).counter().count();
  }

  @Test
  void theWaitOfAnEmergencyIsHeldAgainstTheNorm() {
    ended(
        Urgency.EMERGENCY,
        Optional.of(Duration.ofSeconds(12)),
        segment(Segment.Kind.WAITED, "900", 2, 12));
    ended(
        Urgency.EMERGENCY,
        Optional.of(Duration.ofSeconds(45)),
        segment(Segment.Kind.WAITED, "900", 5, 45));
    var timer = registry.get("paraat.emergency.answer").tag("queue", "900").timer();
    assertEquals(2, timer.count());
    assertEquals(50, timer.totalTime(TimeUnit.SECONDS));
    assertEquals(1, counted("paraat.emergency.beyond.norm"));
  }

  @Test
  void whoWasGoneBeforeIsCountedApart() {
    ended(Urgency.EMERGENCY, Optional.empty(), segment(Segment.Kind.WAITED, "900", 0, 20));
    assertEquals(1, counted("paraat.emergency.unanswered"));
    assertEquals(0, registry.find("paraat.emergency.answer").timers().size());
  }

  @Test
  void aRoutineCallTellsOnlyHowLongItWasInterrupted() {
    ended(
        Urgency.ROUTINE,
        Optional.of(Duration.ofSeconds(3)),
        segment(Segment.Kind.WAITED, "999", 0, 3),
        segment(Segment.Kind.TALKED, "1201", 3, 60),
        segment(Segment.Kind.INTERRUPTED, "1201", 60, 150));
    assertEquals(1, counted("paraat.interruptions"));
    assertEquals(90, counted("paraat.interruptions.seconds"));
    assertEquals(0, registry.find("paraat.emergency.answer").timers().size());
  }
}

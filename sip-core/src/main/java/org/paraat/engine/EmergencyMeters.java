package org.paraat.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * How soon emergencies were answered against the norm, and what that cost who was interrupted for
 * them.
 */
final class EmergencyMeters {
  private static final Duration NORM = Duration.ofSeconds(30);

  private final MeterRegistry registry;
  private final Counter interruptions;
  private final Counter interruptedSeconds;
  private final Counter tasksOpened;
  private final Counter tasksClosed;

  EmergencyMeters(MeterRegistry registry) {
    this.registry = registry;
    interruptions =
        counter("paraat.interruptions", "conversations in which an emergency came in between");
    interruptedSeconds =
        counter("paraat.interruptions.seconds", "how long the callers in them waited together");
    tasksOpened = counter("paraat.tasks.opened", "emergency callers who were not helped");
    tasksClosed = counter("paraat.tasks.closed", "of those, who was reached or given up");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void saved(Change change) {
    switch (change) {
      case Change.CallEnded(CallRecord call) -> ended(call);
      case Change.TaskOpened _ -> tasksOpened.increment();
      case Change.TaskClosed _ -> tasksClosed.increment();
      case Change.AgentChanged _,
          Change.SwitchPositionChanged _,
          Change.CallGoesOn _,
          Change.LegMeasured _ -> {}
    }
  }

  private void ended(CallRecord call) {
    for (Segment segment : call.segments()) {
      if (segment.kind() == Segment.Kind.INTERRUPTED) {
        interruptions.increment();
        segment.until().ifPresent(end -> interruptedSeconds.increment(seconds(segment)));
      }
    }
    firstWait(call.segments())
        .filter(_ -> call.urgency() == Urgency.EMERGENCY)
        .ifPresent(waited -> waited(waited, call));
  }

  private void waited(Segment waited, CallRecord call) {
    String queue = waited.who();
    if (call.answeredAt().isEmpty()) {
      Counter.builder("paraat.emergency.unanswered")
          .description("emergency callers who were gone before anybody answered")
          .tag("queue", queue)
          .register(registry)
          .increment();
      return;
    }
    Duration time = Duration.between(waited.from(), call.answeredAt().get());
    Timer.builder("paraat.emergency.answer")
        .description("how long emergency callers waited for an answer")
        .tag("queue", queue)
        .serviceLevelObjectives(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), NORM)
        .register(registry)
        .record(time.isNegative() ? Duration.ZERO : time);
    Counter beyond =
        Counter.builder("paraat.emergency.beyond.norm")
            .description("of those, who waited for longer than 30 s")
            .tag("queue", queue)
            .register(registry);
    if (time.compareTo(NORM) > 0) {
      beyond.increment();
    }
  }

  private static Optional<Segment> firstWait(List<Segment> segments) {
    return segments.stream().filter(segment -> segment.kind() == Segment.Kind.WAITED).findFirst();
  }

  private static double seconds(Segment segment) {
    return Duration.between(segment.from(), segment.until().orElseThrow()).toMillis() / 1000.0;
  }
}

package org.paraat.engine;

import org.paraat.pbx.vocabulary.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Brings to the operators' notice what a person must look at. */
final class Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final Meters meters;

  Alarms(Meters meters) {
    this.meters = meters;
  }

  void raise(Alarm alarm) {
    meters.alarmed(alarm.kind());
    LOG.atLevel(levelOf(alarm.kind()))
        .log("{} {}: {}", alarm.kind(), alarm.subject(), alarm.text());
  }

  private static Level levelOf(Alarm.Kind kind) {
    return switch (kind) {
      case TRUNK_UP, TRUNK_NEVER_ANSWERED, EMERGENCY_SERVICES_DIALLED -> Level.INFO;
      case TRUNK_DOWN,
          TRUNK_NOT_REGISTERED,
          PROMPT_MISSING,
          NOBODY_REACHABLE,
          EMERGENCY_UNANSWERED,
          EMERGENCY_ABANDONED,
          CALL_ENDED_BY_OUR_BUG,
          SOUND_MISSED,
          PORTS_RUNNING_OUT,
          OVERLOADED,
          CONFIRMED_BEFORE_ON_DISK ->
          Level.WARN;
    };
  }
}

package org.paraat.engine;

import org.paraat.pbx.vocabulary.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to the operators' notice what a person must look at. */
final class Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final Meters meters;

  Alarms(Meters meters) {
    this.meters = meters;
  }

  void raise(Alarm alarm) {
    meters.alarmed(alarm.kind());
    switch (alarm.kind()) {
      case TRUNK_UP, TRUNK_NEVER_ANSWERED, EMERGENCY_SERVICES_DIALLED ->
          LOG.info("{} {}: {}", alarm.kind(), alarm.subject(), alarm.text());
      case TRUNK_DOWN,
          PROMPT_MISSING,
          NOBODY_REACHABLE,
          CALL_ENDED_BY_OUR_BUG,
          SOUND_MISSED,
          PORTS_RUNNING_OUT,
          CONFIRMED_BEFORE_ON_DISK ->
          LOG.warn("{} {}: {}", alarm.kind(), alarm.subject(), alarm.text());
    }
  }
}

package org.paraat.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.paraat.media.MediaEngine;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.sip.transport.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether one call more is taken: when we are too busy routine calls hear 503, and
 * emergencies live on what was kept for them.
 */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration LATE = Duration.ofMillis(250);

  /** A pause of the machine is not overload: it is late for the second time, or by this much. */
  private static final Duration VERY_LATE = Duration.ofSeconds(1);

  private static final double MOST_PORTS_FOR_ROUTINE = 0.9;

  /** Five seconds on time, or with room, in a row: one good moment is no end of it. */
  private static final int LOOKS_UNTIL_AT_EASE = 10;

  private final Loop loop;
  private final CoreLoop core;
  private final Legs legs;
  private final MediaEngine media;
  private final Meters meters;
  private final Alarms alarms;
  private final Set<String> urgentCodes = new HashSet<>();
  private final Set<PhoneNumber> urgentNumbers = new HashSet<>();
  private String countryCode = "";
  private Instant nextLook = Instant.MAX;
  private boolean wasLate;
  private int looksOnTime;
  private int looksAtEase;
  private boolean isTold;
  private boolean isOverloaded;
  private boolean arePortsScarce;

  Admission(CoreLoop core, Legs legs, MediaEngine media, Meters meters, Alarms alarms) {
    this.core = core;
    this.loop = core.loop();
    this.alarms = alarms;
    this.legs = legs;
    this.media = media;
    this.meters = meters;
  }

  void begin() {
    nextLook = loop.now().plus(BETWEEN_LOOKS);
    loop.schedule(BETWEEN_LOOKS, this::look);
  }

  private void look() {
    Duration late = Duration.between(nextLook, loop.now());
    boolean isLate = late.compareTo(LATE) > 0;
    boolean isTooLate = isLate && (wasLate || late.compareTo(VERY_LATE) > 0);
    wasLate = isLate;
    looksOnTime = isLate ? 0 : looksOnTime + 1;
    isOverloaded = isTooLate || (isOverloaded && looksOnTime < LOOKS_UNTIL_AT_EASE);
    arePortsScarce = media.ports().share() > MOST_PORTS_FOR_ROUTINE;
    tell(isOverloaded || arePortsScarce);
    begin();
  }

  private void tell(boolean isBusy) {
    looksAtEase = isBusy ? 0 : looksAtEase + 1;
    if (isBusy && !isTold) {
      isTold = true;
      alarms.raise(
          new Alarm(
              Alarm.Kind.OVERLOADED,
              arePortsScarce ? "rtp" : "sip",
              "Routine calls hear 503 until %s: emergencies are still taken."
                  .formatted(arePortsScarce ? "RTP ports are free again" : "we keep up again")));
    } else if (isTold && looksAtEase >= LOOKS_UNTIL_AT_EASE) {
      isTold = false;
      LOG.info("Routine calls are taken again");
    }
  }

  /** Learns which numbers lead to an emergency. */
  void configure(Directory directory) {
    countryCode = directory.organisation().countryCode();
    urgentCodes.clear();
    urgentNumbers.clear();
    urgentCodes.addAll(directory.organisation().emergencyNumbers());
    for (Queue queue : directory.queues().values()) {
      if (queue.urgency() == Urgency.EMERGENCY) {
        urgentCodes.add(queue.code().digits());
      }
    }
    for (Number number : directory.numbers().values()) {
      if (number.steps().stream().anyMatch(directory::leadsToEmergency)) {
        urgentNumbers.add(number.number());
      }
    }
  }

  /** What a call is by what was dialled alone. */
  Urgency urgencyOf(String dialled) {
    Optional<PhoneNumber> number =
        PhoneNumber.parse(dialled, countryCode)
            .or(() -> PhoneNumber.parse("+" + dialled, countryCode));
    boolean isUrgent =
        urgentCodes.contains(dialled) || number.filter(urgentNumbers::contains).isPresent();
    return isUrgent ? Urgency.EMERGENCY : Urgency.ROUTINE;
  }

  /** What a call of a phone of ours is: whoever helps in an emergency is not kept from it. */
  Urgency urgencyOf(DeviceId device, String dialled) {
    return core.pbx().helpsInEmergency(device, dialled) ? Urgency.EMERGENCY : urgencyOf(dialled);
  }

  /** Whether there is room for one call more of this urgency. */
  boolean admits(Urgency urgency) {
    boolean admitted = legs.haveRoom(urgency) && (urgency == Urgency.EMERGENCY || !isBusy());
    if (!admitted) {
      meters.turnedAway();
    }
    return admitted;
  }

  boolean isBusy() {
    return isOverloaded || arePortsScarce || isStuck();
  }

  /** The look that is due has not come, so what is handled now has waited as long. */
  private boolean isStuck() {
    return nextLook.isBefore(loop.now().minus(VERY_LATE));
  }
}

package org.paraat.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.paraat.media.MediaEngine;
import org.paraat.media.PortUse;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.sip.transport.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether every RTP port belongs to a leg that lives, and whether there are enough. */
final class PortJanitor {
  private static final Logger LOG = LoggerFactory.getLogger(PortJanitor.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final int LOOKS_BETWEEN_ROUNDS = 6;
  private static final double RUNNING_OUT = 0.8;
  private static final double AT_EASE = 0.7;

  private final Loop loop;
  private final MediaEngine media;
  private final Legs legs;
  private final Alarms alarms;
  private final Counter leaked;
  private Set<String> suspects = Set.of();
  private boolean isRunningOut;
  private int looks;

  PortJanitor(Loop loop, MediaEngine media, Legs legs, Alarms alarms, MeterRegistry registry) {
    this.loop = loop;
    this.media = media;
    this.legs = legs;
    this.alarms = alarms;
    leaked =
        Counter.builder("paraat.rtp.ports.leaked")
            .description("RTP ports whose leg was gone, freed by the janitor")
            .register(registry);
  }

  void begin() {
    loop.schedule(BETWEEN_LOOKS, this::look);
  }

  private void look() {
    watchUse(media.ports());
    if (++looks % LOOKS_BETWEEN_ROUNDS == 0) {
      sweep();
    }
    begin();
  }

  private void watchUse(PortUse use) {
    if (!isRunningOut && use.share() >= RUNNING_OUT) {
      isRunningOut = true;
      alarms.raise(
          new Alarm(
              Alarm.Kind.PORTS_RUNNING_OUT,
              "rtp",
              "Of the RTP ports %d are in use, %d rest and only %d are free; see rtp.first-port."
                  .formatted(use.used(), use.quarantined(), use.free())));
    } else if (isRunningOut && use.share() < AT_EASE) {
      isRunningOut = false;
      LOG.info("enough RTP ports are free again: {}", use.free());
    }
  }

  // Twice in a row: an ended session gives its port back a moment later than its leg.
  private void sweep() {
    Set<String> ownerless = new LinkedHashSet<>(media.owners());
    if (!ownerless.isEmpty()) {
      Set<String> alive = new HashSet<>();
      legs.all().forEach(leg -> alive.add(leg.id().toString()));
      ownerless.removeAll(alive);
    }
    for (String owner : ownerless) {
      if (suspects.contains(owner)) {
        LOG.warn("the RTP port of leg {} was left behind by its call, and is freed", owner);
        leaked.increment();
        media.reclaim(owner);
      }
    }
    suspects = ownerless;
  }
}

package org.paraat.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.TrunkId;

/** How many channels each trunk has and how many are in use, for the operators' graphs. */
final class TrunkMeters {
  private final MeterRegistry registry;
  private final Map<TrunkId, AtomicInteger> legs = new ConcurrentHashMap<>();
  private final Map<TrunkId, AtomicInteger> channels = new ConcurrentHashMap<>();

  TrunkMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void configure(Directory directory) {
    channels.values().forEach(known -> known.set(0));
    directory
        .trunks()
        .forEach(
            (id, trunk) -> {
              legsOf(id);
              channels
                  .computeIfAbsent(
                      id,
                      _ -> gauge("paraat.trunk.channels", "agreed with it; 0: without limit", id))
                  .set(trunk.channels().all());
            });
  }

  void begins(TrunkId trunk) {
    legsOf(trunk).incrementAndGet();
  }

  void ends(TrunkId trunk) {
    legsOf(trunk).decrementAndGet();
  }

  private AtomicInteger legsOf(TrunkId trunk) {
    return legs.computeIfAbsent(
        trunk, id -> gauge("paraat.trunk.channels.used", "legs that it carries now", id));
  }

  private AtomicInteger gauge(String name, String description, TrunkId trunk) {
    var value = new AtomicInteger();
    Gauge.builder(name, value, AtomicInteger::get)
        .tag("trunk", trunk.name())
        .description(description)
        .register(registry);
    return value;
  }
}

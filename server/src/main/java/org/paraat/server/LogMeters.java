package org.paraat.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.paraat.provisioning.Provisioning;
import org.paraat.provisioning.changelog.LogHealth;

/** The way of changes to disk and database, as figures. */
final class LogMeters {
  private static final double NANOS_A_SECOND = 1e9;

  private LogMeters() {}

  static void register(Provisioning provisioning, MeterRegistry meters) {
    var gauges = new Gauges(provisioning, meters);
    gauges.add("paraat.log.up", "1 while the disk takes changes", log -> log.isWell() ? 1 : 0);
    gauges.add("paraat.log.waiting", "entries that are not on disk yet", LogHealth::toDisk);
    gauges.add(
        "paraat.log.oldest.seconds",
        "how long the first of them has waited",
        log -> log.oldestToDisk().toNanos() / NANOS_A_SECOND);
    gauges.add("paraat.log.bytes", "size of the change log on disk", LogHealth::bytes);
    gauges.add(
        "paraat.log.force.seconds",
        "how long the disk took the last time to keep what was written",
        log -> log.lastForce().toNanos() / NANOS_A_SECOND);
    gauges.add(
        "paraat.log.force.longest.seconds",
        "the longest since the start",
        log -> log.longestForce().toNanos() / NANOS_A_SECOND);
    gauges.add(
        "paraat.database.lag.changes",
        "changes in memory that the database has not got",
        LogHealth::toDatabase);
    gauges.add(
        "paraat.database.behind",
        "1 while the database gets what it misses from the disk",
        log -> log.isBehind() ? 1 : 0);
    FunctionCounter.builder("paraat.log.lost", provisioning, each -> each.logHealth().lost())
        .description("changes that neither disk nor database nor memory took")
        .register(meters);
  }

  /** All gauges read the same value. */
  private record Gauges(Provisioning provisioning, MeterRegistry meters) {
    void add(String name, String what, ToDoubleFunction<LogHealth> value) {
      Gauge.builder(name, provisioning, each -> value.applyAsDouble(each.logHealth()))
          .description(what)
          .register(meters);
    }
  }
}

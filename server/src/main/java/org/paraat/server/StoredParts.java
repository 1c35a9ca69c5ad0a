package org.paraat.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.paraat.admin.health.HealthPart;
import org.paraat.admin.health.HealthPart.Condition;
import org.paraat.provisioning.Provisioning;
import org.paraat.provisioning.ProvisioningHealth;
import org.paraat.provisioning.changelog.LogHealth;
import org.paraat.provisioning.database.DatabaseHealth;
import org.paraat.provisioning.database.DatabaseHealth.State;

/** How the database and the configuration are, in words for the operator and as figures. */
final class StoredParts implements Supplier<List<HealthPart>> {
  private static final String CALLS_GO_ON =
      " Calls go on, and what changes is kept on disk until it is back. What is configured cannot"
          + " be changed, and older calls cannot be looked up meanwhile.";

  private final Provisioning provisioning;

  StoredParts(Provisioning provisioning, MeterRegistry meters) {
    this.provisioning = provisioning;
    gauge(meters, "paraat.database.up", "1 while the database does what it is asked", this::isUp);
    gauge(
        meters,
        "paraat.database.away.seconds",
        "how long the database has not done what it is asked; 0 while it does",
        this::secondsAway);
    gauge(
        meters,
        "paraat.configuration.version",
        "version of what is configured that is in use",
        asked -> asked.health().version());
    LogMeters.register(provisioning, meters);
    FunctionCounter.builder(
            "paraat.database.failures", provisioning, each -> each.health().database().failures())
        .description("questions to the database that failed")
        .register(meters);
    FunctionCounter.builder(
            "paraat.database.restarts", provisioning, each -> each.health().restarts())
        .description("times that the embedded database had to be started again")
        .register(meters);
  }

  private void gauge(
      MeterRegistry meters, String name, String what, ToDoubleFunction<Provisioning> value) {
    Gauge.builder(name, provisioning, value).description(what).register(meters);
  }

  private double isUp(Provisioning asked) {
    return asked.health().database().state() == State.UP ? 1 : 0;
  }

  private double secondsAway(Provisioning asked) {
    DatabaseHealth database = asked.health().database();
    return database.state() == State.UP ? 0 : database.since().toMillis() / 1000.0;
  }

  @Override
  public List<HealthPart> get() {
    ProvisioningHealth health = provisioning.health();
    return List.of(database(health), configuration(health), disk(provisioning.logHealth()));
  }

  private HealthPart database(ProvisioningHealth health) {
    Optional<String> unwritten = provisioning.feedHealth().lastError();
    if (health.refusal().isPresent()) {
      return new HealthPart(
          "database", Condition.IMPAIRED, health.refusal().get() + "." + CALLS_GO_ON);
    }
    return switch (health.database().state()) {
      case UP ->
          unwritten
              .map(
                  why ->
                      new HealthPart(
                          "database",
                          Condition.IMPAIRED,
                          "The database does not take what happens: "
                              + why
                              + ". Calls go on, and what changes is kept on disk until it does."))
              .orElseGet(() -> new HealthPart("database", Condition.UP, ""));
      case NOT_YET, AWAY, TAKES_NO_CHANGES ->
          new HealthPart(
              "database",
              Condition.IMPAIRED,
              "The database " + health.database().words() + "." + CALLS_GO_ON);
    };
  }

  private static HealthPart disk(LogHealth log) {
    return log.trouble()
        .map(
            why ->
                new HealthPart(
                    "disk",
                    Condition.IMPAIRED,
                    "The disk takes no changes: "
                        + why
                        + ". Calls go on; what changes goes to the database alone, and is confirmed"
                        + " after two seconds. Make room on the disk of the data folder."))
        .orElseGet(() -> new HealthPart("disk", Condition.UP, ""));
  }

  private static HealthPart configuration(ProvisioningHealth health) {
    return health
        .complaint()
        .map(why -> new HealthPart("configuration", Condition.IMPAIRED, why))
        .orElseGet(() -> new HealthPart("configuration", Condition.UP, ""));
  }
}

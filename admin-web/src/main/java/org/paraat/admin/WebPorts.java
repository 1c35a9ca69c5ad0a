package org.paraat.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.paraat.admin.health.HealthPart;
import org.paraat.admin.websocket.BrowserPhones;
import org.paraat.engine.CallHistory;
import org.paraat.engine.CallLadders;
import org.paraat.engine.Switchboard;
import org.paraat.engine.TaskHistory;
import org.paraat.pbx.directory.Directory;
import org.paraat.provisioning.store.PortalUsers;

/**
 * What the web asks of the rest of the platform.
 *
 * @param directory the newest configuration; answers at once
 * @param isReady what {@code /health/ready} says; answers at once
 * @param tasks those that were closed
 * @param sip phones in browsers; empty: none are let in
 * @param health the parts of the platform as {@code /health/ready} lists them; answers at once
 */
public record WebPorts(
    Switchboard switchboard,
    Supplier<Directory> directory,
    CallHistory history,
    TaskHistory tasks,
    CallLadders ladders,
    PortalUsers users,
    BooleanSupplier isReady,
    Supplier<List<HealthPart>> health,
    PrometheusMeterRegistry meters,
    Optional<BrowserPhones> sip) {

  /** Without phones in browsers. */
  public WebPorts(
      Switchboard switchboard,
      Supplier<Directory> directory,
      CallHistory history,
      TaskHistory tasks,
      CallLadders ladders,
      PortalUsers users,
      BooleanSupplier isReady,
      Supplier<List<HealthPart>> health,
      PrometheusMeterRegistry meters) {
    this(
        switchboard,
        directory,
        history,
        tasks,
        ladders,
        users,
        isReady,
        health,
        meters,
        Optional.empty());
  }

  public WebPorts bringing(BrowserPhones phones) {
    return new WebPorts(
        switchboard,
        directory,
        history,
        tasks,
        ladders,
        users,
        isReady,
        health,
        meters,
        Optional.of(phones));
  }
}

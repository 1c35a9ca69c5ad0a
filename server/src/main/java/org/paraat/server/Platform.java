package org.paraat.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.paraat.admin.AdminWeb;
import org.paraat.admin.WebPorts;
import org.paraat.admin.WebSettings;
import org.paraat.admin.health.HealthPart;
import org.paraat.admin.websocket.BrowserPhones;
import org.paraat.admin.websocket.SipSocketSettings;
import org.paraat.engine.Engine;
import org.paraat.media.rtp.NioMediaEngine;
import org.paraat.pbx.directory.Directory;
import org.paraat.provisioning.Provisioning;
import org.paraat.provisioning.ProvisioningSettings;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.demo.SampleOrganisation;
import org.paraat.provisioning.prompts.RecordedPrompts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every module of one installation, started in order and stopped in reverse. */
final class Platform {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private static final Duration LONGEST_REHEARSAL_ENDING = Duration.ofSeconds(10);

  private final Settings settings;
  private final StartReport report;
  private final StartedParts started = new StartedParts();
  private boolean isStopped;

  Platform(Settings settings, StartReport report) {
    this.settings = settings;
    this.report = report;
  }

  /**
   * Returns when phones can register and calls can be placed.
   *
   * @throws CannotStart with what to do about it; what was started is then ended again
   */
  synchronized void start() throws CannotStart {
    try {
      startParts();
      report.ready(settings);
    } catch (IOException e) {
      throw new CannotStart(e.getMessage(), e);
    }
  }

  private void startParts() throws CannotStart, IOException {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RecordedPrompts prompts = readPrompts();
    WarmUp warmUp = WarmUp.begin(prompts, settings);
    started.add("rehearsal", warmUp::giveUp);
    Provisioning provisioning = Provisioning.open(provisioningSettings(), report);
    started.add("database", provisioning::close);
    LoopbackRule.check(settings, provisioning.wellKnownSecretsInUse());
    var calls = new CallParts(settings, meters, started);
    NioMediaEngine media = calls.startMedia();
    warmUp.awaitEncryption();
    report.doing("opening the SIP ports");
    Directory directory = provisioning.directory();
    Engine engine = calls.startEngine(media, prompts, provisioning, directory);
    provisioning.follow(directory, engine::directoryChanged);
    warmUp.beside(engine);
    startWeb(engine, warmUp, calls.sipPorts(), provisioning, meters);
    calls.endFirst(engine);
    report.doing("rehearsing calls");
    warmUp.awaitEnd(settings.rehearsal().plus(LONGEST_REHEARSAL_ENDING));
  }

  private RecordedPrompts readPrompts() throws IOException {
    var prompts = new RecordedPrompts(settings.data().resolve("prompts"));
    prompts.complaints().forEach(complaint -> LOG.warn("prompts: {}", complaint));
    return prompts;
  }

  private void startWeb(
      Engine engine,
      WarmUp warmUp,
      SipPorts sip,
      Provisioning provisioning,
      PrometheusMeterRegistry meters)
      throws CannotStart {
    var web =
        new AdminWeb(
            WebSettings.on(settings.address(), settings.httpPort())
                .carrying(SipSocketSettings.usual().allowing(settings.sip().webSocketOrigins())),
            new WebPorts(
                    engine,
                    provisioning::directory,
                    provisioning.callHistory(),
                    provisioning.taskHistory(),
                    engine,
                    provisioning.portalUsers(),
                    () -> warmUp.isOver() && engine.isReadyForCalls(),
                    healthOf(new StoredParts(provisioning, meters), sip),
                    meters)
                .bringing(new BrowserPhones(sip.transports().intake())));
    started.add("web", web::stop);
    try {
      web.start();
    } catch (IllegalStateException e) {
      throw new CannotStart(
          "the web cannot listen on " + settings.address() + ":" + settings.httpPort(), e);
    }
  }

  private ProvisioningSettings provisioningSettings() throws CannotStart {
    Settings.Database database = settings.database();
    return new ProvisioningSettings(
        settings.data(),
        database.isEmbedded()
            ? DatabaseSettings.embedded()
            : new DatabaseSettings.External(database.url(), database.user(), database.password()),
        switch (settings.organisation()) {
          case NONE -> SampleOrganisation.NONE;
          case DEMO -> SampleOrganisation.DEMO;
          case BENCH -> SampleOrganisation.BENCH;
        },
        settings.carrierPort(),
        LoopbackRule.reach(settings));
  }

  private static Supplier<List<HealthPart>> healthOf(
      Supplier<List<HealthPart>> stored, SipPorts sip) {
    return () -> Stream.concat(stored.get().stream(), sip.health().stream()).toList();
  }

  /** Ends everything in reverse; harmless the second time. */
  void stop() {
    // a start that waits for its first configuration holds the lock until it sees this
    report.giveUp();
    endParts();
  }

  private synchronized void endParts() {
    if (isStopped) {
      return;
    }
    isStopped = true;
    started.stopAll();
    LOG.info("stopped");
  }
}

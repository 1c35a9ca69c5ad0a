package org.paraat.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.paraat.admin.AdminWeb;
import org.paraat.admin.WebPorts;
import org.paraat.admin.WebSettings;
import org.paraat.admin.health.HealthPart;
import org.paraat.engine.Engine;
import org.paraat.engine.EnginePorts;
import org.paraat.engine.EngineSettings;
import org.paraat.engine.journal.FileJournal;
import org.paraat.engine.journal.Journal;
import org.paraat.media.rtp.MediaSettings;
import org.paraat.media.rtp.NioMediaEngine;
import org.paraat.provisioning.Provisioning;
import org.paraat.provisioning.ProvisioningSettings;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.demo.SampleOrganisation;
import org.paraat.provisioning.prompts.RecordedPrompts;
import org.paraat.provisioning.store.WriteBehindHealth;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.SteadyClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every module of one installation, started in order and stopped in reverse. */
final class Platform {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  /** How much longer than the running calls the end of the engine may take. */
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

  private static final long BYTES_A_JOURNAL_FILE = 64L * 1024 * 1024;
  private static final int JOURNAL_FILES = 8;

  private final Settings settings;
  private final StartReport report;
  private final Deque<Started> started = new ArrayDeque<>();
  private boolean isStopped;

  /** What runs, and how it is ended. */
  private record Started(String name, Stop stop) {}

  /** Ends a part; may fail, which keeps no other part from being ended. */
  @FunctionalInterface
  private interface Stop {
    void run() throws Exception;
  }

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
    Provisioning provisioning = Provisioning.open(provisioningSettings(), report);
    started("database", provisioning::close);
    LoopbackRule.check(settings.address(), provisioning.wellKnownSecretsInUse());
    report.doing("reading the prompts");
    var prompts = new RecordedPrompts(settings.data().resolve("prompts"));
    prompts.complaints().forEach(complaint -> LOG.warn("prompts: {}", complaint));
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    NioMediaEngine media = startMedia(meters);
    Journal journal = startJournal();
    report.doing("opening the SIP ports");
    var ports =
        new EnginePorts(
            provisioning.credentials(), provisioning.storage(), prompts, media, meters, journal);
    Engine engine = startEngine(ports, provisioning);
    startWeb(engine, provisioning, meters);
    // ended first: while calls have their time the web still says that it is not ready for more
    started("calls", () -> waitFor(engine.stop(), settings.callsMayLast().plus(LONGEST_GOODBYE)));
  }

  private NioMediaEngine startMedia(PrometheusMeterRegistry meters) throws IOException {
    NioMediaEngine media = new NioMediaEngine(mediaSettings());
    started("media", media::close);
    meters.gauge("paraat.rtp.ports.used", media, engine -> engine.ports().used());
    meters.gauge("paraat.rtp.ports.resting", media, engine -> engine.ports().quarantined());
    meters.gauge("paraat.rtp.ports.free", media, engine -> engine.ports().free());
    return media;
  }

  private Journal startJournal() throws IOException {
    return switch (settings.journal()) {
      case OFF -> Journal.NONE;
      case ON -> {
        FileJournal journal =
            FileJournal.open(
                settings.data().resolve("journal"), BYTES_A_JOURNAL_FILE, JOURNAL_FILES);
        started("journal", journal::close);
        yield journal;
      }
    };
  }

  private Engine startEngine(EnginePorts ports, Provisioning provisioning) throws CannotStart {
    var loop = new NettyLoop("sip", new SteadyClock(InstantSource.system()));
    started("loop", loop::close);
    var address = new InetSocketAddress(settings.address(), settings.sipPort());
    var transports =
        new NettyTransports(loop, ListenSettings.on(address).shownAs(settings.advertisedAddress()));
    started("SIP ports", transports::close);
    var engine =
        new Engine(
            EngineSettings.ofNode(settings.node()).lettingCallsLast(settings.callsMayLast()),
            loop,
            transports,
            new SecureRandom(),
            ports,
            provisioning.directory(),
            provisioning.standing());
    try {
      waitFor(engine.start(), LONGEST_START);
    } catch (UncheckedIOException e) {
      throw new CannotStart(e.getMessage() + "; is another SIP server running?", e);
    } catch (ExecutionException e) {
      throw new CannotStart("calls cannot be handled: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new CannotStart("the SIP ports were not open within " + LONGEST_START, e);
    }
    return engine;
  }

  private void startWeb(Engine engine, Provisioning provisioning, PrometheusMeterRegistry meters)
      throws CannotStart {
    var web =
        new AdminWeb(
            WebSettings.on(settings.address(), settings.httpPort()),
            new WebPorts(
                engine,
                provisioning::directory,
                provisioning.callHistory(),
                engine,
                provisioning.portalUsers(),
                () -> List.of(databasePart(provisioning.writeBehindHealth())),
                meters));
    started("web", web::stop);
    try {
      web.start();
    } catch (IllegalStateException e) {
      throw new CannotStart(
          "the web cannot listen on " + settings.address() + ":" + settings.httpPort(), e);
    }
  }

  private ProvisioningSettings provisioningSettings() {
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
        });
  }

  private static HealthPart databasePart(WriteBehindHealth health) {
    return health.lastError().isEmpty()
        ? new HealthPart("database", HealthPart.Condition.UP, "")
        : new HealthPart("database", HealthPart.Condition.IMPAIRED, health.lastError().get());
  }

  /** Ends everything in reverse; harmless the second time. */
  synchronized void stop() {
    if (isStopped) {
      return;
    }
    isStopped = true;
    while (!started.isEmpty()) {
      Started part = started.pop();
      try {
        LOG.info("stopping: {}", part.name());
        part.stop().run();
      } catch (Exception e) {
        LOG.error("{} could not be stopped in order", part.name(), e);
      }
    }
    LOG.info("stopped");
  }

  private void started(String name, Stop stop) {
    started.push(new Started(name, stop));
  }

  private static void waitFor(CompletionStage<Void> stage, Duration longest)
      throws ExecutionException, TimeoutException {
    try {
      stage.toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting or stopping", e);
    }
  }

  private MediaSettings mediaSettings() throws IOException {
    Settings.RtpPorts rtp = settings.rtp();
    MediaSettings media =
        MediaSettings.on(InetAddress.getByName(settings.address()))
            .advertisedAs(InetAddress.getByName(settings.advertisedAddress()))
            .withPorts(rtp.first(), rtp.last());
    return rtp.loops() == 0 ? media : media.withLoops(rtp.loops());
  }
}

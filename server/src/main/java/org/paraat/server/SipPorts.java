package org.paraat.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.paraat.admin.health.HealthPart;
import org.paraat.sip.transport.Certificates;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.TlsSettings;

/** Where SIP listens, made of the settings, and how it is with the certificate. */
final class SipPorts {
  private static final Duration WARNED_BEFORE_END = Duration.ofDays(14);

  private final NettyTransports transports;
  private final InstantSource clock;

  private SipPorts(NettyTransports transports, InstantSource clock) {
    this.transports = transports;
    this.clock = clock;
  }

  /** Not yet open: the engine opens them. */
  static SipPorts of(Settings settings, NettyLoop loop, MeterRegistry meters) throws CannotStart {
    SipSettings sip = settings.sip();
    ListenSettings listen =
        ListenSettings.on(
                sip.addresses().stream()
                    .map(address -> new InetSocketAddress(address, settings.sipPort()))
                    .toArray(InetSocketAddress[]::new))
            .shownAs(sip.advertised())
            .bounded(sip.bounds())
            .marked(sip.differentiatedServices());
    Optional<TlsSettings> tls = tlsOf(settings);
    var transports =
        new NettyTransports(loop, tls.isPresent() ? listen.encrypted(tls.get()) : listen);
    var ports = new SipPorts(transports, InstantSource.system());
    ports.show(meters, tls.isPresent());
    return ports;
  }

  private static Optional<TlsSettings> tlsOf(Settings settings) throws CannotStart {
    if (settings.sip().tls().isPresent()) {
      return settings.sip().tls();
    }
    return switch (settings.organisation()) {
      case NONE, BENCH -> Optional.empty();
      case DEMO -> {
        var own = new SelfSignedCertificate(settings.data().resolve("tls"));
        own.keep();
        yield Optional.of(TlsSettings.on(settings.sip().tlsPort(), own.certificate(), own.key()));
      }
    };
  }

  private void show(MeterRegistry meters, boolean isEncrypted) {
    Gauge.builder("paraat.sip.connections", transports, NettyTransports::connections)
        .description("SIP connections that are open: TCP, TLS and WebSocket")
        .register(meters);
    if (isEncrypted) {
      Gauge.builder("paraat.sip.tls.handshakes", transports, NettyTransports::handshakes)
          .description("TLS handshakes under way")
          .register(meters);
      Gauge.builder("paraat.sip.tls.certificate.until", transports, SipPorts::secondsOfEnd)
          .baseUnit("seconds")
          .description("when the certificate of SIP over TLS ends, in seconds since 1970")
          .register(meters);
    }
  }

  private static double secondsOfEnd(NettyTransports transports) {
    return transports
        .certificates()
        .map(ours -> (double) ours.validUntil().getEpochSecond())
        .orElse(Double.NaN);
  }

  NettyTransports transports() {
    return transports;
  }

  /** How it is with TLS; nothing when we do not speak it. */
  List<HealthPart> health() {
    return transports
        .certificates()
        .map(ours -> List.of(health(ours, clock.instant())))
        .orElse(List.of());
  }

  private static HealthPart health(Certificates certificates, Instant now) {
    return health(certificates.validUntil(), certificates.complaint(), now);
  }

  static HealthPart health(Instant validUntil, Optional<String> complaint, Instant now) {
    String because = "";
    if (!validUntil.isAfter(now)) {
      because = "the certificate ended at " + validUntil;
    } else if (complaint.isPresent()) {
      because = "the new certificate is not used: " + complaint.get();
    } else if (validUntil.isBefore(now.plus(WARNED_BEFORE_END))) {
      because =
          "the certificate ends in "
              + Duration.between(now, validUntil).toDays()
              + " days, at "
              + validUntil;
    }
    return new HealthPart(
        "sip-tls",
        because.isEmpty() ? HealthPart.Condition.UP : HealthPart.Condition.IMPAIRED,
        because);
  }
}

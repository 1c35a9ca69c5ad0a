package org.paraat.sip.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our certificate with its key, read again when the files change: a new connection takes what is
 * here, one that stands keeps what it began with.
 */
public final class Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /** Forward secrecy and authenticated encryption only; phones of ten years ago have the last. */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final TlsSettings settings;
  private final InstantSource clock;
  private volatile InUse inUse;
  private volatile Optional<String> complaint = Optional.empty();
  private State doubted = State.NONE;
  private State refused = State.NONE;

  /** What new connections are made with. */
  private record InUse(SslContext server, SslContext client, Instant validUntil, State state) {}

  /** How the files were when they were looked at: equal when nobody has touched them. */
  private record State(List<String> files) {
    private static final State NONE = new State(List.of());
  }

  private Certificates(TlsSettings settings, InstantSource clock) throws CertificateUnusable {
    this.settings = settings;
    this.clock = clock;
    inUse = read(state());
  }

  /**
   * Reads the files for the first time.
   *
   * @throws CertificateUnusable when they cannot be used
   */
  public static Certificates of(TlsSettings settings, InstantSource clock)
      throws CertificateUnusable {
    return new Certificates(settings, clock);
  }

  TlsSettings settings() {
    return settings;
  }

  /** When the certificate in use ends. */
  public Instant validUntil() {
    return inUse.validUntil();
  }

  /** Why the files as they are now are not in use; empty when they are. */
  public Optional<String> complaint() {
    return complaint;
  }

  SslContext server() {
    return inUse.server();
  }

  SslContext client() {
    return inUse.client();
  }

  /**
   * Looks whether the files changed. What cannot be used is told when it is still so at the next
   * look: somebody may be writing one file after the other. Reads files, so never on the loop.
   */
  void refresh() {
    State now = state();
    if (now.equals(inUse.state())) {
      complaint = Optional.empty();
      return;
    } else if (now.equals(refused)) {
      return;
    }
    try {
      InUse renewed = read(now);
      if (renewed.validUntil().isBefore(clock.instant())) {
        throw new CertificateUnusable("it ended at " + renewed.validUntil());
      }
      inUse = renewed;
      complaint = Optional.empty();
      LOG.info("a new certificate is in use, valid until {}", renewed.validUntil());
    } catch (CertificateUnusable unusable) {
      doubt(now, unusable);
    }
  }

  private void doubt(State now, CertificateUnusable unusable) {
    if (now.equals(doubted)) {
      refused = now;
      complaint = Optional.of(String.valueOf(unusable.getMessage()));
      LOG.warn("the new certificate is not used, the one before is: {}", unusable.getMessage());
    }
    doubted = now;
  }

  private InUse read(State state) throws CertificateUnusable {
    List<X509Certificate> chain = PemFiles.certificates(settings.certificate());
    X509Certificate own = chain.getFirst();
    PrivateKey key = PemFiles.key(settings.key(), own);
    X509Certificate[] whole = chain.toArray(X509Certificate[]::new);
    try {
      return new InUse(
          context(SslContextBuilder.forServer(key, whole).clientAuth(clientAuth())),
          context(
              SslContextBuilder.forClient()
                  .keyManager(key, whole)
                  .endpointIdentificationAlgorithm(identification())),
          own.getNotAfter().toInstant(),
          state);
    } catch (SSLException unusable) {
      throw new CertificateUnusable(
          settings.certificate() + " cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  private SslContext context(SslContextBuilder builder) throws SSLException, CertificateUnusable {
    if (settings.trusted().isPresent()) {
      List<X509Certificate> roots = PemFiles.certificates(settings.trusted().get());
      builder.trustManager(roots.toArray(X509Certificate[]::new));
    }
    return builder
        .sslProvider(SslProvider.JDK)
        .protocols(VERSIONS)
        .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
        .build();
  }

  private ClientAuth clientAuth() {
    return switch (settings.clientCertificate()) {
      case OFF -> ClientAuth.NONE;
      case OFFERED -> ClientAuth.OPTIONAL;
      case REQUIRED -> ClientAuth.REQUIRE;
    };
  }

  private String identification() {
    return switch (settings.serverName()) {
      case CHECKED -> "HTTPS";
      case UNCHECKED -> "";
    };
  }

  private State state() {
    List<String> files = new ArrayList<>();
    Stream.concat(Stream.of(settings.certificate(), settings.key()), settings.trusted().stream())
        .forEach(file -> files.add(stateOf(file)));
    return new State(List.copyOf(files));
  }

  private static String stateOf(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
    } catch (IOException unreadable) {
      return file + " unreadable";
    }
  }
}

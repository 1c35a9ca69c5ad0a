package org.paraat.sip.transport;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How we speak TLS.
 *
 * @param port where we listen; 0 lets the system choose
 * @param certificate PEM file with our certificate, those that lead to its root after it
 * @param key PEM file with its key, as PKCS 8 without a password
 * @param trusted PEM file with the roots that we trust; empty: those of the Java that we run on
 */
public record TlsSettings(
    int port,
    Path certificate,
    Path key,
    Optional<Path> trusted,
    ClientCertificate clientCertificate,
    ServerName serverName) {

  /** Whether a peer that connects to us is asked for a certificate. */
  public enum ClientCertificate {
    OFF,
    /** A peer may show one; what it shows must be trusted. */
    OFFERED,
    REQUIRED
  }

  /** Whether a server that we connect to must have a certificate of its name. */
  public enum ServerName {
    CHECKED,
    UNCHECKED
  }

  public static TlsSettings on(int port, Path certificate, Path key) {
    return new TlsSettings(
        port, certificate, key, Optional.empty(), ClientCertificate.OFF, ServerName.CHECKED);
  }

  public TlsSettings trusting(Path roots) {
    return new TlsSettings(
        port, certificate, key, Optional.of(roots), clientCertificate, serverName);
  }

  public TlsSettings asking(ClientCertificate whether) {
    return new TlsSettings(port, certificate, key, trusted, whether, serverName);
  }

  public TlsSettings expecting(ServerName whether) {
    return new TlsSettings(port, certificate, key, trusted, clientCertificate, whether);
  }
}

package org.paraat.sip.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Certificates of a test, as PEM files in a folder of its own. */
final class Papers {
  private final Path folder;
  private final X509Bundle authority;

  Papers(Path folder) throws Exception {
    this.folder = folder;
    authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=Authority " + folder.getFileName())
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.writeString(root(), authority.getCertificatePEM());
  }

  Path root() {
    return folder.resolve("root.pem");
  }

  Path certificate(String of) {
    return folder.resolve(of + ".pem");
  }

  Path key(String of) {
    return folder.resolve(of + ".key");
  }

  /** Writes a certificate for a name and for 127.0.0.1, with its key. */
  X509Bundle issue(String of, Instant until) throws Exception {
    X509Bundle issued =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=" + of)
            .notBefore(Instant.now().minus(30, ChronoUnit.DAYS))
            .notAfter(until)
            .addSanDnsName(of + ".example")
            .addSanIpAddress("127.0.0.1")
            .buildIssuedBy(authority);
    Files.writeString(certificate(of), issued.getCertificatePathPEM());
    Files.writeString(key(of), issued.getPrivateKeyPEM());
    return issued;
  }

  X509Bundle issue(String of) throws Exception {
    return issue(of, Instant.now().plus(90, ChronoUnit.DAYS));
  }

  /** Settings of somebody who has such a certificate and trusts the authority. */
  TlsSettings of(String who) {
    return TlsSettings.on(0, certificate(who), key(who)).trusting(root());
  }
}

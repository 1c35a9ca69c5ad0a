package org.paraat.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The certificate of the demo, which nobody signed: made by the keytool of the JDK, because the JDK
 * has no other way to make one and a library for it weighs eight megabytes.
 */
final class SelfSignedCertificate {
  private static final String VALID_DAYS = "825";
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String ALIAS = "paraat";
  private static final String PASSWORD_VARIABLE = "PARAAT_KEYSTORE_PASSWORD";

  private final Path folder;

  /**
   * @param folder where it is kept; made when it is not there
   */
  SelfSignedCertificate(Path folder) {
    this.folder = folder;
  }

  Path certificate() {
    return folder.resolve("certificate.pem");
  }

  Path key() {
    return folder.resolve("key.pem");
  }

  /** Makes one, unless there is one that lasts. */
  void keep() throws CannotStart {
    if (lasts()) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path store = folder.resolve("making.p12");
      Files.deleteIfExists(store);
      String password = password();
      try {
        make(store, password);
        write(store, password.toCharArray());
      } finally {
        Files.deleteIfExists(store);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new CannotStart(
          "a certificate for SIP over TLS could not be made in " + folder + ": " + e.getMessage(),
          e);
    }
  }

  private boolean lasts() {
    if (!Files.exists(key())) {
      return false;
    }
    try (InputStream in = Files.newInputStream(certificate())) {
      var known = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return known.getNotAfter().toInstant().isAfter(Instant.now().plus(RENEWED_BEFORE_END));
    } catch (IOException | GeneralSecurityException none) {
      return false; // then a new one is made
    }
  }

  private static String password() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void make(Path store, String password) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-sigalg",
            "SHA256withECDSA",
            "-validity",
            VALID_DAYS,
            "-dname",
            "CN=Paraat demo",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost,dns:demo.paraat",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass:env",
            PASSWORD_VARIABLE);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process keytool = builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    try {
      if (!keytool.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("keytool did not end within " + LONGEST.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      keytool.destroyForcibly();
    }
    if (keytool.exitValue() != 0) {
      String said = new String(keytool.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8);
      throw new IOException("keytool says: " + said.strip());
    }
  }

  private void write(Path store, char[] password) throws IOException, GeneralSecurityException {
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      made.load(in, password);
    }
    Key key = made.getKey(ALIAS, password);
    Certificate certificate = made.getCertificate(ALIAS);
    Files.deleteIfExists(key());
    Files.createFile(
        key(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key(), pem("PRIVATE KEY", key.getEncoded()));
    Files.writeString(certificate(), pem("CERTIFICATE", certificate.getEncoded()));
  }

  private static String pem(String kind, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }
}

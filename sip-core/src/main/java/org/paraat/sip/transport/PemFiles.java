package org.paraat.sip.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Reads certificates and keys from PEM files (RFC 7468). */
final class PemFiles {
  private static final long MOST_BYTES = 1024 * 1024;
  private static final String KEY_BEGINS = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_ENDS = "-----END PRIVATE KEY-----";

  private PemFiles() {}

  /** All certificates of a file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) throws CertificateUnusable {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new CertificateUnusable("there is no certificate in " + file);
      }
      return found;
    } catch (CertificateException malformed) {
      throw new CertificateUnusable("there is no readable certificate in " + file, malformed);
    }
  }

  /** The key of a certificate. */
  static PrivateKey key(Path file, X509Certificate certificate) throws CertificateUnusable {
    String text = new String(bytes(file), StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGINS);
    int end = text.indexOf(KEY_ENDS, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new CertificateUnusable(
          "there is no key in "
              + file
              + " as PKCS 8 without a password; openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW"
              + " makes one");
    }
    String algorithm = certificate.getPublicKey().getAlgorithm();
    try {
      byte[] encoded =
          Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGINS.length(), end));
      PrivateKey key =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (!belong(key, certificate, algorithm)) {
        throw new CertificateUnusable("the key in " + file + " is not that of the certificate");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      throw new CertificateUnusable(
          "there is no key of kind " + algorithm + ", as the certificate has it, in " + file,
          malformed);
    }
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate, String algorithm)
      throws GeneralSecurityException {
    String scheme =
        switch (algorithm) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> algorithm;
        };
    byte[] probe = "does it belong".getBytes(StandardCharsets.US_ASCII);
    Signature signing = Signature.getInstance(scheme);
    signing.initSign(key);
    signing.update(probe);
    Signature verifying = Signature.getInstance(scheme);
    verifying.initVerify(certificate.getPublicKey());
    verifying.update(probe);
    return verifying.verify(signing.sign());
  }

  private static byte[] bytes(Path file) throws CertificateUnusable {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CertificateUnusable(file + " is too large to be a certificate");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new CertificateUnusable("cannot read " + file, unreadable);
    }
  }
}

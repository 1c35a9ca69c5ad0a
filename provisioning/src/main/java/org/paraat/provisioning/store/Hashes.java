package org.paraat.provisioning.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.paraat.engine.Credentials.HashedSecret;

/** One-way forms of secrets, in lower-case hexadecimal. */
final class Hashes {
  private Hashes() {}

  static HashedSecret secretOf(String user, String realm, String secret) {
    var hashed = org.paraat.sip.digest.HashedSecret.of(user, realm, secret);
    return new HashedSecret(realm, hashed.md5(), hashed.sha256());
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

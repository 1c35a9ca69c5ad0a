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
    String joined = user + ":" + realm + ":" + secret;
    return new HashedSecret(realm, hash("MD5", joined), sha256(joined));
  }

  static String sha256(String text) {
    return hash("SHA-256", text);
  }

  private static String hash(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}

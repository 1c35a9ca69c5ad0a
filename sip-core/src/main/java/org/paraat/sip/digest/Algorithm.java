package org.paraat.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A hash that a challenge may ask for (RFC 8760). */
public enum Algorithm {
  MD5("MD5", "MD5"),
  SHA_256("SHA-256", "SHA-256");

  private final String token;
  private final String digest;

  Algorithm(String token, String digest) {
    this.token = token;
    this.digest = digest;
  }

  /** As a header writes it. */
  public String token() {
    return token;
  }

  /** Empty: one that we do not know. No algorithm at all means MD5. */
  static Optional<Algorithm> of(Optional<String> written) {
    if (written.isEmpty() || written.get().equalsIgnoreCase(MD5.token)) {
      return Optional.of(MD5);
    }
    return written.get().equalsIgnoreCase(SHA_256.token) ? Optional.of(SHA_256) : Optional.empty();
  }

  /** The hash of a text in lower-case hexadecimal. */
  String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has " + digest, impossible);
    }
  }
}

package org.paraat.media.srtp;

import java.util.Optional;

/** A way of encrypting that we speak, under the name that descriptions give it. */
public enum CryptoSuite {
  AES_CM_128_HMAC_SHA1_80(16, 14, 10),
  AES_CM_128_HMAC_SHA1_32(16, 14, 4),
  // RFC 6188
  AES_256_CM_HMAC_SHA1_80(32, 14, 10),
  AES_256_CM_HMAC_SHA1_32(32, 14, 4),
  // RFC 7714: the tag is part of the cipher
  AEAD_AES_128_GCM(16, 12, 16),
  AEAD_AES_256_GCM(32, 12, 16);

  private final int keyBytes;
  private final int saltBytes;
  private final int tagBytes;

  CryptoSuite(int keyBytes, int saltBytes, int tagBytes) {
    this.keyBytes = keyBytes;
    this.saltBytes = saltBytes;
    this.tagBytes = tagBytes;
  }

  /** The suite of this name; RFC 4568 9.1 compares names without regard to case. */
  public static Optional<CryptoSuite> named(String name) {
    for (CryptoSuite suite : values()) {
      if (suite.name().equalsIgnoreCase(name)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  int keyBytes() {
    return keyBytes;
  }

  int saltBytes() {
    return saltBytes;
  }

  /** Of a packet of sound: what a forger would have to guess. */
  int tagBytes() {
    return tagBytes;
  }

  boolean isGalois() {
    return saltBytes == 12;
  }

  Transform transform(SessionKeys keys, int tag) {
    return isGalois() ? new GaloisMode(keys) : new CounterMode(keys, tag);
  }
}

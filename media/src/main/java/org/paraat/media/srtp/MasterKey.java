package org.paraat.media.srtp;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The secret that the keys of one direction are derived from.
 *
 * <p>Its text says nothing of it, so that no log can; {@link #inline} is for the wire alone.
 */
public final class MasterKey {
  private final byte[] key;
  private final byte[] salt;

  private MasterKey(CryptoSuite suite, byte[] keyAndSalt) {
    key = Arrays.copyOf(keyAndSalt, suite.keyBytes());
    salt = Arrays.copyOfRange(keyAndSalt, suite.keyBytes(), keyAndSalt.length);
  }

  /**
   * @param random a {@code SecureRandom}; seeded in tests alone
   */
  public static MasterKey fresh(CryptoSuite suite, RandomGenerator random) {
    byte[] bytes = new byte[suite.keyBytes() + suite.saltBytes()];
    random.nextBytes(bytes);
    return new MasterKey(suite, bytes);
  }

  /**
   * @param inline base 64 of the key with its salt behind it
   * @return empty when it is not of the length that the suite asks for
   */
  static Optional<MasterKey> of(CryptoSuite suite, String inline) {
    try {
      byte[] bytes = Base64.getDecoder().decode(inline);
      return bytes.length == suite.keyBytes() + suite.saltBytes()
          ? Optional.of(new MasterKey(suite, bytes))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As a description carries it. */
  String inline() {
    byte[] bytes = Arrays.copyOf(key, key.length + salt.length);
    System.arraycopy(salt, 0, bytes, key.length, salt.length);
    return Base64.getEncoder().encodeToString(bytes);
  }

  byte[] key() {
    return key;
  }

  byte[] salt() {
    return salt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MasterKey that
        && MessageDigest.isEqual(key, that.key)
        && MessageDigest.isEqual(salt, that.salt);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}

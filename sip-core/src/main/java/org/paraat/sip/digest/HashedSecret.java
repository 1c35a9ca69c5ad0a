package org.paraat.sip.digest;

/**
 * A secret as it is kept: {@code H(user:realm:secret)}, the HA1 of RFC 7616 3.4.2, in lower-case
 * hexadecimal; the secret itself is kept nowhere.
 *
 * @param md5 32 digits
 * @param sha256 64 digits
 */
public record HashedSecret(String realm, String md5, String sha256) {

  public static HashedSecret of(String user, String realm, String secret) {
    String joined = user + ':' + realm + ':' + secret;
    return new HashedSecret(realm, Algorithm.MD5.hash(joined), Algorithm.SHA_256.hash(joined));
  }

  String with(Algorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> md5;
      case SHA_256 -> sha256;
    };
  }

  /** A log line never shows what could be used to register. */
  @Override
  public String toString() {
    return "HashedSecret[realm=" + realm + "]";
  }
}

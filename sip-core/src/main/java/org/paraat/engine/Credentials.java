package org.paraat.engine;

import java.util.Optional;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.TrunkId;

/** What phones prove their secrets against: answered from memory, on a loop. */
public interface Credentials {

  /** Empty when the device has none: it can then neither register nor call. */
  Optional<HashedSecret> secretOf(DeviceId device);

  /**
   * What we prove our account at a carrier with, in plain: an answer to its challenge cannot be
   * made of less.
   */
  default Optional<TrunkSecret> secretOf(TrunkId trunk) {
    return Optional.empty();
  }

  /** A secret that a carrier gave us. */
  record TrunkSecret(String plain) {

    /** A log line never shows it. */
    @Override
    public String toString() {
      return "TrunkSecret";
    }
  }

  /**
   * A secret as it is stored: {@code H(user:realm:secret)}, the HA1 of RFC 7616 3.4.2, in
   * lower-case hexadecimal; the secret itself is kept nowhere.
   *
   * @param md5 32 digits
   * @param sha256 64 digits
   */
  record HashedSecret(String realm, String md5, String sha256) {

    /** A log line never shows what could be used to register. */
    @Override
    public String toString() {
      return "HashedSecret[realm=" + realm + "]";
    }
  }
}

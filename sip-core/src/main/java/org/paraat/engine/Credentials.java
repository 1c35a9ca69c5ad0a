package org.paraat.engine;

import java.util.Optional;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.digest.HashedSecret;

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
}

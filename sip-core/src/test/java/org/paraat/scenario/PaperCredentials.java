package org.paraat.scenario;

import java.util.Optional;
import org.paraat.engine.Credentials;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.digest.HashedSecret;

/**
 * The hashed secrets of the phones of a scenario: each device's is its name with {@code -secret}.
 */
final class PaperCredentials implements Credentials {
  private String endOfTrunkSecrets = "-secret";

  /** Carriers have given others. */
  void trunksHaveOthers() {
    endOfTrunkSecrets = "-other-secret";
  }

  @Override
  public Optional<HashedSecret> secretOf(DeviceId device) {
    return Optional.of(HashedSecret.of(device.user(), Office.REALM, Office.secretOf(device)));
  }

  @Override
  public Optional<TrunkSecret> secretOf(TrunkId trunk) {
    return Optional.of(new TrunkSecret(trunk.name() + endOfTrunkSecrets));
  }
}

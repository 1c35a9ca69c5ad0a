package org.paraat.provisioning.store;

import java.util.Map;
import java.util.Optional;
import org.paraat.engine.Credentials;
import org.paraat.pbx.vocabulary.DeviceId;

/** The hashed secrets of all phones in memory. */
public final class KnownCredentials implements Credentials {
  private volatile Map<DeviceId, HashedSecret> secrets;

  public KnownCredentials(Map<DeviceId, HashedSecret> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /** Takes the place of those known before. */
  public void replace(Map<DeviceId, HashedSecret> changed) {
    secrets = Map.copyOf(changed);
  }

  @Override
  public Optional<HashedSecret> secretOf(DeviceId device) {
    return Optional.ofNullable(secrets.get(device));
  }
}

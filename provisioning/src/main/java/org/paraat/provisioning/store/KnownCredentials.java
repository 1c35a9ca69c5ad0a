package org.paraat.provisioning.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.engine.Credentials;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.digest.HashedSecret;

/** The hashed secrets of all phones in memory, and those that carriers gave us. */
public final class KnownCredentials implements Credentials {
  private final SecretSeal seal;
  private volatile Map<DeviceId, HashedSecret> secrets = Map.of();
  private volatile Map<TrunkId, TrunkSecret> trunkSecrets = Map.of();

  public KnownCredentials(SecretSeal seal) {
    this.seal = seal;
  }

  /**
   * Takes the place of those known before.
   *
   * @param sealedSecrets secrets of trunks
   */
  public void replace(Map<DeviceId, HashedSecret> changed, Map<TrunkId, String> sealedSecrets) {
    secrets = Map.copyOf(changed);
    var opened = new LinkedHashMap<TrunkId, TrunkSecret>();
    sealedSecrets.forEach(
        (trunk, secret) ->
            seal.open(trunk.name(), secret)
                .ifPresent(plain -> opened.put(trunk, new TrunkSecret(plain))));
    trunkSecrets = Map.copyOf(opened);
  }

  @Override
  public Optional<HashedSecret> secretOf(DeviceId device) {
    return Optional.ofNullable(secrets.get(device));
  }

  @Override
  public Optional<TrunkSecret> secretOf(TrunkId trunk) {
    return Optional.ofNullable(trunkSecrets.get(trunk));
  }
}

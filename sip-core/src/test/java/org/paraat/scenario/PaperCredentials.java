package org.paraat.scenario;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.paraat.engine.Credentials;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.TrunkId;

/**
 * The hashed secrets of the phones of a scenario: each device's is its name with {@code -secret}.
 */
final class PaperCredentials implements Credentials {

  @Override
  public Optional<HashedSecret> secretOf(DeviceId device) {
    String plain = device.user() + ":" + Office.REALM + ":" + Office.secretOf(device);
    return Optional.of(
        new HashedSecret(Office.REALM, hashed("MD5", plain), hashed("SHA-256", plain)));
  }

  @Override
  public Optional<TrunkSecret> secretOf(TrunkId trunk) {
    return Optional.of(new TrunkSecret(trunk.name() + "-secret"));
  }

  private static String hashed(String algorithm, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}

package org.paraat.provisioning.configuration;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.CRC32C;
import org.paraat.engine.journal.JournalUnreadable;
import org.paraat.engine.journal.RecordFormat;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.provisioning.store.ConfigurationSnapshot;
import org.paraat.provisioning.store.PortalUserStore.Account;
import org.paraat.sip.digest.HashedSecret;

/** A configuration as the bytes of a file: a head, what is configured, a checksum over both. */
final class SnapshotForm {
  private static final int MAGIC = 0x50524331;
  private static final int VERSION = 1;
  private static final int HEAD = 2 * Integer.BYTES + Long.BYTES;
  private static final int CHECKSUM = Integer.BYTES;

  private final RecordFormat<Kept> format = new RecordFormat<>(Kept.class);
  private final long fingerprint = format.fingerprint();

  /** What is kept, in components that have a form on disk. */
  public record Kept(
      String source,
      String sample,
      Directory directory,
      List<DeviceSecret> secrets,
      List<TrunkSecret> trunkSecrets,
      List<Account> portalUsers,
      List<String> wellKnownSecrets) {}

  /** A phone with the hash of its secret. */
  public record DeviceSecret(DeviceId device, HashedSecret secret) {}

  /** A trunk with what its carrier gave us, sealed. */
  public record TrunkSecret(TrunkId trunk, String secret) {}

  /** A configuration, and the database that it was read from. */
  record Found(String source, ConfigurationSnapshot configuration) {}

  /** Why bytes are no configuration. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Whether they ever were one. */
    enum Kind {
      DAMAGED,
      OF_ANOTHER_RELEASE
    }

    Unreadable(Kind kind, String message) {
      super(message);
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }
  }

  byte[] write(String source, ConfigurationSnapshot configuration) {
    var secrets = new ArrayList<DeviceSecret>();
    configuration
        .secrets()
        .forEach((device, secret) -> secrets.add(new DeviceSecret(device, secret)));
    var trunkSecrets = new ArrayList<TrunkSecret>();
    configuration
        .trunkSecrets()
        .forEach((trunk, secret) -> trunkSecrets.add(new TrunkSecret(trunk, secret)));
    byte[] kept =
        format.write(
            new Kept(
                source,
                configuration.sample(),
                configuration.directory(),
                secrets,
                trunkSecrets,
                configuration.portalUsers(),
                configuration.wellKnownSecrets()));
    ByteBuffer file = ByteBuffer.allocate(HEAD + kept.length + CHECKSUM);
    file.putInt(MAGIC).putInt(VERSION).putLong(fingerprint).put(kept);
    file.putInt(checksumOf(file.array(), HEAD + kept.length));
    return file.array();
  }

  private static int checksumOf(byte[] bytes, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  Found read(byte[] bytes) throws Unreadable {
    int end = bytes.length - CHECKSUM;
    ByteBuffer file = ByteBuffer.wrap(bytes);
    if (end < HEAD || file.getInt(end) != checksumOf(bytes, end)) {
      throw new Unreadable(Unreadable.Kind.DAMAGED, "its checksum is wrong");
    }
    if (file.getInt() != MAGIC || file.getInt() != VERSION || file.getLong() != fingerprint) {
      throw new Unreadable(
          Unreadable.Kind.OF_ANOTHER_RELEASE, "another release of Paraat has written it");
    }
    byte[] kept = new byte[end - HEAD];
    file.get(kept);
    try {
      return found(format.read(kept));
    } catch (JournalUnreadable e) {
      throw new Unreadable(Unreadable.Kind.DAMAGED, "what it holds is no configuration");
    }
  }

  private static Found found(Kept kept) {
    var secrets = new LinkedHashMap<DeviceId, HashedSecret>();
    kept.secrets().forEach(each -> secrets.put(each.device(), each.secret()));
    var trunkSecrets = new LinkedHashMap<TrunkId, String>();
    kept.trunkSecrets().forEach(each -> trunkSecrets.put(each.trunk(), each.secret()));
    return new Found(
        kept.source(),
        new ConfigurationSnapshot(
            kept.sample(),
            kept.directory(),
            Collections.unmodifiableSequencedMap(secrets),
            Collections.unmodifiableSequencedMap(trunkSecrets),
            kept.portalUsers(),
            kept.wellKnownSecrets()));
  }
}

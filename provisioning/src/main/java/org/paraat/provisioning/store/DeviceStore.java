package org.paraat.provisioning.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.SilenceWatch;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.provisioning.database.Transaction;
import org.paraat.sip.digest.HashedSecret;

/** The phones, with the hashes of their secrets. */
public final class DeviceStore {

  /**
   * @param realm of the digest, part of what is hashed
   */
  public void add(Transaction transaction, Device device, String realm, String secret) {
    String user = device.id().user();
    HashedSecret hashed = HashedSecret.of(user, realm, secret);
    transaction.change(
        "INSERT INTO devices (user, kind, realm, secret_md5, secret_sha256, secret_is_well_known,"
            + " encryption, silence_watch) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        user,
        device.kind(),
        realm,
        hashed.md5(),
        hashed.sha256(),
        secret.equals(WellKnownSecrets.ofDevice(user)),
        device.encryption(),
        device.silenceWatch());
  }

  /**
   * @return whether there is such a device
   */
  public boolean setSecret(Transaction transaction, DeviceId id, String realm, String secret) {
    HashedSecret hashed = HashedSecret.of(id.user(), realm, secret);
    return transaction.change(
            "UPDATE devices SET realm = ?, secret_md5 = ?, secret_sha256 = ?,"
                + " secret_is_well_known = ? WHERE user = ?",
            realm,
            hashed.md5(),
            hashed.sha256(),
            secret.equals(WellKnownSecrets.ofDevice(id.user())),
            id.user())
        == 1;
  }

  public List<Device> all(Transaction transaction) {
    return transaction.list(
        "SELECT user, kind, encryption, silence_watch FROM devices ORDER BY user",
        row ->
            new Device(
                new DeviceId(row.text("user")),
                row.word("kind", Device.Kind.class),
                row.word("encryption", Encryption.class),
                row.word("silence_watch", SilenceWatch.class)));
  }

  public SequencedMap<DeviceId, HashedSecret> secrets(Transaction transaction) {
    var secrets = new LinkedHashMap<DeviceId, HashedSecret>();
    transaction.forEach(
        "SELECT user, realm, secret_md5, secret_sha256 FROM devices ORDER BY user",
        row ->
            secrets.put(
                new DeviceId(row.text("user")),
                new HashedSecret(
                    row.text("realm"), row.text("secret_md5"), row.text("secret_sha256"))));
    return Collections.unmodifiableSequencedMap(secrets);
  }

  /** Devices whose secret is in our documentation. */
  public List<DeviceId> withWellKnownSecret(Transaction transaction) {
    return transaction.list(
        "SELECT user FROM devices WHERE secret_is_well_known ORDER BY user",
        row -> new DeviceId(row.text("user")));
  }
}

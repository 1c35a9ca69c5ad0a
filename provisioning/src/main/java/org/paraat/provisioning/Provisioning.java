package org.paraat.provisioning;

import java.util.List;
import org.paraat.engine.CallHistory;
import org.paraat.engine.Credentials;
import org.paraat.engine.Storage;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.provisioning.store.PortalUsers;
import org.paraat.provisioning.store.WriteBehindHealth;

/** Everything that was configured ahead of a call, and where what happens is kept. */
public final class Provisioning implements AutoCloseable {

  private Provisioning() {}

  /**
   * Starts or finds the database, brings its tables up to date and reads everything into memory.
   *
   * @throws ProvisioningFailed when that cannot be done; the message is meant for the operator
   */
  public static Provisioning open(ProvisioningSettings settings, Progress progress) {
    throw new ProvisioningFailed("the stores are not built yet");
  }

  /** As it was when opened. */
  public Directory directory() {
    return Directory.EMPTY;
  }

  public Credentials credentials() {
    throw new ProvisioningFailed("the stores are not built yet");
  }

  /** What people and switches had been set to when the last life of the platform ended. */
  public Standing standing() {
    return Standing.NONE;
  }

  public Storage storage() {
    throw new ProvisioningFailed("the stores are not built yet");
  }

  public CallHistory callHistory() {
    throw new ProvisioningFailed("the stores are not built yet");
  }

  public PortalUsers portalUsers() {
    throw new ProvisioningFailed("the stores are not built yet");
  }

  public WriteBehindHealth writeBehindHealth() {
    throw new ProvisioningFailed("the stores are not built yet");
  }

  /**
   * Secrets that anybody can read in our documentation, such as {@code desk1} or {@code portal user
   * admin}: while there is one, nothing but loopback may be listened on.
   */
  public List<String> wellKnownSecretsInUse() {
    return List.of();
  }

  /** Writes what still waits, then stops the database if it is ours; within a minute. */
  @Override
  public void close() {}
}

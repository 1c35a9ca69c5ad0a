package org.paraat.provisioning.demo;

import java.time.Clock;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Change.AgentChanged;
import org.paraat.provisioning.Progress;
import org.paraat.provisioning.ProvisioningFailed;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.Transaction;
import org.paraat.provisioning.store.ConfigurationStore;
import org.paraat.provisioning.store.PortalUser;
import org.paraat.provisioning.store.Stores;
import org.paraat.provisioning.store.WellKnownSecrets;

/** Puts a sample organisation into an empty database, through the stores that everybody uses. */
public final class SampleInstallation {
  private final Database database;
  private final Stores stores;
  private final Clock clock;

  public SampleInstallation(Database database, Stores stores, Clock clock) {
    this.database = database;
    this.stores = stores;
    this.clock = clock;
  }

  /**
   * Does nothing when it is there already, whatever has been changed about it since.
   *
   * @throws ProvisioningFailed when the database holds another organisation
   */
  public void install(SampleOrganisation wanted, Progress progress) {
    install(wanted, SampleOrganisation.CARRIER_PORT, progress);
  }

  /**
   * @param carrierPort of its first carrier; that of the other is two above it
   * @throws ProvisioningFailed when the database holds another organisation
   */
  public void install(SampleOrganisation wanted, int carrierPort, Progress progress) {
    Optional<String> there = database.ask(stores.organisation()::sample);
    switch (wanted) {
      case NONE -> there.ifPresent(sample -> refuseOther(sample, wanted));
      case DEMO -> install(wanted, DemoOrganisation.sample(carrierPort), there, progress);
      case BENCH -> install(wanted, BenchOrganisation.sample(carrierPort), there, progress);
    }
  }

  /**
   * @param there what the installation began as
   * @throws ProvisioningFailed when that is another one than is asked for
   */
  public static void refuseOther(String there, SampleOrganisation wanted) {
    if (!there.equals(wanted.word())) {
      refuse(there, wanted);
    }
  }

  private static void refuse(String there, SampleOrganisation wanted) {
    throw new ProvisioningFailed(
        "the database holds the organisation \""
            + there
            + "\", asked for is \""
            + wanted.word()
            + "\": use another data folder or database");
  }

  private void install(
      SampleOrganisation wanted, Sample sample, Optional<String> there, Progress progress) {
    if (there.isPresent()) {
      refuseOther(there.get(), wanted);
      return;
    }
    progress.doing("setting up the " + wanted.word() + " organisation (once)");
    new ConfigurationStore(database, clock)
        .change(
            "Paraat",
            "the " + wanted.word() + " organisation",
            transaction -> insert(transaction, wanted, sample));
  }

  private void insert(Transaction transaction, SampleOrganisation wanted, Sample sample) {
    Directory directory = sample.directory();
    String realm = directory.organisation().realm();
    stores.organisation().add(transaction, directory.organisation(), wanted.word());
    stores.mobilePhones().set(transaction, directory.mobiles());
    directory
        .devices()
        .values()
        .forEach(
            device ->
                stores
                    .devices()
                    .add(
                        transaction, device, realm, WellKnownSecrets.ofDevice(device.id().user())));
    directory.extensions().values().forEach(each -> stores.extensions().add(transaction, each));
    directory.queues().values().forEach(each -> stores.queues().add(transaction, each));
    directory.numbers().values().forEach(each -> stores.numbers().add(transaction, each));
    directory.trunks().values().forEach(each -> stores.trunks().add(transaction, each));
    directory.switches().values().forEach(each -> stores.switches().add(transaction, each));
    for (PortalUser user : sample.portalUsers()) {
      stores.portalUsers().add(transaction, user, WellKnownSecrets.passwordOf(user.name()));
      stores
          .portalUsers()
          .addToken(transaction, user.name(), WellKnownSecrets.tokenOf(user.name()));
    }
    stores
        .agents()
        .save(
            transaction,
            sample.agents().stream()
                .map(agent -> new AgentChanged(clock.instant(), agent))
                .toList());
  }
}

package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.List;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.provisioning.database.Transaction;

/** One store for each feature, and what can only be read from several of them together. */
public record Stores(
    OrganisationStore organisation,
    DeviceStore devices,
    ExtensionStore extensions,
    QueueStore queues,
    NumberStore numbers,
    TrunkStore trunks,
    SwitchStore switches,
    MobilePhoneStore mobilePhones,
    AgentStore agents,
    TaskStore tasks,
    CallRecordStore calls,
    PortalUserStore portalUsers) {

  private static final String NO_SAMPLE = "none";

  public Stores() {
    this(
        new OrganisationStore(),
        new DeviceStore(),
        new ExtensionStore(),
        new QueueStore(),
        new NumberStore(),
        new TrunkStore(),
        new SwitchStore(),
        new MobilePhoneStore(),
        new AgentStore(),
        new TaskStore(),
        new CallRecordStore(),
        new PortalUserStore());
  }

  /** Read in one transaction, so that its parts belong together. */
  public ConfigurationSnapshot configuration(Transaction transaction) {
    var directory =
        new Directory(
            ConfigurationStore.version(transaction),
            organisation.organisation(transaction).orElse(Organisation.UNNAMED),
            devices.all(transaction),
            extensions.all(transaction),
            queues.all(transaction),
            numbers.all(transaction),
            trunks.all(transaction),
            switches.all(transaction),
            mobilePhones.all(transaction));
    return new ConfigurationSnapshot(
        organisation.sample(transaction).orElse(NO_SAMPLE),
        directory,
        devices.secrets(transaction),
        trunks.secrets(transaction),
        portalUsers.all(transaction),
        wellKnownSecrets(transaction));
  }

  private List<String> wellKnownSecrets(Transaction transaction) {
    var found = new ArrayList<String>();
    devices.withWellKnownSecret(transaction).stream().map(DeviceId::user).forEach(found::add);
    portalUsers.withWellKnownPassword(transaction).stream()
        .map(name -> "portal user " + name)
        .forEach(found::add);
    portalUsers.withWellKnownToken(transaction).stream()
        .map(name -> "API token of " + name)
        .forEach(found::add);
    return List.copyOf(found);
  }

  public Standing standing(Transaction transaction) {
    return new Standing(
        agents.standings(transaction), switches.standings(transaction), tasks.open(transaction));
  }
}

package org.paraat.provisioning;

import java.nio.file.Path;
import org.paraat.provisioning.configuration.CurrentConfiguration.Reach;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.demo.SampleOrganisation;

/**
 * Where the configuration is kept and what it starts with.
 *
 * @param dataFolder made when it is not there; used by one Paraat at a time
 * @param sample inserted when the database holds no organisation yet
 * @param carrierPort of the sample's first carrier
 * @param reach who can reach what we listen on
 */
public record ProvisioningSettings(
    Path dataFolder,
    DatabaseSettings database,
    SampleOrganisation sample,
    int carrierPort,
    Reach reach) {

  /** For who listens on this machine alone. */
  public ProvisioningSettings(
      Path dataFolder, DatabaseSettings database, SampleOrganisation sample) {
    this(dataFolder, database, sample, SampleOrganisation.CARRIER_PORT, Reach.THIS_MACHINE);
  }
}

package org.paraat.provisioning;

import java.nio.file.Path;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.demo.SampleOrganisation;

/**
 * Where the configuration is kept and what it starts with.
 *
 * @param dataFolder made when it is not there; used by one Paraat at a time
 * @param sample inserted when the database holds no organisation yet
 */
public record ProvisioningSettings(
    Path dataFolder, DatabaseSettings database, SampleOrganisation sample) {}

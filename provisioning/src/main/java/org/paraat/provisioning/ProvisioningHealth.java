package org.paraat.provisioning;

import java.util.Optional;
import org.paraat.provisioning.database.DatabaseHealth;

/**
 * How what is configured and what is stored are.
 *
 * @param refusal why the database cannot be used until somebody mends it
 * @param complaint what is wrong with the configuration in use
 * @param version of the configuration in use; 0 when nothing was configured
 * @param restarts how often our own database had to be started again
 */
public record ProvisioningHealth(
    DatabaseHealth database,
    Optional<String> refusal,
    Optional<String> complaint,
    long version,
    int restarts) {}

package org.paraat.provisioning.store;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the database is behind.
 *
 * @param waiting changes that are in memory alone
 * @param oldest how long the first of them has waited; zero when there is none
 * @param bytesSetAside size of the file that holds changes while the database is away
 * @param lost changes that nothing could take any more since the start
 * @param lastError why the database could not be written; empty while it can
 */
public record WriteBehindHealth(
    int waiting, Duration oldest, long bytesSetAside, long lost, Optional<String> lastError) {

  public boolean isWell() {
    return lastError.isEmpty();
  }
}

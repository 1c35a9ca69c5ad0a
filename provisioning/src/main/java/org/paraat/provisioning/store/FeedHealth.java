package org.paraat.provisioning.store;

import java.util.Optional;

/**
 * How the way from the change log to the database is.
 *
 * @param lastError why the database could not be written; empty while it can
 */
public record FeedHealth(Optional<String> lastError) {

  public boolean isWell() {
    return lastError.isEmpty();
  }
}

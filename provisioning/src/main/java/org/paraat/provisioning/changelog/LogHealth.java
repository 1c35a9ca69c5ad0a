package org.paraat.provisioning.changelog;

import java.time.Duration;
import java.util.Optional;

/**
 * How the log and the way from it to the database are.
 *
 * @param toDisk entries that are not on disk yet
 * @param oldestToDisk how long the first of them has waited; zero when there is none
 * @param toDatabase changes in memory that the database has not got; more may be on disk alone
 * @param isBehind whether the database has so much to catch up that it is read back from disk
 * @param bytes on disk
 * @param lost changes that neither disk nor memory could take since the start
 * @param lastForce how long the disk took the last time it was asked to keep what was written
 * @param longestForce the longest since the start
 * @param trouble why the disk takes nothing; empty while it does
 */
public record LogHealth(
    int toDisk,
    Duration oldestToDisk,
    int toDatabase,
    boolean isBehind,
    long bytes,
    long lost,
    Duration lastForce,
    Duration longestForce,
    Optional<String> trouble) {

  public boolean isWell() {
    return trouble.isEmpty();
  }
}

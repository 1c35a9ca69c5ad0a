package org.paraat.provisioning.store;

import java.time.Clock;
import java.util.function.Consumer;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.Transaction;

/** The versions of what is configured: who changed what, and when. */
public final class ConfigurationStore {
  private final Database database;
  private final Clock clock;

  public ConfigurationStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Changes what is configured, as one new version.
   *
   * @param by the portal user, or what else did it
   * @param what in words for the administrator
   * @return the new version
   */
  public long change(String by, String what, Consumer<Transaction> work) {
    return database.ask(
        transaction -> {
          long version = version(transaction) + 1;
          // first, so that a second change at the same moment meets the key and is undone
          transaction.change(
              "INSERT INTO configuration_versions (version, changed_at, changed_by, what)"
                  + " VALUES (?, ?, ?, ?)",
              version,
              clock.instant(),
              by,
              what);
          work.accept(transaction);
          return version;
        });
  }

  static long version(Transaction transaction) {
    return transaction
        .first(
            "SELECT COALESCE(MAX(version), 0) AS version FROM configuration_versions",
            row -> row.number("version"))
        .orElse(0L);
  }
}

package org.paraat.provisioning.store;

import java.time.Clock;
import java.util.function.Consumer;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.Transaction;

/** The versions of what is configured: who changed what, and when. */
public final class ConfigurationStore {
  private final Database database;
  private final Clock clock;
  private final Runnable whenChanged;

  public ConfigurationStore(Database database, Clock clock) {
    this(database, clock, () -> {});
  }

  /**
   * @param whenChanged run after each change, so that it is soon taken into use
   */
  public ConfigurationStore(Database database, Clock clock, Runnable whenChanged) {
    this.database = database;
    this.clock = clock;
    this.whenChanged = whenChanged;
  }

  /**
   * Changes what is configured, as one new version.
   *
   * @param by the portal user, or what else did it
   * @param what in words for the administrator
   * @return the new version
   */
  public long change(String by, String what, Consumer<Transaction> work) {
    long changed = database.ask(transaction -> changed(transaction, by, what, work));
    whenChanged.run();
    return changed;
  }

  private long changed(
      Transaction transaction, String by, String what, Consumer<Transaction> work) {
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
  }

  /** Shows whether the database takes changes, by one that changes nothing. */
  public static void changeNothing(Transaction transaction) {
    transaction.change("UPDATE configuration_versions SET what = what WHERE version = 1");
  }

  /** The newest; 0 when nothing was ever configured. */
  public static long version(Transaction transaction) {
    return transaction
        .first(
            "SELECT COALESCE(MAX(version), 0) AS version FROM configuration_versions",
            row -> row.number("version"))
        .orElse(0L);
  }
}

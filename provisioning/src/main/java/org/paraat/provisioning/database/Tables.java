package org.paraat.provisioning.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.MigrateResult;
import org.mariadb.jdbc.MariaDbDataSource;
import org.paraat.provisioning.ProvisioningFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our tables, brought up to the version of this release; one Paraat at a time does it. */
final class Tables {
  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);
  private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(3);

  /** A migration may take longer than any other statement. */
  private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(5);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(4);

  private static final Pattern RELEASE = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\..*");
  private static final int OLDEST_MAJOR = 10;
  private static final int OLDEST_MINOR = 6;

  private Tables() {}

  /**
   * @throws ProvisioningFailed when this database can never be ours as it is
   * @throws SQLException when it cannot be reached now
   */
  static void bringUpToDate(DatabaseSettings.External address) throws SQLException {
    try (Connection connection = source(address, LONGEST_LOOK).getConnection();
        Statement statement = connection.createStatement()) {
      refuseOtherServers(address, statement);
      refuseOtherTables(address, statement);
    }
    Flyway flyway =
        Flyway.configure(Database.class.getClassLoader())
            .dataSource(source(address, LONGEST_MIGRATION))
            .locations("classpath:db/migration")
            .failOnMissingLocations(true)
            .cleanDisabled(true)
            .load();
    refuseNewerTables(address, flyway);
    MigrateResult result = flyway.migrate();
    LOG.debug("tables at version {}", result.targetSchemaVersion);
  }

  /** Not through the pool, whose connections have other bounds. */
  private static MariaDbDataSource source(DatabaseSettings.External address, Duration longest)
      throws SQLException {
    String url = address.url();
    var source =
        new MariaDbDataSource(
            url
                + (url.contains("?") ? "&" : "?")
                + "connectTimeout="
                + LONGEST_CONNECTING.toMillis()
                + "&socketTimeout="
                + longest.toMillis());
    source.setUser(address.user());
    source.setPassword(address.password());
    return source;
  }

  private static void refuseOtherServers(DatabaseSettings.External address, Statement statement)
      throws SQLException {
    String version = text(statement, "SELECT VERSION()");
    if (!isNewEnough(version)) {
      throw new ProvisioningFailed(
          "the database " + address + " is " + version + ": Paraat needs MariaDB 10.6 or newer");
    }
  }

  static boolean isNewEnough(String version) {
    Matcher release = RELEASE.matcher(version);
    if (!version.contains("MariaDB") || !release.matches()) {
      return false;
    }
    int major = Integer.parseInt(release.group(1));
    int minor = Integer.parseInt(release.group(2));
    return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
  }

  private static void refuseOtherTables(DatabaseSettings.External address, Statement statement)
      throws SQLException {
    String count = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()";
    int tables = Integer.parseInt(text(statement, count));
    int ours =
        Integer.parseInt(
            text(
                statement,
                count + " AND table_name IN ('flyway_schema_history', 'configuration_versions')"));
    // a first migration that was cut off leaves its history table alone
    boolean isOurs = ours == 2 || tables == ours;
    if (!isOurs) {
      throw new ProvisioningFailed(
          "the database "
              + address
              + " holds "
              + tables
              + " tables that are not Paraat's: give it a database of its own, empty at first");
    }
  }

  private static String text(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      return answer.next() ? answer.getString(1) : "";
    }
  }

  private static void refuseNewerTables(DatabaseSettings.External address, Flyway flyway) {
    MigrationInfo[] all = flyway.info().all();
    boolean isNewer =
        Arrays.stream(all)
            .map(MigrationInfo::getState)
            .anyMatch(
                state ->
                    state == MigrationState.FUTURE_SUCCESS
                        || state == MigrationState.FUTURE_FAILED);
    if (isNewer) {
      throw new ProvisioningFailed(
          "the tables in "
              + address
              + " are of a newer release ("
              + all[all.length - 1].getVersion()
              + "): start that release, or put a back-up from before it into the database");
    }
  }
}

package org.paraat.provisioning.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.mariadb.jdbc.MariaDbDataSource;
import org.paraat.provisioning.ProvisioningFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our tables, through a small pool of connections. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int CONNECTIONS = 4;
  private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(2);

  /** A statement that takes longer counts as a database that is away. */
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(4);

  private static final Duration LONGEST_OPENING = Duration.ofSeconds(10);

  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Brings the tables up to date and opens the pool.
   *
   * @throws ProvisioningFailed when the database refuses us or is not reachable
   */
  public static Database open(DatabaseSettings.External address) {
    try {
      migrate(address);
      return new Database(new HikariDataSource(poolOf(address)));
    } catch (SQLException | FlywayException | HikariPool.PoolInitializationException e) {
      throw new ProvisioningFailed(
          "the database cannot be used as " + address + ": " + innermost(e).getMessage(), e);
    }
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static void migrate(DatabaseSettings.External address) throws SQLException {
    // not through the pool: a migration may take longer than any other statement
    var source = new MariaDbDataSource(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setLoginTimeout((int) LONGEST_OPENING.toSeconds());
    MigrateResult result =
        Flyway.configure(Database.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:db/migration")
            .failOnMissingLocations(true)
            .cleanDisabled(true)
            .load()
            .migrate();
    LOG.debug("tables at version {}", result.targetSchemaVersion);
  }

  private static HikariConfig poolOf(DatabaseSettings.External address) {
    var config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(LONGEST_WAIT_FOR_CONNECTION.toMillis());
    config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
    config.setInitializationFailTimeout(LONGEST_OPENING.toMillis());
    config.setAutoCommit(false);
    config.addDataSourceProperty("connectTimeout", "2000");
    config.addDataSourceProperty("socketTimeout", Long.toString(LONGEST_STATEMENT.toMillis()));
    // INSERT ... SELECT, by which we pass over what is gone, is unknown to the bulk protocol
    config.addDataSourceProperty("useBulkStmts", "false");
    config.addDataSourceProperty("useBulkStmtsForInserts", "false");
    return config;
  }

  /**
   * @throws DatabaseFailed when it could not be done: then nothing of it was
   */
  public <T> T ask(Function<Transaction, T> work) {
    try (Connection connection = pool.getConnection()) {
      try {
        T result = work.apply(new Transaction(connection));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  public void change(Consumer<Transaction> work) {
    ask(
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("no roll-back over a broken connection: the database does it by itself", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

package org.paraat.provisioning.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.paraat.provisioning.ProvisioningFailed;
import org.paraat.provisioning.database.DatabaseCondition.Asked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our tables, through a small pool of connections: there from the first moment, whether the
 * database can be reached or not.
 *
 * <p>Every question is answered or fails within seconds, and at once while the database is known to
 * be away.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int CONNECTIONS = 4;
  private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(2);
  private static final Duration LONGEST_CONNECTING = Duration.ofMillis(1500);

  /** A statement that takes longer counts as a database that is away. */
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(4);

  /** The database itself gives up a little earlier, so that nothing is left running there. */
  private static final String BOUNDS_OF_THE_SERVER =
      "max_statement_time=3.5,innodb_lock_wait_timeout=3,lock_wait_timeout=3";

  private final DatabaseCondition condition = new DatabaseCondition();
  private volatile Optional<HikariDataSource> pool = Optional.empty();

  /**
   * Brings the tables up to date and opens the pool.
   *
   * @throws ProvisioningFailed when the database refuses us or is not reachable
   */
  public static Database open(DatabaseSettings.External address) {
    var database = new Database();
    try {
      database.reach(address);
      return database;
    } catch (DatabaseFailed e) {
      throw new ProvisioningFailed(e.getMessage(), e);
    }
  }

  /**
   * Brings the tables up to date and opens the pool, unless it is open.
   *
   * @throws ProvisioningFailed when this database can never be ours as it is
   * @throws DatabaseFailed when it cannot be reached now
   */
  public void reach(DatabaseSettings.External address) {
    if (pool.isPresent()) {
      return;
    }
    try {
      Tables.bringUpToDate(address);
      pool = Optional.of(new HikariDataSource(poolOf(address)));
      condition.answered(Asked.TO_CHANGE);
    } catch (SQLException | FlywayException e) {
      String said = String.valueOf(innermost(e).getMessage());
      String why =
          "the database cannot be used as " + address + ": " + address.withoutOptions(said);
      if (isRefusal(e)) {
        throw new ProvisioningFailed(why, e);
      }
      throw noted(new DatabaseFailed(why));
    }
  }

  /** Whether somebody must mend it: our account, the database's name, tables that were changed. */
  private static boolean isRefusal(Exception e) {
    return e instanceof FlywayValidateException
        || (e instanceof SQLException refused
            && refused.getSQLState() != null
            && (refused.getSQLState().startsWith("28") || refused.getSQLState().startsWith("42")));
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
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
    // it was reached a moment ago; a pool that waits for it would be opened by nobody else
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.addDataSourceProperty("connectTimeout", Long.toString(LONGEST_CONNECTING.toMillis()));
    config.addDataSourceProperty("socketTimeout", Long.toString(LONGEST_STATEMENT.toMillis()));
    config.addDataSourceProperty("sessionVariables", BOUNDS_OF_THE_SERVER);
    // INSERT ... SELECT, by which we pass over what is gone, is unknown to the bulk protocol
    config.addDataSourceProperty("useBulkStmts", "false");
    config.addDataSourceProperty("useBulkStmtsForInserts", "false");
    return config;
  }

  /**
   * @throws DatabaseFailed when it could not be done: then nothing of it was
   */
  public <T> T ask(Function<Transaction, T> work) {
    if (condition.isResting()) {
      throw new DatabaseFailed("the database " + condition.health().words());
    }
    HikariDataSource open =
        pool.orElseThrow(() -> new DatabaseFailed("the database " + condition.health().words()));
    try (Connection connection = open.getConnection()) {
      return committed(connection, work);
    } catch (SQLException e) {
      throw noted(new DatabaseFailed(e));
    } catch (DatabaseFailed e) {
      throw noted(e);
    }
  }

  private <T> T committed(Connection connection, Function<Transaction, T> work)
      throws SQLException {
    try {
      var transaction = new Transaction(connection);
      T result = work.apply(transaction);
      connection.commit();
      condition.answered(transaction.hasChanged() ? Asked.TO_CHANGE : Asked.TO_TELL);
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection);
      throw e;
    }
  }

  private DatabaseFailed noted(DatabaseFailed failure) {
    condition.failed(failure);
    return failure;
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

  public DatabaseHealth health() {
    return condition.health();
  }

  @Override
  public void close() {
    pool.ifPresent(HikariDataSource::close);
  }
}

package org.paraat.provisioning.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Statements that take effect together or not at all.
 *
 * <p>Values are given as themselves: text, numbers, booleans, constants (kept by name), instants
 * (kept in UTC to the microsecond), durations (kept in milliseconds) and optionals of these.
 */
public final class Transaction {
  private final Connection connection;
  private boolean hasChanged;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  public <T> List<T> list(String sql, Row.Reader<T> reader, Object... values) {
    var rows = new ArrayList<T>();
    forEach(sql, row -> rows.add(reader.read(row)), values);
    return List.copyOf(rows);
  }

  /** The row may be read only while the taker runs. */
  public void forEach(String sql, Consumer<Row> taker, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet answer = statement.executeQuery()) {
        var row = new Row(answer);
        while (answer.next()) {
          taker.accept(row);
        }
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  public <T> Optional<T> first(String sql, Row.Reader<T> reader, Object... values) {
    return list(sql, reader, values).stream().findFirst();
  }

  /**
   * @return how many rows were changed
   */
  public int change(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      int changed = statement.executeUpdate();
      hasChanged = true;
      return changed;
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** The same statement with many sets of values, in one go. */
  public void changeAll(String sql, List<Object[]> sets) {
    if (sets.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] values : sets) {
        bind(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
      hasChanged = true;
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** Whether the database was asked to change something, and did. */
  boolean hasChanged() {
    return hasChanged;
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, kept(values[i]));
    }
  }

  private static Object kept(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(Transaction::kept).orElse(null);
      case Enum<?> constant -> constant.name();
      case Duration duration -> duration.toMillis();
      case Instant instant ->
          LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
      case String text -> text;
      case Integer number -> number;
      case Long number -> number;
      case Boolean flag -> flag;
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    };
  }
}

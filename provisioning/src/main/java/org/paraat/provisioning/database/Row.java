package org.paraat.provisioning.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** One row of an answer, read by the names of its columns. */
public final class Row {
  private final ResultSet answer;

  Row(ResultSet answer) {
    this.answer = answer;
  }

  /** How one row becomes a value. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Row row);
  }

  @FunctionalInterface
  private interface Column<T> {
    T read() throws SQLException;
  }

  private static <T> T read(Column<T> column) {
    try {
      return column.read();
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  public String text(String column) {
    return read(() -> answer.getString(column));
  }

  public Optional<String> optionalText(String column) {
    return Optional.ofNullable(text(column));
  }

  public long number(String column) {
    return read(() -> answer.getLong(column));
  }

  public int smallNumber(String column) {
    return read(() -> answer.getInt(column));
  }

  public boolean flag(String column) {
    return read(() -> answer.getBoolean(column));
  }

  /** From a column of milliseconds. */
  public Duration duration(String column) {
    return Duration.ofMillis(number(column));
  }

  public Instant instant(String column) {
    return optionalInstant(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is empty"));
  }

  public Optional<Instant> optionalInstant(String column) {
    return Optional.ofNullable(read(() -> answer.getObject(column, LocalDateTime.class)))
        .map(utc -> utc.toInstant(ZoneOffset.UTC));
  }

  /** From a column that holds the name of a constant. */
  public <E extends Enum<E>> E word(String column, Class<E> type) {
    return Enum.valueOf(type, text(column));
  }

  public <E extends Enum<E>> Optional<E> optionalWord(String column, Class<E> type) {
    return optionalText(column).map(name -> Enum.valueOf(type, name));
  }
}

package org.paraat.provisioning.database;

import java.sql.SQLException;

/** The database did not do what it was asked. */
public final class DatabaseFailed extends RuntimeException {
  private final Blame blame;

  /** Whether asking again can help. */
  public enum Blame {
    /** It is away, slow or full: the same statement may succeed later. */
    DATABASE,
    /** What it was asked breaks its rules: the same statement never succeeds. */
    STATEMENT
  }

  DatabaseFailed(SQLException cause) {
    super(cause.getMessage(), cause);
    blame = blameOf(cause.getSQLState());
  }

  /** SQLSTATE classes of ISO 9075: 22 data exception, 23 constraint, 42 syntax or access rule. */
  private static Blame blameOf(String sqlState) {
    boolean isAboutStatement =
        sqlState != null
            && (sqlState.startsWith("22")
                || sqlState.startsWith("23")
                || sqlState.startsWith("42"));
    return isAboutStatement ? Blame.STATEMENT : Blame.DATABASE;
  }

  public Blame blame() {
    return blame;
  }
}

package org.paraat.provisioning.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** The database did not do what it was asked. */
public final class DatabaseFailed extends RuntimeException {

  /** Read-only, out of room, or its disk fails: numbers of MariaDB, the same in every release. */
  private static final Set<Integer> TAKES_NO_CHANGES =
      Set.of(3, 28, 1021, 1026, 1030, 1114, 1290, 1792, 1836);

  private static final Set<Integer> SHUTTING_DOWN = Set.of(1053, 1077, 1079);

  private final Sign sign;

  /** Whether asking again can help. */
  public enum Blame {
    /** It is away, slow, full or lacks something: the same statement may succeed later. */
    DATABASE,
    /** What it was asked breaks its rules: the same statement never succeeds. */
    STATEMENT
  }

  /** What a failure tells about the database. */
  enum Sign {
    /** It cannot be reached, or does not answer in time. */
    AWAY,
    /** It answers and can be read: read-only or full. */
    TAKES_NO_CHANGES,
    /** It is well, and was busy with what we asked for. */
    BUSY,
    /** It answers, and lacks a table or a right of ours: somebody must mend it. */
    UNFIT,
    /** It is well, and was asked something impossible. */
    WRONG_STATEMENT
  }

  DatabaseFailed(SQLException cause) {
    super(wordsOf(cause), cause);
    sign = signOf(cause);
  }

  /** The pool's own words are about the pool; whoever runs the database needs to know of that. */
  private static String wordsOf(SQLException cause) {
    if (!(cause instanceof SQLTransientConnectionException)) {
      return cause.getMessage();
    }
    Throwable innermost = cause;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    return innermost == cause ? "it gives no connection in time" : innermost.getMessage();
  }

  /** When it is not asked at all, because it just failed. */
  DatabaseFailed(String because) {
    super(because);
    sign = Sign.AWAY;
  }

  private static Sign signOf(SQLException cause) {
    String state = cause.getSQLState();
    if (isConnectionGone(cause, state)) {
      return Sign.AWAY;
    }
    if (TAKES_NO_CHANGES.contains(cause.getErrorCode())) {
      return Sign.TAKES_NO_CHANGES;
    }
    // ISO 9075: 22 data exception, 23 constraint, 42 syntax or access rule. Our statements are
    // sound, so the last is a table that is missing or broken, or a right that was taken from us.
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "22", "23" -> Sign.WRONG_STATEMENT;
      case "42" -> Sign.UNFIT;
      default -> Sign.BUSY;
    };
  }

  /** ISO 9075: 08 connection exception, 28 invalid authorization. */
  private static boolean isConnectionGone(SQLException cause, String state) {
    return cause instanceof SQLTransientConnectionException
        || cause instanceof SQLNonTransientConnectionException
        || cause instanceof SQLTimeoutException
        || state == null
        || state.startsWith("08")
        || state.startsWith("28")
        || SHUTTING_DOWN.contains(cause.getErrorCode());
  }

  public Blame blame() {
    return sign == Sign.WRONG_STATEMENT ? Blame.STATEMENT : Blame.DATABASE;
  }

  /** Whether it goes on failing until somebody gives it back a table or a right of ours. */
  public boolean mustBeMended() {
    return sign == Sign.UNFIT;
  }

  Sign sign() {
    return sign;
  }
}

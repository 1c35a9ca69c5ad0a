package org.paraat.system.load;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many ended calls a database holds a record of, each with its trace. */
public final class RecordCount {
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true);

  private RecordCount() {}

  public static void main(String[] arguments) throws SQLException {
    String url = arguments[0] + "?sslMode=disable&connectTimeout=5000&socketTimeout=20000";
    String password = System.getenv("PARAAT_DATABASE_PASSWORD");
    try (Connection connection = DriverManager.getConnection(url, "paraat", password);
        Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                "SELECT COUNT(*) FROM call_records WHERE ended_at IS NOT NULL"
                    + " AND EXISTS (SELECT 1 FROM call_trace WHERE call_id = id)")) {
      answer.next();
      OUT.println(answer.getLong(1));
    }
  }
}

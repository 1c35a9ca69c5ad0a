package org.paraat.provisioning.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paraat.provisioning.ProvisioningFailed;
import org.paraat.provisioning.TestMariaDb;

@ExtendWith(TestMariaDb.class)
class TablesTest {

  private static void execute(EmbeddedMariaDb mariaDb, String... statements) throws SQLException {
    var address = mariaDb.address();
    try (var connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String refusal(EmbeddedMariaDb mariaDb) {
    return assertThrows(ProvisioningFailed.class, () -> Database.open(mariaDb.address()))
        .getMessage();
  }

  @Test
  void theTablesOfSomebodyElseAreLeftAlone(EmbeddedMariaDb mariaDb) throws Exception {
    execute(mariaDb, "CREATE TABLE wp_posts (id INT)", "CREATE TABLE wp_users (id INT)");
    String refusal = refusal(mariaDb);
    assertTrue(refusal.contains("holds 2 tables that are not Paraat's"), refusal);
  }

  @Test
  void theTablesOfAnotherProgramThatMigratesAsWeDoAreLeftAlone(EmbeddedMariaDb mariaDb)
      throws Exception {
    execute(mariaDb, "CREATE TABLE flyway_schema_history (id INT)", "CREATE TABLE pets (id INT)");
    assertTrue(refusal(mariaDb).contains("not Paraat's"));
  }

  @Test
  void theTablesOfANewerReleaseAreRefusedInItsWords(Database database, EmbeddedMariaDb mariaDb)
      throws Exception {
    execute(
        mariaDb,
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " VALUES (9000, '9000', 'later', 'SQL', 'V9000__later.sql', 1, 'x', 1, 1)");
    String refusal = refusal(mariaDb);
    assertTrue(refusal.contains("of a newer release (9000)"), refusal);
    assertEquals(DatabaseHealth.State.UP, database.health().state());
  }

  @Test
  void aDatabaseThatDoesNotExistIsNamed(EmbeddedMariaDb mariaDb) {
    var address = mariaDb.address();
    var nowhere =
        new DatabaseSettings.External(
            address.url().replace("/paraat", "/elsewhere"), address.user(), address.password());
    String refusal =
        assertThrows(ProvisioningFailed.class, () -> Database.open(nowhere)).getMessage();
    assertTrue(refusal.contains("elsewhere"), refusal);
  }

  @Test
  void twoThatBeginAtOnceMakeTheTablesOnce(EmbeddedMariaDb mariaDb) throws Exception {
    try (var both = Executors.newFixedThreadPool(2)) {
      List<Future<Database>> opening = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        opening.add(both.submit(() -> Database.open(mariaDb.address())));
      }
      for (Future<Database> each : opening) {
        try (Database database = each.get()) {
          assertEquals(DatabaseHealth.State.UP, database.health().state());
        }
      }
    }
  }

  @Test
  void onlyMariaDbFromTheReleaseThatWeTestWithOnIsTaken() {
    for (String good : List.of("10.6.1-MariaDB", "10.11.19-MariaDB-0+deb12u1", "11.4.5-MariaDB")) {
      assertTrue(Tables.isNewEnough(good), good);
    }
    assertTrue(Tables.isNewEnough("5.5.5-10.11.2-MariaDB"));
    for (String bad :
        List.of("10.5.28-MariaDB", "8.0.36", "8.4.0-commercial", "9.9.9-MariaDB", "")) {
      assertTrue(!Tables.isNewEnough(bad), bad);
    }
  }
}

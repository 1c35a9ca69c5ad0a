package org.paraat.provisioning.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paraat.provisioning.ProvisioningFailed;
import org.paraat.provisioning.TestMariaDb;

@ExtendWith(TestMariaDb.class)
class DatabaseTest {
  private static final String TABLES =
      "SELECT table_name, table_collation FROM information_schema.tables"
          + " WHERE table_schema = DATABASE() AND table_name <> 'flyway_schema_history'";

  private static List<String> tablesOf(Database database) {
    return database.ask(t -> t.list(TABLES, row -> row.text("table_name"))).stream()
        .sorted()
        .toList();
  }

  @Test
  void anEmptyDatabaseGetsEveryTableWithTextsComparedLetterByLetter(Database database) {
    assertEquals(
        List.of(
            "agent_memberships",
            "agent_standings",
            "api_tokens",
            "barred_numbers",
            "call_back_tasks",
            "call_quality",
            "call_records",
            "call_segments",
            "call_trace",
            "change_log_positions",
            "configuration_versions",
            "devices",
            "emergency_numbers",
            "extensions",
            "mobile_phones",
            "number_steps",
            "numbers",
            "organisation_domains",
            "organisations",
            "portal_users",
            "queues",
            "switch_positions",
            "switch_standings",
            "switch_turns",
            "switches",
            "trunk_servers",
            "trunk_sources",
            "trunks"),
        tablesOf(database));
    assertEquals(
        List.of("utf8mb4_nopad_bin"),
        database.ask(t -> t.list(TABLES, row -> row.text("table_collation"))).stream()
            .distinct()
            .toList());
  }

  @Test
  void openingAgainLeavesWhatIsThere(Database database, EmbeddedMariaDb mariaDb) {
    database.change(t -> t.change("INSERT INTO switches (id, name) VALUES ('hap', 'HAP')"));
    try (Database again = Database.open(mariaDb.address())) {
      assertEquals(
          List.of("HAP"),
          again.ask(t -> t.list("SELECT name FROM switches", row -> row.text("name"))));
    }
  }

  @Test
  void whatFailsHalfWayHasNotHappened(Database database) {
    var failed =
        assertThrows(
            DatabaseFailed.class,
            () ->
                database.change(
                    t -> {
                      t.change("INSERT INTO switches (id, name) VALUES ('hap', 'HAP')");
                      t.change("INSERT INTO switches (id, name) VALUES ('hap', 'HAP')");
                    }));
    assertEquals(DatabaseFailed.Blame.STATEMENT, failed.blame());
    assertTrue(
        database.ask(t -> t.list("SELECT id FROM switches", row -> row.text("id"))).isEmpty());
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidWithoutItsPassword() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    var nowhere =
        new DatabaseSettings.External(
            "jdbc:mariadb://127.0.0.1:" + closed + "/paraat", "paraat", "a-secret");
    var refused = assertThrows(ProvisioningFailed.class, () -> Database.open(nowhere));
    assertTrue(refused.getMessage().contains("127.0.0.1:" + closed), refused::getMessage);
    assertFalse(refused.getMessage().contains("a-secret"));
  }
}

package org.paraat.provisioning.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.provisioning.ProvisioningFailed;
import org.paraat.provisioning.TestMariaDb;

@ExtendWith(TestMariaDb.class)
@Tag("slow")
class EmbeddedMariaDbTest {

  @Test
  void aWrongPasswordIsRefused(EmbeddedMariaDb mariaDb) {
    var address = mariaDb.address();
    var wrong = new DatabaseSettings.External(address.url(), address.user(), "guessed");
    var refused = assertThrows(ProvisioningFailed.class, () -> Database.open(wrong));
    assertTrue(refused.getMessage().contains("Access denied"), refused::getMessage);
    assertFalse(refused.getMessage().contains("guessed"));
  }

  @Test
  void nobodyComesInWithoutAPassword(EmbeddedMariaDb mariaDb) {
    String url = mariaDb.address().url();
    assertThrows(SQLException.class, () -> DriverManager.getConnection(url, "root", "").close());
    assertThrows(SQLException.class, () -> DriverManager.getConnection(url, "", "").close());
  }

  @Test
  void thePasswordIsReadableByUsAlone(@TempDir Path folder) throws Exception {
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      assertTrue(mariaDb.pid() > 0);
      for (String file : List.of("password", "account.sql")) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))));
      }
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }
  }

  @Test
  void itListensOnLoopbackAlone(EmbeddedMariaDb mariaDb) throws Exception {
    int port = URI.create(mariaDb.address().url().substring("jdbc:".length())).getPort();
    String inHexadecimal = String.format(":%04X", port);
    var listening = new ArrayList<String>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] columns = line.strip().split("\\s+");
        if (columns[1].endsWith(inHexadecimal) && columns[3].equals("0A")) {
          listening.add(columns[1]);
        }
      }
    }
    assertEquals(List.of("0100007F" + inHexadecimal), listening);
  }

  @Test
  void oneThatWasKilledIsStartedAgainAtTheSamePlace(EmbeddedMariaDb mariaDb) {
    var address = mariaDb.address();
    long before = mariaDb.pid();
    ProcessHandle.of(before).orElseThrow().destroyForcibly();
    try (Database database = Database.open(reachableAgain(address))) {
      assertTrue(
          database.ask(t -> t.first("SELECT 1 AS one", row -> row.flag("one"))).orElseThrow());
    }
    assertEquals(address, mariaDb.address());
    assertNotEquals(before, mariaDb.pid());
  }

  private static DatabaseSettings.External reachableAgain(DatabaseSettings.External address) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      try (var connection =
          DriverManager.getConnection(address.url(), address.user(), address.password())) {
        assertTrue(connection.isValid(1));
        return address;
      } catch (SQLException e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("not back within 20 s");
  }

  @Test
  void aStrangerThatHasThePidOfAnOldDatabaseIsLeftAlone(@TempDir Path folder) throws Exception {
    long stranger = ProcessHandle.current().pid();
    Files.writeString(folder.resolve("mariadbd.pid"), stranger + " 3306\n");
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      assertNotEquals(stranger, mariaDb.pid());
    }
  }

  @Test
  void aDatabaseWithOtherOptionsThatWasLeftRunningIsEnded(@TempDir Path folder) throws Exception {
    List<String> command;
    try (var first = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      String line = Files.readString(Path.of("/proc/" + first.pid() + "/cmdline"));
      command = new ArrayList<>(List.of(line.split("\0")));
    }
    // as another release would have started it
    command.add("--max-connections=39");
    Process old = new ProcessBuilder(command).start();
    Files.writeString(folder.resolve("mariadbd.pid"), old.pid() + " 1\n");

    List<String> told = new ArrayList<>();
    try (var second = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, told::add)) {
      assertFalse(old.isAlive());
      assertNotEquals(old.pid(), second.pid());
    }
    assertEquals(List.of("ending a MariaDB that was left running", "starting MariaDB"), told);
  }
}

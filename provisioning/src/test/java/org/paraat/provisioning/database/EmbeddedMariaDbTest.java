package org.paraat.provisioning.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  void itsTemporaryFilesAreWhereNoOtherRemovesThem(@TempDir Path folder) throws Exception {
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      var address = mariaDb.address();
      try (var connection =
              DriverManager.getConnection(address.url(), address.user(), address.password());
          var statement = connection.createStatement();
          var answer = statement.executeQuery("select @@tmpdir")) {
        assertTrue(answer.next());
        assertEquals(folder.resolve("temporary").toString(), answer.getString(1));
      }
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

  @Test
  void oneThatWasAskedForSeveralTimesIsStartedAgainOnce(@TempDir Path folder) throws Exception {
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      for (int i = 0; i < 3; i++) {
        mariaDb.start(what -> {});
      }
      ProcessHandle.of(mariaDb.pid()).orElseThrow().destroyForcibly();
      reachableAgain(mariaDb.address());
      // a second start would have been due after 1 s, a third one after 2 s
      assertFalse(new CountDownLatch(1).await(2500, TimeUnit.MILLISECONDS));
      assertEquals(1, mariaDb.restarts());
      String data = "--datadir=" + folder.toRealPath().resolve("data");
      assertEquals(
          List.of(mariaDb.pid()),
          ProcessHandle.allProcesses()
              .map(ProcessHandle::pid)
              .filter(pid -> commandLineOf(pid).contains(data))
              .toList());
    }
  }

  private static String commandLineOf(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException e) {
      return "gone: " + e;
    }
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
  void oneWhosePidWasNeverNotedIsTakenOverAllTheSame(@TempDir Path folder) throws Exception {
    Process left = leftRunning(folder);
    Files.delete(folder.resolve("mariadbd.pid"));
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      assertEquals(left.pid(), mariaDb.pid());
      assertTrue(Files.readString(folder.resolve("mariadbd.pid")).startsWith(left.pid() + " "));
    }
    assertFalse(left.isAlive());
  }

  @Test
  void whatAPowerFailureLeavesOfThePidFileIsNoPid(@TempDir Path folder) throws Exception {
    for (String noted : List.of("", "\0\0\0\0\0\0", "12", "x y", "99999999999999999999 1")) {
      Files.writeString(folder.resolve("mariadbd.pid"), noted);
      assertEquals(
          Optional.empty(),
          MariaDbProcess.leftBehind(folder.resolve("mariadbd.pid"), folder.resolve("data")));
    }
  }

  @Test
  void oneThatHangsIsEndedAndAnotherStarted(@TempDir Path folder) throws Exception {
    Process left = leftRunning(folder);
    new ProcessBuilder("kill", "-STOP", Long.toString(left.pid())).start().waitFor();
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      assertNotEquals(left.pid(), mariaDb.pid());
      assertFalse(left.isAlive());
    }
  }

  @Test
  void anEmptyPasswordFileIsFilledAgain(@TempDir Path folder) throws Exception {
    EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {}).close();
    Files.writeString(folder.resolve("password"), "");
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      assertEquals(48, mariaDb.address().password().length());
    }
  }

  @Test
  void anInstallationThatWasCutOffIsBegunAgainAndItsProcessEnded(@TempDir Path folder)
      throws Exception {
    Files.createDirectories(folder.resolve("data.new"));
    Files.writeString(folder.resolve("data.new/ibdata1"), "half");
    Process installing =
        new ProcessBuilder(
                "bash",
                "-c",
                "read -r -t 60",
                "--datadir=" + folder.toRealPath().resolve("data.new"))
            .start();
    try (var mariaDb = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      assertTrue(mariaDb.pid() > 0);
      assertFalse(Files.exists(folder.resolve("data.new")));
      assertFalse(installing.isAlive());
    } finally {
      installing.destroyForcibly();
    }
  }

  /** As a JVM leaves it that is killed: running, and nobody's child. */
  private static Process leftRunning(Path folder) throws Exception {
    List<String> command;
    int port;
    try (var first = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {})) {
      String line = Files.readString(Path.of("/proc/" + first.pid() + "/cmdline"));
      command = new ArrayList<>(List.of(line.split("\0")));
      port = URI.create(first.address().url().substring("jdbc:".length())).getPort();
    }
    Process left = new ProcessBuilder(command).start();
    Files.writeString(folder.resolve("mariadbd.pid"), left.pid() + " " + port + "\n");
    String password = Files.readString(folder.resolve("password")).strip();
    reachableAgain(
        new DatabaseSettings.External(
            "jdbc:mariadb://127.0.0.1:" + port + "/paraat?sslMode=disable", "paraat", password));
    return left;
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

package org.paraat.provisioning.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
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
import org.paraat.provisioning.database.DatabaseHealth.State;

@ExtendWith(TestMariaDb.class)
@Tag("slow")
class DatabaseAwayTest {

  /** The wait for a connection, a statement, and the goodbye. */
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(8);

  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  private static int one(Database database) {
    return database.ask(t -> t.first("SELECT 1 AS one", row -> row.smallNumber("one"))).orElse(0);
  }

  private static Duration timeOfFailure(Database database) {
    long before = System.nanoTime();
    assertThrows(DatabaseFailed.class, () -> one(database));
    return Duration.ofNanos(System.nanoTime() - before);
  }

  /** Asks now and then, as whoever needs the database does, until it answers. */
  private static void awaitBack(Database database) throws InterruptedException {
    long deadline = System.nanoTime() + BACK_WITHIN.toNanos();
    var never = new CountDownLatch(1);
    while (System.nanoTime() < deadline) {
      try {
        assertEquals(1, one(database));
        return;
      } catch (DatabaseFailed e) {
        assertEquals(DatabaseFailed.Blame.DATABASE, e.blame());
        assertTrue(!never.await(20, TimeUnit.MILLISECONDS));
      }
    }
    throw new AssertionError("not back within " + BACK_WITHIN + ": " + database.health());
  }

  @Test
  void aDatabaseThatHangsKeepsNobodyWaitingForLong(EmbeddedMariaDb mariaDb) throws Exception {
    try (var proxy = new FaultyProxy(mariaDb.address());
        Database database = Database.open(proxy.address())) {
      assertEquals(1, one(database));
      proxy.stalls();
      Duration first = timeOfFailure(database);
      assertTrue(first.compareTo(LONGEST_QUESTION) < 0, first::toString);
      assertEquals(State.AWAY, database.health().state());

      // known to be away: nobody waits for it
      Duration next = timeOfFailure(database);
      assertTrue(next.toMillis() < 50, next::toString);

      proxy.passes();
      awaitBack(database);
      assertEquals(State.UP, database.health().state());
      assertEquals("", database.health().words());
    }
  }

  @Test
  void aStatementThatHangsInTheMiddleEndsAndHasNotHappened(EmbeddedMariaDb mariaDb)
      throws Exception {
    try (var proxy = new FaultyProxy(mariaDb.address());
        Database database = Database.open(proxy.address())) {
      long before = System.nanoTime();
      assertThrows(
          DatabaseFailed.class,
          () ->
              database.change(
                  t -> {
                    t.change("INSERT INTO switches (id, name) VALUES ('hap', 'HAP')");
                    proxy.stalls();
                    t.change("INSERT INTO switches (id, name) VALUES ('spoed', 'Spoed')");
                  }));
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      assertTrue(took.compareTo(LONGEST_QUESTION) < 0, took::toString);
      proxy.passes();
      proxy.cuts();
      awaitBack(database);
      assertEquals(
          List.of(), database.ask(t -> t.list("SELECT id FROM switches", row -> row.text("id"))));
    }
  }

  @Test
  void aDatabaseThatDiedIsFoundAgain(EmbeddedMariaDb mariaDb) throws Exception {
    try (var proxy = new FaultyProxy(mariaDb.address());
        Database database = Database.open(proxy.address())) {
      proxy.refuses();
      Duration first = timeOfFailure(database);
      assertTrue(first.compareTo(LONGEST_QUESTION) < 0, first::toString);
      DatabaseHealth away = database.health();
      assertEquals(State.AWAY, away.state());
      assertTrue(away.words().startsWith("is away (0 s): "), away::words);
      assertTrue(away.failures() > 0);
      proxy.passes();
      awaitBack(database);
    }
  }

  @Test
  void oneThatWasStartedAgainIsFoundAgainEachTime(EmbeddedMariaDb mariaDb) throws Exception {
    try (var proxy = new FaultyProxy(mariaDb.address());
        Database database = Database.open(proxy.address())) {
      for (int i = 0; i < 5; i++) {
        awaitBack(database);
        proxy.cuts();
      }
      awaitBack(database);
    }
  }

  @Test
  void oneThatCannotBeReachedYetIsReachedLater(EmbeddedMariaDb mariaDb) throws Exception {
    try (var proxy = new FaultyProxy(mariaDb.address());
        var database = new Database()) {
      proxy.stalls();
      long before = System.nanoTime();
      assertThrows(DatabaseFailed.class, () -> database.reach(proxy.address()));
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      assertTrue(took.compareTo(LONGEST_QUESTION) < 0, took::toString);
      assertEquals(State.NOT_YET, database.health().state());
      assertThrows(DatabaseFailed.class, () -> one(database));

      proxy.passes();
      database.reach(proxy.address());
      awaitBack(database);
    }
  }

  @Test
  void aLockThatSomebodyElseHoldsIsNoDatabaseThatIsAway(Database database, EmbeddedMariaDb mariaDb)
      throws Exception {
    database.change(t -> t.change("INSERT INTO switches (id, name) VALUES ('hap', 'HAP')"));
    var address = mariaDb.address();
    try (var other =
        DriverManager.getConnection(address.url(), address.user(), address.password())) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.executeUpdate("UPDATE switches SET name = 'A' WHERE id = 'hap'");
        var busy =
            assertThrows(
                DatabaseFailed.class,
                () -> database.change(t -> t.change("UPDATE switches SET name = 'B'")));
        assertEquals(DatabaseFailed.Blame.DATABASE, busy.blame());
        assertEquals(State.UP, database.health().state());
      }
      other.rollback();
    }
    assertEquals(1, one(database));
  }

  @Test
  void oneThatMayOnlyBeReadIsReadAndSaysSo(@TempDir Path folder) throws Exception {
    List<String> command;
    DatabaseSettings.External address;
    try (var first = EmbeddedMariaDb.start(folder, TestMariaDb.SOFTWARE, what -> {});
        Database database = Database.open(first.address())) {
      assertEquals(1, one(database));
      address = first.address();
      String line = Files.readString(Path.of("/proc/" + first.pid() + "/cmdline"));
      command = new ArrayList<>(List.of(line.split("\0")));
    }
    Process writable = new ProcessBuilder(command).start();
    try (Database database = openedWithin(address)) {
      writable.destroy();
      writable.waitFor();
      command.add("--read-only");
      Process readOnly = new ProcessBuilder(command).start();
      try {
        awaitBack(database);
        assertThrows(
            DatabaseFailed.class,
            () -> database.change(t -> t.change("INSERT INTO switches VALUES ('hap', 'HAP')")));
        assertEquals(State.TAKES_NO_CHANGES, database.health().state());
        assertEquals(1, one(database), "it can still be read");
        assertEquals(State.TAKES_NO_CHANGES, database.health().state());
      } finally {
        readOnly.destroy();
        readOnly.waitFor();
      }
      Process again = new ProcessBuilder(command.subList(0, command.size() - 1)).start();
      try {
        awaitBack(database);
        database.change(t -> t.change("INSERT INTO switches VALUES ('hap', 'HAP')"));
        assertEquals(State.UP, database.health().state());
      } finally {
        again.destroy();
        again.waitFor();
      }
    }
  }

  private static Database openedWithin(DatabaseSettings.External address) {
    long deadline = System.nanoTime() + BACK_WITHIN.toNanos();
    Optional<Database> opened = Optional.empty();
    while (opened.isEmpty()) {
      try {
        opened = Optional.of(Database.open(address));
      } catch (ProvisioningFailed e) {
        assertTrue(System.nanoTime() < deadline, e::getMessage);
        assertNotEquals("", e.getMessage());
      }
    }
    return opened.get();
  }
}

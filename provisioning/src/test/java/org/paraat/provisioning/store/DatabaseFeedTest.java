package org.paraat.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.provisioning.TestMariaDb;
import org.paraat.provisioning.changelog.ChangeLog;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.EmbeddedMariaDb;
import org.paraat.provisioning.demo.SampleInstallation;
import org.paraat.provisioning.demo.SampleOrganisation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@ExtendWith(TestMariaDb.class)
@Tag("slow")
class DatabaseFeedTest {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFeedTest.class);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Stores stores = new Stores();
  private final List<Change> seen = new ArrayList<>();
  private Database database;

  @TempDir Path folder;

  @BeforeEach
  void installDemo(Database database) {
    this.database = database;
    new SampleInstallation(database, stores, Clock.systemUTC())
        .install(SampleOrganisation.DEMO, what -> {});
  }

  /** A log with the feed from it. */
  private final class Life implements AutoCloseable {
    private final ChangeLog log;
    private final DatabaseFeed feed;

    private Life() throws IOException {
      log = ChangeLog.open(folder.resolve("changes"), seen::add);
      if (log.standing().isEmpty()) {
        log.beginWith(Standing.NONE);
      }
      log.start();
      feed = new DatabaseFeed(database, stores, log);
      feed.start();
    }

    private boolean isAllStored() {
      return feed.hasWrittenAllWithin(LONG);
    }

    @Override
    public void close() {
      feed.close();
      log.close();
    }
  }

  private int callsInDatabase() {
    return database.ask(t -> stores.calls().newest(t, 10_000)).size();
  }

  private static void signal(String signal, EmbeddedMariaDb mariaDb) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(mariaDb.pid())).start().waitFor();
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "waited for " + LONG);
      Thread.onSpinWait();
    }
  }

  @Test
  void changesAreWrittenWithinMilliseconds() throws Exception {
    try (var life = new Life()) {
      long[] took = new long[40];
      for (int i = 0; i < took.length; i++) {
        long before = System.nanoTime();
        life.log.save(ExampleChanges.ended(i));
        assertTrue(life.isAllStored());
        took[i] = Duration.ofNanos(System.nanoTime() - before).toMillis();
      }
      Arrays.sort(took);
      LOG.info("written after {} ms, the slowest after {} ms", took[20], took[39]);
      assertTrue(took[20] < 80, () -> Arrays.toString(took));
      assertEquals(took.length, callsInDatabase());
      assertEquals(took.length, seen.size());
      assertTrue(life.feed.health().isWell());
      assertEquals(0, life.log.health().toDatabase());
    }
  }

  @Test
  void ofAnAgentTheLastStateIsKept() throws Exception {
    try (var life = new Life()) {
      for (int i = 0; i < 3000; i++) {
        Pause pause = i % 2 == 0 ? Pause.PAUSED : Pause.NOT_PAUSED;
        life.log.save(ExampleChanges.changed(ExampleChanges.agent("1201", "desk1", pause, "999")));
      }
      assertTrue(life.isAllStored());
    }
    assertEquals(
        List.of(ExampleChanges.agent("1201", "desk1", Pause.NOT_PAUSED, "999")),
        database.ask(stores::standing).agents());
  }

  @Test
  void nothingIsLostWhileTheDatabaseIsDead(EmbeddedMariaDb mariaDb) throws Exception {
    try (var life = new Life()) {
      life.log.save(ExampleChanges.ended(0));
      assertTrue(life.isAllStored());
      signal("KILL", mariaDb);
      for (int i = 1; i <= 2000; i++) {
        life.log.save(ExampleChanges.ended(i));
      }
      life.log.save(ExampleChanges.turned("Calamiteit", 0));
      assertTrue(life.isAllStored(), () -> life.feed.health() + " " + life.log.health());
      assertEquals(2001, callsInDatabase());
      assertEquals("Calamiteit", standsAt());
      until(() -> life.feed.health().isWell());
    }
  }

  private String standsAt() {
    return database.ask(stores::standing).switches().getFirst().position().name();
  }

  @Test
  void whatADatabaseThatHangsDoesNotTakeItGetsInTheNextLife(EmbeddedMariaDb mariaDb)
      throws Exception {
    signal("STOP", mariaDb);
    try (var life = new Life()) {
      for (int i = 0; i < 100; i++) {
        life.log.save(ExampleChanges.ended(i));
      }
      life.log.save(ExampleChanges.turned("Gesloten", 0));
      until(() -> life.log.health().toDisk() == 0 && !life.feed.health().isWell());
    } finally {
      signal("CONT", mariaDb);
    }
    seen.clear();
    try (var next = new Life()) {
      assertEquals(101, seen.size(), "shown before the database has them");
      assertTrue(next.isAllStored(), () -> next.log.health().toString());
      assertEquals(100, callsInDatabase());
      assertEquals("Gesloten", standsAt());
    }
  }

  @Test
  void whatWaitsIsWrittenBeforeItCloses() throws Exception {
    try (var life = new Life()) {
      for (int i = 0; i < 1500; i++) {
        life.log.save(ExampleChanges.ended(i));
      }
    }
    assertEquals(1500, callsInDatabase());
  }

  @Test
  void whatTheDatabaseHasIsNotGivenToItAgain() throws Exception {
    try (var life = new Life()) {
      life.log.save(ExampleChanges.ended(0));
      assertTrue(life.isAllStored());
    }
    database.change(transaction -> transaction.change("DELETE FROM call_records"));
    try (var next = new Life()) {
      next.log.save(ExampleChanges.ended(1));
      assertTrue(next.isAllStored());
      assertEquals(1, callsInDatabase(), "the first one is not written a second time");
    }
  }

  @Test
  void aTableThatIsMissingIsWaitedForAndNothingPassesItBy() throws Exception {
    try (var life = new Life()) {
      life.log.save(ExampleChanges.ended(0));
      assertTrue(life.isAllStored());
      database.change(t -> t.change("RENAME TABLE call_trace TO call_trace_away"));
      life.log.save(ExampleChanges.ended(1));
      life.log.save(ExampleChanges.ended(2));
      until(() -> !life.feed.health().isWell());
      String why = life.feed.health().lastError().orElseThrow();
      assertTrue(why.contains("call_trace"), why);
      database.change(t -> t.change("RENAME TABLE call_trace_away TO call_trace"));
      assertTrue(life.isAllStored());
      assertEquals(3, callsInDatabase());
      until(() -> life.feed.health().isWell());
    }
  }

  @Test
  void aCopyOfTheDatabaseThatHasLessGetsWhatItMisses() throws Exception {
    try (var life = new Life()) {
      life.log.save(ExampleChanges.ended(0));
      assertTrue(life.isAllStored());
      database.change(t -> t.change("CREATE TABLE copy AS SELECT * FROM change_log_positions"));
      for (int i = 1; i < 10; i++) {
        life.log.save(ExampleChanges.ended(i));
      }
      assertTrue(life.isAllStored());
      // as a replica that is behind, or a back-up, takes the place of the one that was there
      database.change(
          t -> {
            t.change("DELETE FROM call_records WHERE started_at > ?", ExampleChanges.NOON);
            t.change(
                "UPDATE change_log_positions SET sequence = (SELECT sequence FROM copy"
                    + " WHERE copy.log_id = change_log_positions.log_id)");
          });
      assertEquals(1, callsInDatabase());
      life.log.save(ExampleChanges.ended(10));
      assertTrue(life.isAllStored());
      assertEquals(11, callsInDatabase());
      until(() -> life.feed.health().isWell());
    }
  }

  @Test
  void aFailureIsOverThoughSomethingIsAlwaysOnItsWay() throws Exception {
    try (var life = new Life()) {
      database.change(t -> t.change("RENAME TABLE call_trace TO call_trace_away"));
      life.log.save(ExampleChanges.ended(0));
      until(() -> !life.feed.health().isWell());
      database.change(t -> t.change("RENAME TABLE call_trace_away TO call_trace"));
      var saved = new AtomicInteger();
      until(
          () -> {
            // more than one transaction takes
            if (life.log.health().toDatabase() < 2000) {
              life.log.save(ExampleChanges.ended(saved.incrementAndGet()));
            }
            return life.feed.health().isWell();
          });
    }
  }

  @Test
  void oneChangeThatCannotBeWrittenHoldsNothingUp() throws Exception {
    try (var life = new Life()) {
      life.log.save(ExampleChanges.ended(0));
      // the column of a switch's name takes 100 characters
      life.log.save(
          new Change.SwitchPositionChanged(
              ExampleChanges.NOON, new SwitchId("x".repeat(200)), new PositionId("Open"), "me"));
      life.log.save(ExampleChanges.ended(1));
      assertTrue(life.isAllStored());
      assertEquals(2, callsInDatabase());
    }
  }
}

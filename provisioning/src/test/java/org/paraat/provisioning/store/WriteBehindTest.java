package org.paraat.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.provisioning.TestMariaDb;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.EmbeddedMariaDb;
import org.paraat.provisioning.demo.SampleInstallation;
import org.paraat.provisioning.demo.SampleOrganisation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@ExtendWith(TestMariaDb.class)
@Tag("slow")
class WriteBehindTest {
  private static final Logger LOG = LoggerFactory.getLogger(WriteBehindTest.class);
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

  private WriteBehind started(int mostWaiting) throws IOException {
    var behind = new WriteBehind(database, stores, folder, mostWaiting, seen::add);
    behind.start();
    return behind;
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
    try (WriteBehind behind = started(WriteBehind.MOST_WAITING)) {
      long[] took = new long[40];
      for (int i = 0; i < took.length; i++) {
        long before = System.nanoTime();
        behind.save(ExampleChanges.ended(i));
        assertTrue(behind.hasWrittenAllWithin(LONG));
        took[i] = Duration.ofNanos(System.nanoTime() - before).toMillis();
      }
      Arrays.sort(took);
      LOG.info("written after {} ms, the slowest after {} ms", took[20], took[39]);
      assertTrue(took[20] < 50, () -> Arrays.toString(took));
      assertEquals(took.length, callsInDatabase());
      assertEquals(took.length, seen.size());
      assertTrue(behind.health().isWell());
      assertEquals(0, behind.health().waiting());
    }
  }

  @Test
  void ofAnAgentOnlyTheLastStateMatters() throws Exception {
    try (WriteBehind behind = started(WriteBehind.MOST_WAITING)) {
      for (int i = 0; i < 3000; i++) {
        Pause pause = i % 2 == 0 ? Pause.PAUSED : Pause.NOT_PAUSED;
        behind.save(ExampleChanges.changed(ExampleChanges.agent("1201", "desk1", pause, "999")));
        assertTrue(behind.health().waiting() <= 2);
      }
      assertTrue(behind.hasWrittenAllWithin(LONG));
    }
    assertEquals(
        List.of(ExampleChanges.agent("1201", "desk1", Pause.NOT_PAUSED, "999")),
        database.ask(stores::standing).agents());
  }

  @Test
  void nothingIsLostWhileTheDatabaseIsDead(EmbeddedMariaDb mariaDb) throws Exception {
    try (WriteBehind behind = started(WriteBehind.MOST_WAITING)) {
      behind.save(ExampleChanges.ended(0));
      assertTrue(behind.hasWrittenAllWithin(LONG));
      signal("KILL", mariaDb);
      for (int i = 1; i <= 2000; i++) {
        behind.save(ExampleChanges.ended(i));
      }
      behind.save(ExampleChanges.turned("Calamiteit", 0));
      assertTrue(behind.hasWrittenAllWithin(LONG), () -> behind.health().toString());
      assertEquals(2001, callsInDatabase());
      assertEquals("Calamiteit", standsAt());
      assertEquals(0, behind.health().bytesSetAside());
      assertTrue(behind.health().isWell());
    }
  }

  private String standsAt() {
    return database.ask(stores::standing).switches().getFirst().position().name();
  }

  @Test
  void whatADatabaseThatHangsDoesNotTakeIsOnDiskUntilTheNextLife(EmbeddedMariaDb mariaDb)
      throws Exception {
    signal("STOP", mariaDb);
    try (WriteBehind behind = started(WriteBehind.MOST_WAITING)) {
      for (int i = 0; i < 100; i++) {
        behind.save(ExampleChanges.ended(i));
      }
      behind.save(ExampleChanges.turned("Gesloten", 0));
      until(() -> behind.health().bytesSetAside() > 0 && behind.health().waiting() == 0);
      assertFalse(behind.health().isWell());
    } finally {
      signal("CONT", mariaDb);
    }
    // whether the one that hung has come to it in the end or not: it may be repeated
    try (WriteBehind next = started(WriteBehind.MOST_WAITING)) {
      assertTrue(next.hasWrittenAllWithin(LONG), () -> next.health().toString());
      assertEquals(100, callsInDatabase());
      assertEquals("Gesloten", standsAt());
      assertEquals(0, next.health().bytesSetAside());
    }
  }

  @Test
  void whatWaitsIsWrittenBeforeItCloses() throws Exception {
    try (WriteBehind behind = started(WriteBehind.MOST_WAITING)) {
      for (int i = 0; i < 1500; i++) {
        behind.save(ExampleChanges.ended(i));
      }
    }
    assertEquals(1500, callsInDatabase());
  }

  @Test
  void memoryIsBoundedAndWhatNothingTakesIsCounted(EmbeddedMariaDb mariaDb) throws Exception {
    signal("STOP", mariaDb);
    try (WriteBehind behind = started(10)) {
      behind.save(ExampleChanges.ended(0));
      until(() -> behind.health().waiting() == 1 || behind.health().waiting() == 0);
      for (int i = 1; i <= 30; i++) {
        behind.save(ExampleChanges.ended(i));
      }
      assertTrue(behind.health().lost() >= 20, () -> behind.health().toString());
    } finally {
      signal("CONT", mariaDb);
    }
  }
}

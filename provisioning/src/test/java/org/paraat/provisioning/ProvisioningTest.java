package org.paraat.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.provisioning.configuration.SnapshotFiles;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.provisioning.database.DatabaseHealth.State;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.database.EmbeddedMariaDb;
import org.paraat.provisioning.database.FaultyProxy;
import org.paraat.provisioning.demo.SampleOrganisation;
import org.paraat.provisioning.store.ConfigurationStore;
import org.paraat.provisioning.store.ExampleChanges;
import org.paraat.sip.digest.HashedSecret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@ExtendWith(TestMariaDb.class)
@Tag("slow")
class ProvisioningTest {
  private static final Logger LOG = LoggerFactory.getLogger(ProvisioningTest.class);

  static ProvisioningSettings demoIn(Path folder) {
    return new ProvisioningSettings(
        folder,
        new DatabaseSettings.Embedded(Optional.of(TestMariaDb.SOFTWARE)),
        SampleOrganisation.DEMO);
  }

  private static String databaseOf(Path folder) throws Exception {
    return Files.readString(folder.resolve("database/mariadbd.pid")).split(" ")[0];
  }

  @Test
  void aSecondStartIsQuickAndTellsNothingThatHappensOnce(@TempDir Path folder) {
    var first = new ArrayList<String>();
    Provisioning.open(demoIn(folder), first::add).close();
    assertTrue(first.contains("installing the database (once)"), first::toString);
    assertTrue(first.contains("setting up the demo organisation (once)"), first::toString);

    var second = new ArrayList<String>();
    long before = System.nanoTime();
    try (Provisioning again = Provisioning.open(demoIn(folder), second::add)) {
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      LOG.info("second start took {} ms", took.toMillis());
      assertTrue(took.compareTo(Duration.ofSeconds(6)) < 0, took::toString);
      assertEquals(14, again.directory().devices().size());
      assertEquals(1, again.directory().version());
    }
    assertEquals(List.of(), second, "nobody waits for the database the second time");
  }

  @Test
  void whatAKilledPlatformHadSavedIsThereAgainAndItsDatabaseIsTakenOver(@TempDir Path folder)
      throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildPlatform.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = child.inputReader()) {
      assertTrue(said.lines().anyMatch(line -> line.equals("ready")));
      child.destroyForcibly().waitFor();
    }
    String left = databaseOf(folder);
    assertTrue(ProcessHandle.of(Long.parseLong(left)).orElseThrow().isAlive());

    var told = new ArrayList<String>();
    try (Provisioning again = Provisioning.open(demoIn(folder), told::add)) {
      assertEquals(left, databaseOf(folder));
      assertEquals(
          List.of(
              new AgentStanding(
                  new ExtensionNumber("1201"),
                  Optional.of(new DeviceId("desk1")),
                  List.of(new QueueCode("999")),
                  Pause.NOT_PAUSED)),
          again.standing().agents());
      assertEquals(
          List.of(ExampleChanges.toBeCalledBack(1, "+31612345678").task()),
          again.standing().tasks());
      CallRecord eventful = ExampleChanges.eventful(2);
      assertTrue(again.hasStoredAllWithin(Duration.ofSeconds(20)));
      assertEquals(
          Optional.of(eventful),
          again.database().ask(t -> again.stores().calls().byId(t, eventful.id().toString())));
    }
    assertEquals(List.of(), told);
    assertTrue(
        ProcessHandle.of(Long.parseLong(left)).isEmpty(), "ended with the one that took over");
  }

  @Test
  void withAConfigurationOnDiskNobodyWaitsForADatabaseThatIsNotThere(
      @TempDir Path folder, EmbeddedMariaDb mariaDb) throws Exception {
    try (var proxy = new FaultyProxy(mariaDb.address())) {
      var settings = new ProvisioningSettings(folder, proxy.address(), SampleOrganisation.DEMO);
      Provisioning.open(settings, what -> {}).close();
      proxy.stalls();
      try (Provisioning later = Provisioning.open(settings, what -> {})) {
        assertEquals(14, later.directory().devices().size());
        assertTrue(later.credentials().secretOf(new DeviceId("desk1")).isPresent());
        assertTrue(later.portalUsers().byToken("demo-admin-token").isPresent());
        assertTrue(later.portalUsers().byPassword("admin", "demo-admin").isPresent());
        assertFalse(later.callHistory().isComplete());
        assertEquals(List.of(), later.callHistory().recent(10));
        assertThrows(DatabaseFailed.class, () -> later.callHistory().byId("1-t1-1"));
        assertThrows(
            DatabaseFailed.class,
            () -> later.configurationStore().change("admin", "a change", t -> {}));
        assertEquals(State.NOT_YET, later.health().database().state());

        proxy.passes();
        until("the database is there", () -> later.health().database().state() == State.UP);
        until("the history is whole", () -> later.callHistory().isComplete());
      }
    }
  }

  @Test
  void whatIsConfiguredDoesNotWaitForTheCallHistory(
      @TempDir Path folder, @TempDir Path other, EmbeddedMariaDb mariaDb) throws Exception {
    var address = mariaDb.address();
    Provisioning.open(
            new ProvisioningSettings(folder, address, SampleOrganisation.DEMO), what -> {})
        .close();
    try (var connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        var statement = connection.createStatement()) {
      // whoever reads the calls waits longer than a question may take
      statement.execute("LOCK TABLES call_records WRITE");
      try (Provisioning provisioning =
          Provisioning.open(
              new ProvisioningSettings(other, address, SampleOrganisation.DEMO), what -> {})) {
        assertEquals(14, provisioning.directory().devices().size());
        assertFalse(provisioning.callHistory().isComplete());
        statement.execute("UNLOCK TABLES");
        until("the history is whole", () -> provisioning.callHistory().isComplete());
      }
    }
  }

  @Test
  void whatIsConfiguredAnewIsInUseWithoutARestartAndOnDisk(
      @TempDir Path folder, EmbeddedMariaDb mariaDb) throws Exception {
    var settings = new ProvisioningSettings(folder, mariaDb.address(), SampleOrganisation.DEMO);
    try (Provisioning provisioning = Provisioning.open(settings, what -> {})) {
      var told = new ArrayBlockingQueue<Directory>(10);
      provisioning.follow(provisioning.directory(), told::add);
      HashedSecret before =
          provisioning.credentials().secretOf(new DeviceId("desk1")).orElseThrow();

      provisioning
          .configurationStore()
          .change(
              "admin",
              "desk1 has another secret",
              t ->
                  provisioning
                      .stores()
                      .devices()
                      .setSecret(t, new DeviceId("desk1"), "paraat", "a secret of its own"));

      Directory now = told.poll(10, TimeUnit.SECONDS);
      assertEquals(2, now.version());
      assertNotEquals(
          before, provisioning.credentials().secretOf(new DeviceId("desk1")).orElseThrow());
    }
    assertEquals(
        2,
        new SnapshotFiles(folder.toRealPath(), mariaDb.address().place())
            .read()
            .orElseThrow()
            .directory()
            .version());
  }

  @Test
  void whatSomebodyElseChangesInTheDatabaseIsSeenWithinSeconds(
      @TempDir Path folder, EmbeddedMariaDb mariaDb) throws Exception {
    var settings = new ProvisioningSettings(folder, mariaDb.address(), SampleOrganisation.DEMO);
    try (Provisioning provisioning = Provisioning.open(settings, what -> {});
        Database other = Database.open(mariaDb.address())) {
      new ConfigurationStore(other, Clock.systemUTC())
          .change("a colleague", "from another machine", t -> {});
      until("version 2 is in use", () -> provisioning.directory().version() == 2);
      assertEquals(2, provisioning.health().version());
    }
  }

  @Test
  void theFirstStartSaysAtOnceWhatSomebodyMustMend(@TempDir Path folder, EmbeddedMariaDb mariaDb) {
    var address = mariaDb.address();
    var wrong = new DatabaseSettings.External(address.url(), address.user(), "guessed");
    var refused =
        assertThrows(
            ProvisioningFailed.class,
            () ->
                Provisioning.open(
                    new ProvisioningSettings(folder, wrong, SampleOrganisation.DEMO), what -> {}));
    assertTrue(refused.getMessage().contains("Access denied"), refused::getMessage);
  }

  @Test
  void theFirstStartTellsThatItWaitsAndCanBeStopped(@TempDir Path folder, EmbeddedMariaDb mariaDb) {
    try (var proxy = new FaultyProxy(mariaDb.address())) {
      proxy.refuses();
      var told = new ArrayList<String>();
      var progress =
          new Progress() {
            @Override
            public void doing(String what) {
              told.add(what);
            }

            @Override
            public boolean isAwaited() {
              return told.stream().noneMatch(what -> what.startsWith("waiting for the database"));
            }
          };
      var settings = new ProvisioningSettings(folder, proxy.address(), SampleOrganisation.DEMO);
      var stopped =
          assertThrows(ProvisioningFailed.class, () -> Provisioning.open(settings, progress));
      assertTrue(stopped.getMessage().contains("asked to stop"), stopped::getMessage);
    }
  }

  @Test
  void anotherOrganisationThanIsOnDiskIsRefusedWithoutTheDatabase(
      @TempDir Path folder, EmbeddedMariaDb mariaDb) {
    var address = mariaDb.address();
    Provisioning.open(
            new ProvisioningSettings(folder, address, SampleOrganisation.DEMO), what -> {})
        .close();
    var refused =
        assertThrows(
            ProvisioningFailed.class,
            () ->
                Provisioning.open(
                    new ProvisioningSettings(folder, address, SampleOrganisation.BENCH),
                    what -> {}));
    assertTrue(refused.getMessage().contains("holds the organisation \"demo\""));
  }

  @Test
  void callsGoOnWithWhatWasConfiguredWhenTheDatabaseCanNotBeUsedAnyMore(
      @TempDir Path folder, EmbeddedMariaDb mariaDb) throws Exception {
    var address = mariaDb.address();
    var settings = new ProvisioningSettings(folder, address, SampleOrganisation.DEMO);
    Provisioning.open(settings, what -> {}).close();
    try (var connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE configuration_versions");
    }
    try (Provisioning later = Provisioning.open(settings, what -> {})) {
      assertEquals(14, later.directory().devices().size());
      until("it is said", () -> later.health().refusal().isPresent());
      assertTrue(later.health().refusal().orElseThrow().contains("not Paraat's"));
    }
  }

  private static void until(String what, BooleanSupplier isSo) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var never = new CountDownLatch(1);
    while (!isSo.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      assertFalse(never.await(10, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void twoPlatformsNeverShareADataFolder(@TempDir Path folder) {
    try (Provisioning first = Provisioning.open(demoIn(folder), what -> {})) {
      var refused =
          assertThrows(
              ProvisioningFailed.class, () -> Provisioning.open(demoIn(folder), what -> {}));
      assertTrue(refused.getMessage().contains("another Paraat uses the data folder"));
      assertTrue(first.feedHealth().isWell());
      assertFalse(first.wellKnownSecretsInUse().isEmpty());
    }
  }

  @Test
  void aDatabaseThatSomebodyElseRunsIsLeftRunning(@TempDir Path folder, EmbeddedMariaDb mariaDb) {
    var settings = new ProvisioningSettings(folder, mariaDb.address(), SampleOrganisation.BENCH);
    var told = new ArrayList<String>();
    try (Provisioning provisioning = Provisioning.open(settings, told::add)) {
      assertEquals(20, provisioning.standing().agents().size());
      assertTrue(provisioning.credentials().secretOf(new DeviceId("bench1000")).isPresent());
      assertTrue(provisioning.credentials().secretOf(new DeviceId("bench1001")).isEmpty());
      assertTrue(provisioning.portalUsers().byToken("demo-admin-token").isPresent());
    }
    assertEquals(
        List.of("reading the configuration", "setting up the bench organisation (once)"), told);
    assertTrue(ProcessHandle.of(mariaDb.pid()).orElseThrow().isAlive());
  }
}

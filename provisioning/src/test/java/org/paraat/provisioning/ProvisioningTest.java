package org.paraat.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.provisioning.database.DatabaseSettings;
import org.paraat.provisioning.database.EmbeddedMariaDb;
import org.paraat.provisioning.demo.SampleOrganisation;
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
    }
    assertEquals(List.of(), told);
    assertTrue(
        ProcessHandle.of(Long.parseLong(left)).isEmpty(), "ended with the one that took over");
  }

  @Test
  void twoPlatformsNeverShareADataFolder(@TempDir Path folder) {
    try (Provisioning first = Provisioning.open(demoIn(folder), what -> {})) {
      var refused =
          assertThrows(
              ProvisioningFailed.class, () -> Provisioning.open(demoIn(folder), what -> {}));
      assertTrue(refused.getMessage().contains("another Paraat uses the data folder"));
      assertTrue(first.writeBehindHealth().isWell());
      assertFalse(first.wellKnownSecretsInUse().isEmpty());
    }
  }

  @Test
  void aDatabaseThatSomebodyElseRunsIsLeftRunning(@TempDir Path folder, EmbeddedMariaDb mariaDb) {
    var settings = new ProvisioningSettings(folder, mariaDb.address(), SampleOrganisation.BENCH);
    var told = new ArrayList<String>();
    try (Provisioning provisioning = Provisioning.open(settings, told::add)) {
      assertEquals(20, provisioning.standing().agents().size());
      assertTrue(provisioning.credentials().secretOf(new DeviceId("bench20")).isPresent());
      assertTrue(provisioning.credentials().secretOf(new DeviceId("bench21")).isEmpty());
      assertTrue(provisioning.portalUsers().byToken("demo-admin-token").isPresent());
    }
    assertEquals(
        List.of("reading the configuration", "setting up the bench organisation (once)"), told);
    assertTrue(ProcessHandle.of(mariaDb.pid()).orElseThrow().isAlive());
  }
}

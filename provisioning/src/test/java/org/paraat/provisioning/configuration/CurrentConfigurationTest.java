package org.paraat.provisioning.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.directory.Directory;
import org.paraat.provisioning.configuration.CurrentConfiguration.Reach;

class CurrentConfigurationTest {
  @TempDir Path folder;

  private CurrentConfiguration begun(Reach reach) {
    return new CurrentConfiguration(new SnapshotFiles(folder, "embedded"), reach);
  }

  private static String md5Of(CurrentConfiguration configuration) {
    return configuration.credentials().secretOf(ExampleConfigurations.DESK).orElseThrow().md5();
  }

  @Test
  void aNewOneIsInUseEverywhereAndOnDisk() throws IOException {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    assertFalse(configuration.readFromDisk());
    assertEquals(Directory.EMPTY, configuration.directory());
    assertTrue(configuration.take(ExampleConfigurations.version(1)));
    var told = new ArrayList<Long>();
    configuration.follow(configuration.directory(), directory -> told.add(directory.version()));

    assertTrue(configuration.take(ExampleConfigurations.version(2)));

    assertEquals(List.of(2L), told);
    assertEquals("md5-2", md5Of(configuration));
    CurrentConfiguration nextLife = begun(Reach.THIS_MACHINE);
    assertTrue(nextLife.readFromDisk());
    assertEquals(2, nextLife.directory().version());
    assertEquals("md5-2", md5Of(nextLife));
  }

  @Test
  void aNewOneIsOnDiskBeforeAnybodyUsesIt() {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    configuration.take(ExampleConfigurations.version(1));
    var onDisk = new ArrayList<Long>();
    configuration.follow(
        configuration.directory(),
        directory -> {
          CurrentConfiguration nextLife = begun(Reach.THIS_MACHINE);
          assertTrue(assertDoesRead(nextLife));
          onDisk.add(nextLife.directory().version());
        });
    configuration.take(ExampleConfigurations.version(2));
    assertEquals(List.of(2L), onDisk);
  }

  @Test
  void whoKnowsAnOlderOneIsToldAtOnce() {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    configuration.take(ExampleConfigurations.version(1));
    Directory known = configuration.directory();
    configuration.take(ExampleConfigurations.version(2));
    var told = new ArrayList<Long>();
    configuration.follow(known, directory -> told.add(directory.version()));
    assertEquals(List.of(2L), told);
  }

  @Test
  void theSameOneAgainDisturbsNobody() {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    configuration.take(ExampleConfigurations.version(1));
    Directory inUse = configuration.directory();
    var told = new ArrayList<Long>();
    configuration.follow(inUse, directory -> told.add(directory.version()));
    assertTrue(configuration.take(ExampleConfigurations.version(1)));
    assertEquals(List.of(), told);
    assertTrue(inUse == configuration.directory());
  }

  @Test
  void anOlderOneIsTakenAsABackUp() {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    configuration.take(ExampleConfigurations.version(5));
    assertTrue(configuration.take(ExampleConfigurations.version(3)));
    assertEquals(3, configuration.directory().version());
  }

  @Test
  void anEmptyDatabaseDoesNotSilenceThePhones() {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    configuration.take(ExampleConfigurations.version(5));
    assertFalse(configuration.take(ExampleConfigurations.version(0)));
    assertEquals(5, configuration.directory().version());
    assertTrue(configuration.complaint().orElseThrow().contains("put a back-up into it"));
    assertTrue(configuration.take(ExampleConfigurations.version(6)));
    assertEquals(Optional.empty(), configuration.complaint());
  }

  @Test
  void wellKnownSecretsAreNotTakenIntoUseWhereOthersCanReachUs() {
    CurrentConfiguration configuration = begun(Reach.OTHERS);
    configuration.take(ExampleConfigurations.version(1));
    assertFalse(configuration.take(ExampleConfigurations.version(2, "desk1")));
    assertEquals("md5-1", md5Of(configuration));
    assertTrue(configuration.complaint().orElseThrow().contains("desk1"));
    CurrentConfiguration nextLife = begun(Reach.OTHERS);
    assertTrue(assertDoesRead(nextLife));
    assertEquals(1, nextLife.directory().version());
  }

  private static boolean assertDoesRead(CurrentConfiguration configuration) {
    try {
      return configuration.readFromDisk();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDiskThatTakesNothingKeepsNoConfigurationFromUse() throws IOException {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    configuration.take(ExampleConfigurations.version(1));
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);

    assertTrue(configuration.take(ExampleConfigurations.version(2)));
    assertEquals(2, configuration.directory().version());
    assertTrue(configuration.complaint().orElseThrow().contains("could not be kept on disk"));

    Files.move(away, folder);
    assertTrue(configuration.take(ExampleConfigurations.version(2)));
    assertEquals(Optional.empty(), configuration.complaint());
    CurrentConfiguration nextLife = begun(Reach.THIS_MACHINE);
    assertTrue(nextLife.readFromDisk());
    assertEquals(2, nextLife.directory().version());
  }

  @Test
  void anOrganisationWithNothingConfiguredIsNoGroundToStartWithoutTheDatabase() throws IOException {
    CurrentConfiguration configuration = begun(Reach.THIS_MACHINE);
    assertTrue(configuration.take(ExampleConfigurations.version(0)));
    assertFalse(begun(Reach.THIS_MACHINE).readFromDisk());
  }
}

package org.paraat.provisioning.configuration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.provisioning.configuration.SnapshotForm.Unreadable;
import org.paraat.provisioning.store.ConfigurationSnapshot;

class SnapshotFilesTest {
  @TempDir Path folder;
  private SnapshotFiles files;
  private Path newest;
  private Path previous;

  @BeforeEach
  void begin() {
    files = nextLife();
    newest = folder.resolve("configuration.snapshot");
    previous = folder.resolve("configuration.snapshot.previous");
  }

  private SnapshotFiles nextLife() {
    return new SnapshotFiles(folder, "embedded");
  }

  private static long versionOf(Optional<ConfigurationSnapshot> found) {
    return found.orElseThrow().directory().version();
  }

  private void writeTwo() throws IOException {
    files.write(ExampleConfigurations.version(1));
    files.write(ExampleConfigurations.version(2));
  }

  @Test
  void whatIsWrittenIsReadAgainWithAllThatIsInIt() throws Exception {
    ConfigurationSnapshot written = ExampleConfigurations.version(7, "desk1");
    assertTrue(files.write(written));

    ConfigurationSnapshot read = nextLife().read().orElseThrow();
    assertEquals(7, read.directory().version());
    assertEquals(written.directory().organisation(), read.directory().organisation());
    assertEquals(written.directory().extensions(), read.directory().extensions());
    assertEquals(written.directory().queues(), read.directory().queues());
    assertEquals(written.directory().numbers(), read.directory().numbers());
    assertEquals(written.directory().switches(), read.directory().switches());
    assertEquals(written.directory().mobiles(), read.directory().mobiles());
    assertEquals(written.secrets(), read.secrets());
    assertEquals(written.portalUsers(), read.portalUsers());
    assertEquals(List.of("desk1"), read.wellKnownSecrets());
    assertEquals("demo", read.sample());
  }

  @Test
  void hashedSecretsAreReadableByUsAlone() throws Exception {
    writeTwo();
    for (Path file : List.of(newest, previous)) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void theSameConfigurationIsNotWrittenTwice() throws Exception {
    writeTwo();
    assertFalse(files.write(ExampleConfigurations.version(2)));
    SnapshotFiles next = nextLife();
    assertEquals(2, versionOf(next.read()));
    assertFalse(next.write(ExampleConfigurations.version(2)));
    assertEquals(
        1,
        versionOf(
            Optional.of(new SnapshotForm().read(Files.readAllBytes(previous)).configuration())));
  }

  @Test
  void noFlippedBitGoesUnseen() throws Exception {
    files.write(ExampleConfigurations.version(3));
    byte[] whole = Files.readAllBytes(newest);
    var form = new SnapshotForm();
    for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      int place = bit;
      var damaged = assertThrows(Unreadable.class, () -> form.read(flipped), () -> "bit " + place);
      assertEquals(Unreadable.Kind.DAMAGED, damaged.kind());
    }
  }

  @Test
  void noTornFileGoesUnseen() throws Exception {
    files.write(ExampleConfigurations.version(3));
    byte[] whole = Files.readAllBytes(newest);
    var form = new SnapshotForm();
    for (int length = 0; length < whole.length; length++) {
      byte[] torn = Arrays.copyOf(whole, length);
      // as a disk may leave it that had given out the blocks and not yet filled them
      byte[] zeros = Arrays.copyOf(torn, whole.length);
      int place = length;
      assertThrows(Unreadable.class, () -> form.read(torn), () -> "torn at " + place);
      if (!Arrays.equals(zeros, whole)) {
        assertThrows(Unreadable.class, () -> form.read(zeros), () -> "zeros from " + place);
      }
    }
  }

  @Test
  void noEntryThatMakesNoSenseIsTakenForAConfiguration() throws Exception {
    files.write(ExampleConfigurations.version(3));
    byte[] whole = Files.readAllBytes(newest);
    int body = 16;
    for (int at = body; at < whole.length - Integer.BYTES; at++) {
      for (int value : new int[] {0x00, 0x7F, 0x80, 0xFF}) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        signAgain(changed);
        try {
          assertTrue(new SnapshotForm().read(changed).configuration() != null);
        } catch (Unreadable e) {
          // either it still makes a configuration or it is refused: nothing else may come out
          assertEquals(Unreadable.Kind.DAMAGED, e.kind());
        }
      }
    }
  }

  private static void signAgain(byte[] file) {
    var checksum = new CRC32C();
    checksum.update(file, 0, file.length - Integer.BYTES);
    ByteBuffer.wrap(file).putInt(file.length - Integer.BYTES, (int) checksum.getValue());
  }

  @Test
  void aDamagedFileIsSetAsideAndThePreviousOneUsed() throws Exception {
    writeTwo();
    byte[] whole = Files.readAllBytes(newest);
    whole[whole.length / 2] ^= 1;
    Files.write(newest, whole);

    SnapshotFiles next = nextLife();
    assertEquals(1, versionOf(next.read()));
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("configuration.snapshot.damaged")));
    assertFalse(Files.exists(newest));
    assertTrue(next.write(ExampleConfigurations.version(2)));
    assertEquals(2, versionOf(nextLife().read()));
  }

  @Test
  void withBothDamagedThereIsNone() throws Exception {
    writeTwo();
    Files.write(newest, new byte[100]);
    Files.write(previous, new byte[0]);
    assertEquals(Optional.empty(), nextLife().read());
  }

  @Test
  void aWriteThatWasCutOffLeavesWhatWasThere() throws Exception {
    writeTwo();
    Path half = folder.resolve("configuration.snapshot.new");
    Files.write(half, Arrays.copyOf(Files.readAllBytes(newest), 50));
    assertEquals(2, versionOf(nextLife().read()));
    // cut off between the two moves
    Files.move(newest, previous, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    SnapshotFiles next = nextLife();
    assertEquals(2, versionOf(next.read()));
    next.write(ExampleConfigurations.version(3));
    assertEquals(3, versionOf(nextLife().read()));
  }

  @Test
  void oneOfAnotherReleaseIsLeftForIt() throws Exception {
    writeTwo();
    byte[] other = Files.readAllBytes(newest);
    other[8] ^= 1;
    signAgain(other);
    Files.write(newest, other);
    assertEquals(1, versionOf(nextLife().read()), "the one before may be of ours");
    assertTrue(Files.exists(newest), "a step back to that release finds it");
    assertFalse(Files.exists(folder.resolve("configuration.snapshot.damaged")));
  }

  @Test
  void oneOfAnotherDatabaseIsNotUsed() throws Exception {
    writeTwo();
    var other = new SnapshotFiles(folder, "jdbc:mariadb://db.example/paraat");
    assertEquals(Optional.empty(), other.read());
    assertEquals(2, versionOf(nextLife().read()));
  }
}

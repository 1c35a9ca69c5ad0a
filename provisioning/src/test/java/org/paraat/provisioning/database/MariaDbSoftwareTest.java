package org.paraat.provisioning.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two starts at once in one folder. */
final class MariaDbSoftwareTest {
  @TempDir Path software;

  @Test
  void theSlowerOfTwoStartsThatUnpackUsesWhatTheQuickerOnePutThere() throws IOException {
    Path there = unpacked("mariadb-1", "the quicker one's");
    Path half = unpacked("mariadb-1.unpacking-7", "the slower one's");

    MariaDbSoftware.putInPlace(half, there);

    assertEquals("the quicker one's", Files.readString(there.resolve("bin/mariadbd")));
    assertFalse(Files.exists(half));
  }

  @Test
  void whatCannotBePutInPlaceIsAnErrorWhenNobodyElseDid() throws IOException {
    Path half = unpacked("mariadb-1.unpacking-7", "program");
    Path nowhere = software.resolve("no/such/folder");

    assertThrows(FileSystemException.class, () -> MariaDbSoftware.putInPlace(half, nowhere));
  }

  private Path unpacked(String name, String program) throws IOException {
    Path folder = software.resolve(name);
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("bin/mariadbd"), program);
    return folder;
  }
}

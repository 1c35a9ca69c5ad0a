package org.paraat.provisioning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void itTakesThePlaceOfWhatWasThereAndIsOursAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "older, longer, for everybody");
    WholeFile.write(file, BYTES);
    assertArrayEquals(BYTES, Files.readAllBytes(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void halfOfItThatALossOfPowerLeftIsNoHindrance() throws IOException {
    Files.writeString(folder.resolve("file.new"), "half");
    WholeFile.write(folder.resolve("file"), BYTES);
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("file")), files.toList());
    }
  }
}

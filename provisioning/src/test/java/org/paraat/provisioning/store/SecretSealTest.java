package org.paraat.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSealTest {
  @TempDir private Path folder;

  @Test
  void whatIsSealedOpensInTheNextLifeToo() throws IOException {
    String secret = new SecretSeal(folder).seal("carrier-a", "hush-hush");
    assertFalse(secret.contains("hush"));
    assertEquals(Optional.of("hush-hush"), new SecretSeal(folder).open("carrier-a", secret));
    assertNotEquals(secret, new SecretSeal(folder).seal("carrier-a", "hush-hush"));
  }

  @Test
  void onlyWeMayReadTheKey() throws IOException {
    new SecretSeal(folder).seal("carrier-a", "hush-hush");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("secrets.key"))));
  }

  @Test
  void anEmptyKeyThatALossOfPowerLeftIsMadeAnew() throws IOException {
    Files.createFile(folder.resolve("secrets.key"));
    String secret = new SecretSeal(folder).seal("carrier-a", "hush-hush");
    assertEquals(Optional.of("hush-hush"), new SecretSeal(folder).open("carrier-a", secret));
  }

  @Test
  void itOpensForNobodyElseAndWithNoOtherKey(@TempDir Path other) throws IOException {
    String secret = new SecretSeal(folder).seal("carrier-a", "hush-hush");
    assertEquals(Optional.empty(), new SecretSeal(folder).open("carrier-b", secret));
    new SecretSeal(other).seal("carrier-a", "another");
    assertEquals(Optional.empty(), new SecretSeal(other).open("carrier-a", secret));
    assertEquals(Optional.empty(), new SecretSeal(folder).open("carrier-a", "sealed:rubbish"));
  }

  @Test
  void whatSomebodyWroteInPlainIsTakenAsItIs() {
    assertEquals(Optional.of("hush"), new SecretSeal(folder).open("carrier-a", "hush"));
  }
}

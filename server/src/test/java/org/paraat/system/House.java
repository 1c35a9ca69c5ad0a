package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the repository. */
final class House {
  static final Path ROOT = root();
  static final Path PACKAGE = ROOT.resolve("server/target/paraat");
  static final Path SIPP = ROOT.resolve("server/src/test/sipp");
  private static final Path MARIADB = ROOT.resolve("server/target/mariadb-software");
  private static final Path WORK = ROOT.resolve("server/target/system");

  private House() {}

  /** An empty folder for what one party writes; kept after the test, for who wonders. */
  static Path folderFor(String party) {
    try {
      Files.createDirectories(WORK);
      return Files.createTempDirectory(WORK, party + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An empty data folder for a server, but for the program of MariaDB: the first start of all
   * unpacks it for the others, as a second start finds it.
   */
  static Path dataFolder() {
    Path folder = folderFor("data");
    try {
      Files.createDirectories(MARIADB);
      Files.createSymbolicLink(folder.resolve("software"), MARIADB);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}

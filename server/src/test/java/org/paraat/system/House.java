package org.paraat.system;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the repository. */
final class House {
  static final Path ROOT = root();
  static final Path PACKAGE = ROOT.resolve("server/target/paraat");
  static final Path SIPP = ROOT.resolve("server/src/test/sipp");
  private static final Path WORK = ROOT.resolve("server/target/system");

  private House() {}

  /** An empty folder for what one party writes; kept after the test, for who wonders. */
  static Path folderFor(String party) {
    try {
      Files.createDirectories(WORK);
      return Files.createTempDirectory(WORK, party + "-");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}

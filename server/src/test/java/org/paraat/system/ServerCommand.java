package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What starts the packaged server, as {@code scripts/run} does. */
final class ServerCommand {
  private ServerCommand() {}

  static List<String> of(
      String organisation, Path data, int sip, int http, int rtp, String... more) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + House.PACKAGE.resolve("java.options"));
    command.addAll(List.of("-XX:+AutoCreateSharedArchive", "-Xlog:cds=off"));
    command.add("-XX:SharedArchiveFile=" + classes());
    command.addAll(List.of("-cp", House.PACKAGE.resolve("lib") + "/*"));
    command.add("org.paraat.server.Main");
    command.addAll(List.of("--organisation", organisation, "--data", data.toString()));
    command.addAll(List.of("--sip-port", "" + sip, "--http-port", "" + http));
    command.addAll(List.of("--carrier-port", "" + Carriers.A));
    command.addAll(List.of("--rtp-ports", rtp + "-" + (rtp + PackagedServer.RTP_PORTS - 1)));
    command.addAll(List.of(more));
    return command;
  }

  /** Where the first that ends keeps its classes for the next; of older jars they are of no use. */
  private static Path classes() {
    Path archive = House.PACKAGE.resolve("classes.jsa");
    long made = archive.toFile().lastModified();
    try (Stream<Path> jars = Files.list(House.PACKAGE.resolve("lib"))) {
      if (jars.anyMatch(jar -> jar.toFile().lastModified() > made)) {
        Files.deleteIfExists(archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive;
  }
}

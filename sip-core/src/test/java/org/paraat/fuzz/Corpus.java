package org.paraat.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What fuzzed messages are made from: messages as phones and carriers write them, and RFC 4475. */
public final class Corpus {
  private Corpus() {}

  /** All messages, in the order of their names. */
  public static List<byte[]> messages() {
    List<byte[]> messages = new ArrayList<>(folder("fuzz"));
    messages.addAll(folder("rfc4475"));
    return messages;
  }

  /** Messages that once did harm: each is kept for ever. */
  public static List<byte[]> regressions() {
    return folder("fuzz-regressions");
  }

  private static List<byte[]> folder(String name) {
    try (Stream<Path> files = Files.list(at(name))) {
      List<byte[]> messages = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        messages.add(Files.readAllBytes(file));
      }
      return messages;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Path at(String name) {
    try {
      URI place = Corpus.class.getResource("/" + name).toURI();
      return Path.of(place);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package org.paraat.sip.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The torture messages of RFC 4475, byte by byte, and what our page about them says. */
public final class Rfc4475 {
  /** How many messages the RFC has. */
  public static final int COUNT = 49;

  private static final Path PAGE = Path.of("..", "docs", "rfc4475.md");

  private Rfc4475() {}

  /**
   * What the page says of a message.
   *
   * @param udp what we answer when it comes as a datagram
   * @param tcp what we answer when it comes over a stream
   */
  public record Row(String name, String asked, String udp, String tcp, String why) {}

  public static byte[] message(String name) {
    try (InputStream file = Rfc4475.class.getResourceAsStream("/rfc4475/" + name + ".dat")) {
      return file.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The rows of the page by name. */
  public static Map<String, Row> page() {
    Map<String, Row> rows = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(PAGE)) {
        String[] cells = line.split("\\|", -1);
        if (cells.length == 7 && cells[1].strip().startsWith("`")) {
          String name = cells[1].strip().replace("`", "");
          rows.put(
              name,
              new Row(
                  name, cells[2].strip(), cells[3].strip(), cells[4].strip(), cells[5].strip()));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return rows;
  }

  /** The names of all files. */
  public static List<String> names() {
    return List.copyOf(page().keySet());
  }
}

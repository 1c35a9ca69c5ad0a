package org.paraat.server.tools;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

/**
 * What the terminal can show: its width, its letters, its colours.
 *
 * @param letters whether more than ASCII can be written
 * @param colours whether it is a terminal at all, and wants colours
 */
record Terminal(int width, boolean letters, boolean colours) {
  private static final int NARROWEST = 60;
  private static final int WIDEST = 200;

  /** The one that we run in; the scripts tell its width in {@code PARAAT_WIDTH}. */
  static Terminal ours(PrintStream out) {
    Charset charset = out.charset();
    boolean isTerminal = System.console() != null && System.console().isTerminal();
    return new Terminal(
        widthOf(System.getenv().getOrDefault("PARAAT_WIDTH", "")),
        charset.name().toUpperCase(Locale.ROOT).startsWith("UTF"),
        isTerminal && System.getenv("NO_COLOR") == null);
  }

  static Terminal plain(int width) {
    return new Terminal(width, false, false);
  }

  Terminal wide(int columns) {
    return new Terminal(Math.clamp(columns, NARROWEST, WIDEST), letters, colours);
  }

  String bold(String text) {
    return coloured("1", text);
  }

  String faint(String text) {
    return coloured("2", text);
  }

  String green(String text) {
    return coloured("32", text);
  }

  String red(String text) {
    return coloured("31", text);
  }

  /** The first where it can be shown, else the second. */
  String either(String letter, String ascii) {
    return letters ? letter : ascii;
  }

  private String coloured(String code, String text) {
    return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  private static int widthOf(String text) {
    int columns = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    return columns == 0 ? 100 : Math.clamp(columns, NARROWEST, WIDEST);
  }
}

package org.paraat.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The habits of CONTRIBUTING.md that a machine can look after. */
class TidyTest {
  private static final int LONGEST_FILE = 500;
  private static final Path ROOT = root();

  /**
   * Left-overs that are mended before they are committed. Split, so that this file passes itself.
   */
  private static final Pattern LEFT_OVER =
      Pattern.compile("TO" + "DO|FIX" + "ME|XX" + "X:|@Dis" + "abled");

  private static final Pattern WAITING_IN_A_TEST = Pattern.compile("Thread\\.sle" + "ep\\(");

  @Test
  void noFileIsLongerThanAShortRead() {
    assertEquals(List.of(), javaFiles().filter(f -> lines(f).size() > LONGEST_FILE).toList());
  }

  @Test
  void noMethodIsLongerThanAScreenAndAHalf() {
    assertEquals(List.of(), javaFiles().flatMap(TidyTest::longMethods).toList());
  }

  @Test
  void nothingIsLeftToBeDoneLater() {
    assertEquals(List.of(), javaFiles().flatMap(f -> matches(f, LEFT_OVER)).toList());
  }

  @Test
  void noTestWaitsForTheWallClock() {
    assertEquals(
        List.of(),
        javaFiles()
            .filter(f -> f.toString().contains("/src/test/"))
            .flatMap(f -> matches(f, WAITING_IN_A_TEST))
            .toList());
  }

  @Test
  void eachPackageSaysItsOneSentence() {
    var silent = new ArrayList<Path>();
    javaFiles()
        .filter(f -> f.toString().contains("/src/main/"))
        .map(Path::getParent)
        .distinct()
        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
        .forEach(silent::add);
    assertEquals(List.of(), silent);
  }

  @Test
  void eachTypeSaysItsSentence() {
    Pattern topLevelType =
        Pattern.compile(
            "^(public |abstract |final |sealed |non-sealed )*(class|interface|record|enum) ");
    assertEquals(
        List.of(),
        javaFiles()
            .filter(f -> f.toString().contains("/src/main/"))
            .filter(f -> hasBare(f, topLevelType))
            .toList());
  }

  @Test
  void eachLinkInTheDocumentsLeadsSomewhere() {
    Pattern link = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");
    var broken = new ArrayList<String>();
    files(ROOT)
        .filter(f -> f.toString().endsWith(".md"))
        .forEach(
            f ->
                lines(f)
                    .forEach(
                        line -> {
                          var matcher = link.matcher(line);
                          while (matcher.find()) {
                            if (!Files.exists(f.getParent().resolve(matcher.group(1)))) {
                              broken.add(ROOT.relativize(f) + " -> " + matcher.group(1));
                            }
                          }
                        }));
    assertEquals(List.of(), broken);
  }

  @Test
  void theGlossaryKnowsTheWordsOfTheVocabulary() throws IOException {
    String glossary = Files.readString(ROOT.resolve("docs/glossary.md"));
    Path vocabulary = ROOT.resolve("sip-core/src/main/java/org/paraat/pbx/vocabulary");
    try (Stream<Path> types = Files.list(vocabulary)) {
      List<String> unknown =
          types
              .map(f -> f.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.equals("package-info"))
              .filter(name -> !glossary.contains(name.replaceAll("Id$", "")))
              .toList();
      assertEquals(List.of(), unknown);
    }
  }

  @Test
  void eachDecisionSaysContextDecisionAndConsequence() {
    List<Path> records =
        files(ROOT.resolve("docs/decisions"))
            .filter(f -> f.getFileName().toString().matches("\\d{4}-.*\\.md"))
            .toList();
    assertTrue(records.size() >= 5, "decision records: " + records.size());
    for (Path decision : records) {
      String text = String.join("\n", lines(decision));
      for (String part : List.of("## Context", "## Decision", "## Consequence")) {
        assertTrue(text.contains(part), decision + " lacks " + part);
      }
    }
  }

  private static boolean hasBare(Path file, Pattern type) {
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (type.matcher(lines.get(i)).find()) {
        int above = i - 1;
        while (above >= 0 && !lines.get(above).isBlank() && !lines.get(above).endsWith("*/")) {
          above--; // annotations stand between the sentence and the type
        }
        return above < 0 || lines.get(above).isBlank();
      }
    }
    return false;
  }

  private static Stream<String> longMethods(Path file) {
    var tooLong = new ArrayList<String>();
    List<String> lines = lines(file);
    int began = -1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean atMemberDepth = line.matches("^ {2}( {2})?[^ }/*@].*") && line.endsWith("{");
      if (atMemberDepth && line.contains("(") && !line.contains(" class ") && began < 0) {
        began = i;
      } else if (began >= 0 && line.matches("^ {2}( {2})?}$")) {
        if (i - began > 70) {
          tooLong.add(ROOT.relativize(file) + ":" + (began + 1) + " " + (i - began) + " lines");
        }
        began = -1;
      }
    }
    return tooLong.stream();
  }

  private static Stream<String> matches(Path file, Pattern pattern) {
    List<String> lines = lines(file);
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .filter(i -> pattern.matcher(lines.get(i)).find())
        .map(i -> ROOT.relativize(file) + ":" + (i + 1) + " " + lines.get(i).strip());
  }

  private static Stream<Path> javaFiles() {
    return files(ROOT).filter(f -> f.toString().endsWith(".java"));
  }

  private static Stream<Path> files(Path below) {
    var found = new ArrayList<Path>();
    try (Stream<Path> all = Files.walk(below)) {
      all.filter(Files::isRegularFile)
          .filter(f -> !ROOT.relativize(f).toString().matches("(.*/)?(target|\\.git|data)/.*"))
          .sorted()
          .forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

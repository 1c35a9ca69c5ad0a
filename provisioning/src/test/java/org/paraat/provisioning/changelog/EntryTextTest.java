package org.paraat.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing.Pause;

class ChangeLineTest {
  private static final List<Change> CHANGES =
      List.of(
          ExampleChanges.ended(1),
          new Change.CallEnded(ExampleChanges.unanswered(2)),
          ExampleChanges.changed(ExampleChanges.agent("1201", "desk1", Pause.PAUSED, "900", "999")),
          ExampleChanges.changed(ExampleChanges.agent("1202", "", Pause.NOT_PAUSED)),
          ExampleChanges.turned("Calamiteit", 0));

  @Test
  void everyChangeIsReadAsItWasWritten() {
    for (Change change : CHANGES) {
      String line = ChangeLine.write(change);
      assertEquals(-1, line.indexOf('\n'));
      assertEquals(Optional.of(change), ChangeLine.read(line));
    }
  }

  @Test
  void aLineThatWasCutOffIsKnownAsSuch() {
    String line = ChangeLine.write(CHANGES.getFirst());
    for (int length = 0; length < line.length(); length++) {
      assertEquals(Optional.empty(), ChangeLine.read(line.substring(0, length)));
    }
  }

  @Test
  void whatFollowsACutOffLineIsNotLost(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("aside");
    new ChangesSetAside(file, 100_000).add(CHANGES);
    Files.writeString(file, "\n12345678\tcall\t1-", StandardOpenOption.APPEND);
    new ChangesSetAside(file, 100_000).add(CHANGES);
    var read = new ArrayList<Change>();
    new ChangesSetAside(file, 100_000).read(3, read::addAll);
    var twice = new ArrayList<>(CHANGES);
    twice.addAll(CHANGES);
    assertEquals(twice, read);
  }

  @Test
  void theFileGrowsNoFurtherThanItMay(@TempDir Path folder) throws IOException {
    var aside = new ChangesSetAside(folder.resolve("aside"), 1000);
    aside.add(List.of(CHANGES.get(2)));
    long before = aside.bytes();
    var many = new ArrayList<Change>();
    for (int i = 0; i < 20; i++) {
      many.addAll(CHANGES);
    }
    assertThrows(IOException.class, () -> aside.add(many));
    assertEquals(before, aside.bytes());
    aside.clear();
    assertTrue(aside.isEmpty());
  }
}

package org.paraat.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.TimerId;

class FileJournalTest {
  private static final int TURNS = 1000;

  @TempDir Path folder;

  @Test
  void whatWasRecordedIsReadInItsOrder() throws IOException {
    record(1 << 20, 10);
    List<JournaledTurn> read = read();
    assertEquals(TURNS, read.size());
    for (int i = 0; i < TURNS; i++) {
      assertEquals(turn(i), read.get(i));
    }
  }

  @Test
  void theOldestFilesGoWhenThereAreTooMany() throws IOException {
    record(2000, 3);
    assertTrue(JournalFiles.in(folder).size() <= 3);
    List<JournaledTurn> read = read();
    assertEquals(turn(TURNS - 1), read.getLast());
    assertTrue(read.size() < TURNS);
  }

  @Test
  void anEntryThatACrashCutShortEndsTheJournal() throws IOException {
    record(1 << 20, 10);
    Path file = JournalFiles.in(folder).getFirst();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    assertEquals(TURNS - 1, read().size());
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    record(1 << 20, 10);
    Path file = JournalFiles.in(folder).getFirst();
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 3] ^= 1;
    Files.write(file, whole);
    assertThrows(JournalUnreadable.class, this::read);
  }

  @Test
  void aJournalOfAnotherVocabularyIsRefused() throws IOException {
    record(1 << 20, 10);
    Path file = JournalFiles.in(folder).getFirst();
    byte[] whole = Files.readAllBytes(file);
    whole[5] ^= 1;
    Files.write(file, whole);
    var refusal = assertThrows(JournalUnreadable.class, this::read);
    assertTrue(refusal.getMessage().contains("another vocabulary"), refusal.getMessage());
  }

  private void record(long bytesAFile, int mostFiles) throws IOException {
    try (var journal = FileJournal.open(folder, bytesAFile, mostFiles)) {
      for (int i = 0; i < TURNS; i++) {
        journal.record(turn(i).event(), turn(i).commands());
      }
    }
  }

  private List<JournaledTurn> read() throws IOException {
    var read = new ArrayList<JournaledTurn>();
    JournalFiles.read(folder, read::add);
    return read;
  }

  private static JournaledTurn turn(int number) {
    return new JournaledTurn(
        new Event.TimerFired(Instant.ofEpochSecond(number), new TimerId(number)),
        List.of(new Command.SetTimer(new TimerId(number + 1), Duration.ofSeconds(1))));
  }
}

package org.paraat.provisioning.changelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.provisioning.changelog.FaultyDisk.Fault;
import org.paraat.provisioning.store.ExampleChanges;
import org.paraat.sip.registrar.KeptContact;

class ChangeLogTest extends LogOfATest {
  private static Change pausing(Pause pause) {
    return ExampleChanges.changed(ExampleChanges.agent("1201", "desk1", pause, "999"));
  }

  private static List<Change> calls(int from, int to) {
    var calls = new ArrayList<Change>();
    for (int i = from; i < to; i++) {
      calls.add(ExampleChanges.ended(i));
    }
    return calls;
  }

  @Test
  void whatWasKeptIsThereInTheNextLife() throws Exception {
    try (ChangeLog log = opened()) {
      log.save(pausing(Pause.PAUSED));
      log.save(ExampleChanges.turned("Gesloten", 1));
      log.save(ExampleChanges.toBeCalledBack(1, "+31611111111"));
      log.save(ExampleChanges.toBeCalledBack(2, "+31622222222"));
      log.save(ExampleChanges.calledBack(1));
      log.save(EntryTextTest.CONTACT);
      log.save(EntryTextTest.SUBSCRIPTION);
      assertTrue(isKept(log, LONG));
    }
    try (ChangeLog next = opened()) {
      assertEquals(List.of(EntryTextTest.SUBSCRIPTION), next.subscriptions());
      next.forgetSubscription(EntryTextTest.SUBSCRIPTION.name());
      Standing standing = next.standing().orElseThrow();
      assertEquals(
          List.of(ExampleChanges.agent("1201", "desk1", Pause.PAUSED, "999")), standing.agents());
      assertEquals("Gesloten", standing.switches().getFirst().position().name());
      assertEquals(
          List.of(ExampleChanges.toBeCalledBack(2, "+31622222222").task()), standing.tasks());
      assertEquals(List.of(EntryTextTest.CONTACT), next.contacts());
      next.forgetContact(EntryTextTest.CONTACT.name());
      assertTrue(isKept(next, LONG));
    }
    try (ChangeLog last = opened()) {
      assertEquals(List.of(), last.contacts());
      assertEquals(List.of(), last.subscriptions());
      assertEquals(
          "Gesloten", last.standing().orElseThrow().switches().getFirst().position().name());
    }
  }

  @Test
  void aContactThatExpiredIsForgotten() throws Exception {
    try (ChangeLog log = opened()) {
      log.save(EntryTextTest.CONTACT);
      assertTrue(isKept(log, LONG));
    }
    now = EntryTextTest.CONTACT.expires();
    try (ChangeLog next = opened()) {
      assertEquals(List.of(), next.contacts());
    }
  }

  @Test
  void whatNobodyWaitsForIsOnDiskWithinFiftyMilliseconds() throws Exception {
    try (ChangeLog log = opened()) {
      var took = new ArrayList<Long>();
      for (int i = 0; i < 21; i++) {
        long before = System.nanoTime();
        log.save(ExampleChanges.ended(i));
        until(() -> log.health().toDisk() == 0);
        took.add(Duration.ofNanos(System.nanoTime() - before).toMillis());
        storeAll(log);
      }
      took.sort(null);
      assertTrue(took.get(10) < 50, took::toString);
    }
  }

  @Test
  void manyWhoWaitShareOneForce() throws Exception {
    try (ChangeLog log = opened()) {
      int before = disk.forces();
      var kept = new CountDownLatch(40);
      for (int i = 0; i < 40; i++) {
        log.save(ExampleChanges.turned("Open", i));
        log.whenKept(kept::countDown);
      }
      assertTrue(kept.await(20, TimeUnit.SECONDS));
      assertTrue(disk.forces() - before < 30, () -> "forces: " + disk.forces());
    }
  }

  @Test
  void theDatabaseGetsEverythingOnceAndInOrderOverSeveralLives() throws Exception {
    try (ChangeLog log = opened()) {
      calls(0, 30).forEach(log::save);
      assertTrue(isKept(log, LONG));
      log.handOver(
          7,
          LONG,
          (changes, upTo) -> {
            stored.addAll(changes);
            log.stored(upTo);
          });
    }
    long position = positionOf(7);
    try (ChangeLog next = opened()) {
      assertEquals(calls(0, 30), found);
      next.stored(position);
      calls(30, 200)
          .forEach(
              change -> {
                next.save(change);
                until(() -> next.health().toDisk() < 40);
              });
      storeAll(next);
      assertEquals(calls(0, 200), stored);
      assertEquals(0, next.health().lost());
      until(() -> next.health().bytes() < 20_000);
    }
    opened().close();
    assertFalse(found.size() > 40, () -> found.size() + " are in the log though they are stored");
  }

  /** The sequence of a change, counted from the first of the first life. */
  private long positionOf(int count) {
    return Sequences.firstOf(Sequences.lifeAfter(0, ExampleChanges.NOON.plusSeconds(1))) + count;
  }

  @Test
  void whatTheDatabaseDoesNotTakeIsReadBackFromDisk() throws Exception {
    try (ChangeLog log = opened()) {
      for (Change change : calls(0, 300)) {
        log.save(change);
        until(() -> log.health().toDisk() < 40);
      }
      assertTrue(isKept(log, LONG));
      assertTrue(log.health().isBehind());
      assertEquals(50, log.health().toDatabase());
      storeAll(log);
      assertEquals(calls(0, 300), stored);
      log.save(ExampleChanges.ended(300));
      storeAll(log);
      assertEquals(calls(0, 301), stored);
      assertFalse(log.health().isBehind());
    }
  }

  @Test
  void aDatabaseThatComesBackWithLessGetsAgainWhatIsOnDisk() throws Exception {
    try (ChangeLog log = opened()) {
      calls(0, 5).forEach(log::save);
      assertTrue(isKept(log, LONG));
      storeAll(log);
      assertEquals(calls(0, 5), stored);
      stored.clear();

      log.databaseIsAt(positionOf(2));
      assertFalse(log.isAllStored());
      calls(5, 7).forEach(log::save);
      assertTrue(isKept(log, LONG));
      storeAll(log);
      assertEquals(calls(2, 7), stored);
    }
  }

  @Test
  void anEntryThatWasCutOffAnywhereCostsOnlyItself() throws Exception {
    try (ChangeLog log = opened()) {
      log.save(pausing(Pause.PAUSED));
      log.save(ExampleChanges.ended(1));
      assertTrue(isKept(log, LONG));
      log.save(ExampleChanges.ended(2));
      assertTrue(isKept(log, LONG));
    }
    Path file = LogFiles.filesIn(folder).getFirst();
    byte[] whole = Files.readAllBytes(file);
    int lastEntry = new Frame(1, Frame.Kind.ENTRY, textOf(2)).bytes().length;
    int secondEntry = new Frame(1, Frame.Kind.ENTRY, textOf(1)).bytes().length;
    for (int cut = 0; cut < lastEntry + secondEntry; cut++) {
      for (Path each : LogFiles.filesIn(folder)) {
        Files.delete(each);
      }
      byte[] torn = Arrays.copyOf(whole, whole.length - cut);
      Files.write(file, torn);
      try (ChangeLog log = opened()) {
        assertEquals(cut == 0 ? 3 : cut <= lastEntry ? 2 : 1, found.size(), "cut " + cut);
        assertEquals(1, log.standing().orElseThrow().agents().size());
        log.save(ExampleChanges.ended(3));
        assertTrue(isKept(log, LONG));
      }
    }
    assertEquals(List.of(), damaged());
  }

  private static String textOf(int call) {
    return EntryText.write(new Kept.Changed(ExampleChanges.ended(call)));
  }

  private List<Path> damaged() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(each -> each.toString().endsWith(".damaged")).toList();
    }
  }

  @Test
  void aDamagedMiddleCostsOnlyWhatIsDamagedAndACopyIsSetAside() throws Exception {
    try (ChangeLog log = opened()) {
      calls(0, 10).forEach(log::save);
      assertTrue(isKept(log, LONG));
    }
    Path file = LogFiles.filesIn(folder).getFirst();
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      bytes.write("damage!".getBytes(StandardCharsets.US_ASCII));
    }
    try (ChangeLog next = opened()) {
      assertEquals(9, found.size());
      assertTrue(next.standing().isPresent());
    }
    assertEquals(1, damaged().size());
  }

  @Test
  void aHeadThatIsDamagedCostsNothingElse() throws Exception {
    try (ChangeLog log = opened()) {
      calls(0, 3).forEach(log::save);
      assertTrue(isKept(log, LONG));
    }
    Path file = LogFiles.filesIn(folder).getFirst();
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(new byte[20]);
    }
    opened().close();
    assertEquals(calls(0, 3), found);
  }

  @Test
  void aHeadThatNamesAnImpossibleLifeCostsNothing() throws Exception {
    try (ChangeLog log = opened()) {
      calls(0, 3).forEach(log::save);
      assertTrue(isKept(log, LONG));
    }
    Path file = LogFiles.filesIn(folder).getFirst();
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(LogFile.Header.BYTES - Long.BYTES);
      bytes.writeLong(Long.MAX_VALUE - 1);
    }
    try (ChangeLog next = opened()) {
      assertEquals(calls(0, 3), found);
      next.save(ExampleChanges.ended(3));
      assertTrue(isKept(next, LONG));
      storeAll(next);
      assertEquals(calls(0, 4), stored);
    }
  }

  @Test
  void shortWritesAreGoneOnWith() throws Exception {
    disk.fails(Fault.SHORT_WRITES);
    try (ChangeLog log = opened()) {
      calls(0, 5).forEach(log::save);
      assertTrue(isKept(log, LONG));
    }
    disk.fails(Fault.NONE);
    opened().close();
    assertEquals(calls(0, 5), found);
  }

  @Test
  void aFullDiskIsTriedAgainAndNothingIsLost() throws Exception {
    survives(Fault.FULL);
  }

  @Test
  void aForceThatFailsIsNotTakenForDone() throws Exception {
    survives(Fault.FORCE_FAILS);
  }

  @Test
  void aDiskThatCannotBeWrittenIsTriedAgain() throws Exception {
    survives(Fault.READ_ONLY);
  }

  private void survives(Fault fault) throws Exception {
    try (ChangeLog log = opened()) {
      log.save(ExampleChanges.ended(0));
      assertTrue(isKept(log, LONG));
      disk.fails(fault);
      log.save(pausing(Pause.PAUSED));
      log.save(EntryTextTest.CONTACT);
      calls(1, 20).forEach(log::save);
      assertFalse(isKept(log, Duration.ofMillis(300)));
      assertFalse(log.health().isWell());
      storeAll(log);
      assertEquals(21, stored.size(), "the database gets what the disk does not");
      calls(20, 30).forEach(log::save);
      disk.fails(Fault.NONE);
      assertTrue(isKept(log, LONG));
      assertTrue(log.health().isWell());
      assertEquals(0, log.health().lost());
    }
    try (ChangeLog next = opened()) {
      assertEquals(Pause.PAUSED, next.standing().orElseThrow().agents().getFirst().pause());
      assertEquals(List.of(EntryTextTest.CONTACT), next.contacts());
      assertTrue(found.containsAll(calls(20, 30)), found::toString);
    }
  }

  @Test
  void aDiskThatHangsHoldsNobodyUpAndTheDatabaseGetsWhatHappens() throws Exception {
    ChangeLog log = opened();
    disk.fails(Fault.HANGS);
    log.save(pausing(Pause.PAUSED));
    calls(0, 20).forEach(log::save);
    assertFalse(isKept(log, Duration.ofMillis(1200)));
    assertFalse(log.health().isWell());
    storeAll(log);
    assertEquals(21, stored.size());
    disk.fails(Fault.NONE);
    assertTrue(isKept(log, LONG));
    assertTrue(log.health().isWell());
    log.close();
  }

  @Test
  void whatNeitherDiskNorDatabaseTakesIsBoundedAndCounted() throws Exception {
    ChangeLog log = opened();
    disk.fails(Fault.HANGS);
    calls(0, 500).forEach(log::save);
    log.save(pausing(Pause.NOT_PAUSED));
    log.save(pausing(Pause.PAUSED));
    LogHealth health = log.health();
    assertTrue(health.toDisk() <= 51 && health.toDatabase() <= 50, health::toString);
    assertTrue(health.lost() >= 350, health::toString);
    disk.fails(Fault.NONE);
    assertTrue(isKept(log, LONG));
    storeAll(log);
    assertEquals(501, stored.size() + log.health().lost(), "of an agent only what is so now");
    log.close();
    try (ChangeLog next = opened()) {
      assertEquals(Pause.PAUSED, next.standing().orElseThrow().agents().getFirst().pause());
    }
  }

  @Test
  void aLogThatWouldGrowTooLargeCountsAsAFullDisk() throws Exception {
    try (ChangeLog log = opened()) {
      int number = 0;
      while (log.health().isWell()) {
        log.save(ExampleChanges.ended(number++));
        assertTrue(number < 10_000, log.health()::toString);
        until(() -> log.health().toDisk() < 40 || !log.health().isWell());
      }
      assertTrue(log.health().bytes() <= LIMITS.mostBytes());
      storeAll(log);
      until(() -> log.health().isWell());
      log.save(ExampleChanges.ended(number));
      assertTrue(isKept(log, LONG));
    }
  }

  @Test
  void aDiskThatCannotBeWrittenAtTheStartKeepsNothingFromStarting() throws Exception {
    disk.fails(Fault.READ_ONLY);
    ChangeLog log = opened();
    log.save(pausing(Pause.PAUSED));
    assertFalse(isKept(log, Duration.ofMillis(50)));
    disk.fails(Fault.NONE);
    assertTrue(isKept(log, LONG));
    log.close();
    try (ChangeLog next = opened()) {
      List<KeptContact> none = next.contacts();
      assertEquals(List.of(), none);
      assertEquals(Pause.PAUSED, next.standing().orElseThrow().agents().getFirst().pause());
    }
  }
}

package org.paraat.server.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Trunk;

class RehearsalTest {
  private static final Duration PLENTY = Duration.ofSeconds(30);

  @Test
  void itCarriesAsManyCallsAsItIsAskedTo() throws IOException {
    assertEquals(30, rehearsal().hold(30, PLENTY, () -> true).scenes());
  }

  @Test
  void whatAnEmergencyAsksForIsPlayedToo() throws IOException {
    Rehearsal.Played played = rehearsal().hold(300, PLENTY, () -> true);
    assertTrue(played.handedOver() > 5, played.toString());
    assertTrue(played.interrupted() > 5, played.toString());
    assertTrue(played.lampsTold() > 20, played.toString());
  }

  @Test
  void nothingInItLeadsIntoTheWorld() {
    var directory = new RehearsedOrganisation(5071, 5072).directory();
    for (Trunk trunk : directory.trunks().values()) {
      for (Trunk.Server server : trunk.peering().servers()) {
        assertEquals("127.0.0.1", server.host(), trunk.id().toString());
      }
    }
    assertEquals(MobilePhones.NONE, directory.mobiles());
    var storage = new RehearsedOrganisation.NoStorage();
    assertEquals(List.of(), storage.contacts());
    assertEquals(List.of(), storage.subscriptions());
  }

  @Test
  void itEndsWhenARealCallNeedsTheMachine() throws IOException {
    var looks = new AtomicInteger();
    int carried = rehearsal().hold(100_000, PLENTY, () -> looks.incrementAndGet() < 20).scenes();
    assertTrue(carried < 20, "carried " + carried);
  }

  @Test
  void itsLoopsOfSoundAreSilentInTheLogToo() throws IOException {
    Set<String> loops = new TreeSet<>();
    rehearsal()
        .hold(
            30,
            PLENTY,
            () -> {
              Thread.getAllStackTraces().keySet().stream()
                  .map(Thread::getName)
                  .filter(name -> name.contains("media-"))
                  .forEach(loops::add);
              return true;
            });
    assertFalse(loops.isEmpty());
    assertTrue(loops.stream().allMatch(name -> name.startsWith("rehearsal")), loops.toString());
  }

  @Test
  void itLeavesThePortsOfRealCallsAlone() throws IOException {
    for (int i = 0; i < 20; i++) {
      int begin = Rehearsal.firstPortBeside(20_000, 45_000);
      assertTrue(begin > 45_000 || begin + 1_000 <= 20_000, "begins at " + begin);
      assertEquals(0, begin % 2);
    }
    assertEquals(9_000, Rehearsal.firstPortBeside(10_000, 65_535));
    assertThrows(IOException.class, () -> Rehearsal.firstPortBeside(1_500, 65_535));
  }

  private static Rehearsal rehearsal() {
    return new Rehearsal((prompt, language) -> Optional.empty(), 20_000, 29_999);
  }
}

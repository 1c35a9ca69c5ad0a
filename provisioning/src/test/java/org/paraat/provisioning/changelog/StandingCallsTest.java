package org.paraat.provisioning.changelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.provisioning.store.ExampleChanges;

/** A call that goes on stands in the log until its end is there. */
class StandingCallsTest extends LogOfATest {
  @Test
  void aCallThatWentOnIsKnownUntilItsEndIsInTheLog() throws Exception {
    Standing.CallStanding first = ExampleChanges.goesOn(1);
    Standing.CallStanding second = ExampleChanges.goesOn(2);
    try (ChangeLog log = opened()) {
      log.save(new Change.CallGoesOn(first));
      log.save(new Change.CallGoesOn(second));
      log.save(new Change.CallEnded(second.call()));
      // so many that the calls stand in the checkpoint of a later file alone
      for (int i = 100; i < 400; i++) {
        log.save(ExampleChanges.ended(i));
        until(() -> log.health().toDisk() < 40);
        storeAll(log);
      }
      assertTrue(isKept(log, LONG));
    }
    assertFalse(stored.stream().anyMatch(Change.CallGoesOn.class::isInstance));
    // killed again before it was ended
    for (int life = 0; life < 2; life++) {
      try (ChangeLog next = opened()) {
        assertEquals(List.of(first.call()), callsOf(next));
        assertTrue(isKept(next, LONG));
      }
    }
    try (ChangeLog next = opened()) {
      next.save(new Change.CallEnded(first.call()));
      assertTrue(isKept(next, LONG));
    }
    try (ChangeLog last = opened()) {
      assertEquals(List.of(), callsOf(last));
    }
  }

  private static List<CallRecord> callsOf(ChangeLog log) {
    return log.standing().orElseThrow().calls().stream().map(Standing.CallStanding::call).toList();
  }

  @Test
  void untilWhenACallWentOnIsKnownWithinSeconds() throws Exception {
    Instant began = ExampleChanges.goesOn(1).lastKnown();
    Instant later = began.plusSeconds(1000);
    try (ChangeLog log = ChangeLog.open(folder, disk, () -> later, LIMITS, _ -> {})) {
      log.start();
      log.save(new Change.CallGoesOn(ExampleChanges.goesOn(1)));
      assertTrue(isKept(log, LONG));
      // what stood at first, the call, and the moment
      until(() -> disk.forces() >= 3 && log.health().toDisk() == 0);
    }
    now = later;
    try (ChangeLog next = opened()) {
      assertEquals(later, next.standing().orElseThrow().calls().getFirst().lastKnown());
    }
  }
}

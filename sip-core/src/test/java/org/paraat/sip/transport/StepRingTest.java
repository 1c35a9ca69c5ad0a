package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StepRingTest {
  private static final long STEP = 10;
  private final StepRing<String> ring = new StepRing<>(STEP, 8);
  private final List<String> fired = new ArrayList<>();

  @Test
  void theEarliestStepIsTheNextAndItsTasksKeepTheirOrder() {
    ring.add(30, "later");
    ring.add(20, "first");
    ring.add(20, "second");
    assertEquals(20, ring.next());
    ring.fire(20, fired::add);
    assertEquals(List.of("first", "second"), fired);
    assertEquals(30, ring.next());
  }

  @Test
  void anEmptyRingHasNoNext() {
    assertEquals(StepRing.NEVER, ring.next());
    ring.add(10, "one");
    ring.fire(10, fired::add);
    assertEquals(StepRing.NEVER, ring.next());
  }

  @Test
  void whatIsFartherThanTheRingIsLongIsNotReached() {
    assertTrue(ring.reaches(70));
    assertFalse(ring.reaches(80));
    ring.passed(40);
    assertTrue(ring.reaches(110));
    assertFalse(ring.reaches(120));
  }

  @Test
  void whatComesTooLateFiresAsSoonAsItCan() {
    ring.passed(50);
    assertEquals(50, ring.add(20, "late"));
    assertEquals(50, ring.next());
  }

  @Test
  void aTaskMayAddAnotherWhileItIsFired() {
    ring.add(10, "one");
    ring.fire(
        10,
        task -> {
          fired.add(task);
          ring.add(80, "two");
          ring.add(10, "again");
        });
    assertEquals(10, ring.next());
    ring.fire(10, fired::add);
    ring.fire(80, fired::add);
    assertEquals(List.of("one", "again", "two"), fired);
  }

  @Test
  void itFiresWhatASortedMapWouldFire() {
    var random = new Random(7);
    var expected = new TreeMap<Long, List<String>>();
    long now = 0;
    for (int i = 0; i < 20_000; i++) {
      long at = now + STEP * random.nextInt(0, 9);
      if (ring.reaches(at)) {
        ring.add(at, "task " + i);
        expected.computeIfAbsent(at, _ -> new ArrayList<>()).add("task " + i);
      }
      now += STEP * random.nextInt(0, 2);
      while (ring.next() <= now) {
        fired.clear();
        Map.Entry<Long, List<String>> due = expected.pollFirstEntry();
        assertEquals(due.getKey(), ring.next());
        ring.fire(ring.next(), fired::add);
        assertEquals(due.getValue(), fired);
      }
      ring.passed(now);
    }
  }
}

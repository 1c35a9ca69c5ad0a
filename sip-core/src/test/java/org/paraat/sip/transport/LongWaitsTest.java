package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongWaitsTest {
  private final Set<String> forgotten = new HashSet<>();
  private final LongWaits<String> waits = new LongWaits<>(forgotten::contains);

  @Test
  void whatWaitsIsTakenByItsTimeAndInTheOrderOfAdding() {
    waits.add(30, "later");
    waits.add(20, "first");
    waits.add(20, "second");
    assertEquals(20, waits.next());
    assertEquals(List.of("first", "second"), waits.takeNext());
    assertEquals(30, waits.next());
    assertEquals(List.of("later"), waits.takeNext());
    assertEquals(StepRing.NEVER, waits.next());
    assertEquals(0, waits.size());
  }

  @Test
  void whatIsForgottenIsNotKeptUntilItsTime() {
    waits.add(1, "kept");
    for (int i = 0; i < 100_000; i++) {
      waits.add(1_000 + i, "call " + i);
      forgotten.add("call " + i);
    }
    assertTrue(waits.size() < 2_000, "kept: " + waits.size());
    assertEquals(List.of("kept"), waits.takeNext());
  }

  @Test
  void manyThatWaitAreAllKept() {
    var taken = new ArrayList<String>();
    for (int i = 0; i < 10_000; i++) {
      waits.add(i, "call " + i);
    }
    while (waits.next() != StepRing.NEVER) {
      taken.addAll(waits.takeNext());
    }
    assertEquals(10_000, taken.size());
  }
}

package org.paraat.server.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPressesTest {
  private final KeyPresses keys = new KeyPresses();

  @Test
  void aKeyIsOneEventThatGrowsAndEndsThreeTimes() {
    keys.press("#");
    List<KeyPresses.Step> steps = steps(8);

    assertEquals(6, steps.size());
    assertTrue(steps.getFirst().isFirst());
    for (int i = 0; i < 6; i++) {
      KeyPresses.Step step = steps.get(i);
      assertEquals(11, step.payload()[0]);
      assertEquals(0, step.timestamp());
      assertEquals((i + 1) * 160, (step.payload()[2] & 0xFF) << 8 | step.payload()[3] & 0xFF);
      assertEquals(i == 5, step.payload()[1] < 0, "only the last has the end bit");
    }
    assertEquals(3, steps.getLast().times());
  }

  @Test
  void keysFollowEachOtherWithAPauseBetween() {
    keys.press("12");
    List<KeyPresses.Step> steps = steps(30);

    assertEquals(12, steps.size());
    assertEquals(2, steps.stream().map(KeyPresses.Step::timestamp).distinct().count());
  }

  @Test
  void nothingTypedIsNothingSent() {
    assertFalse(keys.next(0).isKey());
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> keys.press("1x"));
  }

  private List<KeyPresses.Step> steps(int count) {
    var steps = new ArrayList<KeyPresses.Step>();
    for (int i = 0; i < count; i++) {
      KeyPresses.Step step = keys.next(i * 160L);
      if (step.isKey()) {
        steps.add(step);
      }
    }
    return steps;
  }
}

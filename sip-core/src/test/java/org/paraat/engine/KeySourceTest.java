package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeySourceTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  private final KeySource keys = new KeySource();

  @Test
  void keysInInfoCountWhenThereAreNoOthers() {
    assertEquals(Optional.of('1'), keys.byInfo('1', NOW));
    assertEquals(Optional.of('1'), keys.byInfo('1', NOW.plusMillis(100)));
  }

  @Test
  void onceAKeyWasInTheSoundInfoIsPassedOver() {
    assertEquals(Optional.of('1'), keys.inTheSound('1', NOW));
    assertEquals(Optional.empty(), keys.byInfo('1', NOW.plusMillis(5)));
    assertEquals(Optional.empty(), keys.byInfo('2', NOW.plusSeconds(5)));
  }

  @Test
  void aPressThatComesByInfoFirstIsNotPressedAgainByTheSound() {
    assertEquals(Optional.of('7'), keys.byInfo('7', NOW));
    assertEquals(Optional.empty(), keys.inTheSound('7', NOW.plusMillis(40)));
    assertEquals(Optional.of('7'), keys.inTheSound('7', NOW.plusMillis(400)));
  }
}

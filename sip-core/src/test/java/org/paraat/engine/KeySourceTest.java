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
    assertEquals(Optional.of('1'), keys.take(DigitSource.INFO, '1', NOW));
    assertEquals(Optional.of('1'), keys.take(DigitSource.INFO, '1', NOW.plusMillis(100)));
  }

  @Test
  void onceAKeyWasInTheSoundInfoIsPassedOver() {
    assertEquals(Optional.of('1'), keys.take(DigitSource.TELEPHONE_EVENT, '1', NOW));
    assertEquals(Optional.empty(), keys.take(DigitSource.INFO, '1', NOW.plusMillis(5)));
    assertEquals(Optional.empty(), keys.take(DigitSource.INFO, '2', NOW.plusSeconds(5)));
  }

  @Test
  void aPressThatComesByInfoFirstIsNotPressedAgainByTheSound() {
    assertEquals(Optional.of('7'), keys.take(DigitSource.INFO, '7', NOW));
    assertEquals(Optional.empty(), keys.take(DigitSource.TELEPHONE_EVENT, '7', NOW.plusMillis(40)));
    assertEquals(
        Optional.of('7'), keys.take(DigitSource.TELEPHONE_EVENT, '7', NOW.plusMillis(400)));
  }

  @Test
  void tonesInTheSoundCountUntilThereIsSomethingBetter() {
    assertEquals(Optional.of('4'), keys.take(DigitSource.IN_BAND, '4', NOW));
    assertEquals(Optional.of('4'), keys.take(DigitSource.IN_BAND, '4', NOW.plusMillis(200)));
    assertEquals(Optional.empty(), keys.take(DigitSource.INFO, '4', NOW.plusMillis(250)));
    assertEquals(Optional.of('5'), keys.take(DigitSource.INFO, '5', NOW.plusMillis(900)));
    assertEquals(Optional.empty(), keys.take(DigitSource.IN_BAND, '6', NOW.plusSeconds(2)));
    assertEquals(Optional.of('6'), keys.take(DigitSource.TELEPHONE_EVENT, '6', NOW.plusSeconds(2)));
    assertEquals(Optional.empty(), keys.take(DigitSource.INFO, '7', NOW.plusSeconds(3)));
  }
}

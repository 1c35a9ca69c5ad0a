package org.paraat.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CallPartsTest {

  @Test
  void socketsAtRestTakeAQuarterOfTheDescriptorsHoweverManyAddressesThereAre() {
    assertEquals(1_000, CallParts.restingPairs(8_000, 1));
    assertEquals(500, CallParts.restingPairs(8_000, 2));
    assertEquals(250, CallParts.restingPairs(8_000, 4));
  }

  @Test
  void thereAreNoMoreThanCallsNeed() {
    assertEquals(8_192, CallParts.restingPairs(Long.MAX_VALUE, 1));
    assertEquals(0, CallParts.restingPairs(0, 2));
  }
}

package org.paraat.pbx.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.TrunkPeer;

class TrunkHealthTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static TrunkPeer peer(int port, int rank, int weight) {
    return new TrunkPeer(new PeerId("10.0.9.1", port), rank, weight);
  }

  private static TrunkHealth of(TrunkPeer... peers) {
    var health = new TrunkHealth(NOW, Optional.empty());
    health.adopt(List.of(peers), "", NOW);
    return health;
  }

  private static Map<Integer, Integer> firstInHundreds(TrunkHealth health, int calls) {
    var shares = new LinkedHashMap<Integer, Integer>();
    for (int call = 0; call < calls; call++) {
      shares.merge(health.inTurn().getFirst().port(), 1, Integer::sum);
    }
    return shares;
  }

  @Test
  void peersOfOneRankGetCallsByTheirWeights() {
    var health = of(peer(1, 0, 60), peer(2, 0, 20), peer(3, 0, 20));
    assertEquals(Map.of(1, 600, 2, 200, 3, 200), firstInHundreds(health, 1000));
  }

  @Test
  void aWeightOfNothingGetsNextToNothing() {
    var health = of(peer(1, 0, 1), peer(2, 0, 0));
    assertEquals(Map.of(1, 1000, 2, 10), firstInHundreds(health, 1010));
  }

  @Test
  void theLowestRankIsFirstHoweverLightItIs() {
    var health = of(peer(1, 5, 1000), peer(2, 1, 0));
    assertEquals(Map.of(2, 50), firstInHundreds(health, 50));
    assertEquals(List.of(2, 1), health.inTurn().stream().map(PeerId::port).toList());
  }
}

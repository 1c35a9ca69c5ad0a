package org.paraat.admin.callrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.Quality;

class QualityJsonTest {

  @Test
  void aLegIsShownInTheUnitsOfTheTrade() {
    var from = new Quality.Way(3000, 10, Duration.ofNanos(2_460_000), 421);
    var leg = new LegId(new NodeId(1), LegId.Direction.IN, 7);
    var quality = new Quality("PCMA", from, Optional.empty(), Optional.of(Duration.ofMillis(31)));
    assertEquals(
        new JsonArray()
            .add(
                new JsonObject()
                    .put("leg", "1.in.7")
                    .put("party", "0612345678")
                    .put("codec", "PCMA")
                    .put("roundTripMs", 31.0)
                    .put(
                        "fromParty",
                        new JsonObject()
                            .put("packets", 3000L)
                            .put("lossPercent", 0.33)
                            .put("jitterMs", 2.5)
                            .put("mos", 4.21))
                    .put("toParty", null)),
        QualityJson.of(List.of(new LegQuality(leg, "0612345678", quality))));
  }
}

package org.paraat.admin.callrecord;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.Quality;

/** How the legs of a call did, as the API and the page show it. */
final class QualityJson {
  private QualityJson() {}

  static JsonArray of(List<LegQuality> legs) {
    var list = new JsonArray();
    for (LegQuality leg : legs) {
      Quality quality = leg.quality();
      list.add(
          new JsonObject()
              .put("leg", leg.leg().toString())
              .put("party", leg.party())
              .put("codec", quality.codec())
              .put("roundTripMs", quality.roundTrip().map(QualityJson::milliseconds).orElse(null))
              .put("fromParty", way(quality.fromParty()))
              .put("toParty", quality.toParty().map(QualityJson::way).orElse(null)));
    }
    return list;
  }

  private static JsonObject way(Quality.Way way) {
    double loss = way.packets() == 0 ? 0 : 100.0 * way.lost() / way.packets();
    return new JsonObject()
        .put("packets", way.packets())
        .put("lossPercent", Math.round(100 * loss) / 100.0)
        .put("jitterMs", milliseconds(way.jitter()))
        .put("mos", way.opinion() / 100.0);
  }

  private static double milliseconds(Duration time) {
    return Math.round(time.toNanos() / 1e5) / 10.0;
  }
}

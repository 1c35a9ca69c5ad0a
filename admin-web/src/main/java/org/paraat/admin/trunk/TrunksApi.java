package org.paraat.admin.trunk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.Loop;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.TrunkView;

/** Shows the trunks in order of preference. */
public final class TrunksApi {
  private final Switchboard switchboard;
  private final Supplier<Directory> directory;

  public TrunksApi(Switchboard switchboard, Supplier<Directory> directory) {
    this.switchboard = switchboard;
    this.directory = directory;
  }

  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.list(
            "/api/trunks",
            call -> Loop.bring(switchboard.view()).map(view -> json(directory.get(), view))));
  }

  public static JsonArray json(Directory directory, View view) {
    var trunks = new JsonArray();
    view.trunks().forEach(trunk -> trunks.add(json(directory, trunk)));
    return trunks;
  }

  private static JsonObject json(Directory directory, TrunkView trunk) {
    var peer =
        directory
            .trunk(trunk.id())
            .map(it -> it.host() + ":" + it.port() + " " + it.transport())
            .orElse(null);
    var silenceWatch =
        directory
            .trunk(trunk.id())
            .map(it -> it.silenceWatch().name().toLowerCase(Locale.ROOT))
            .orElse(null);
    var encryption =
        directory
            .trunk(trunk.id())
            .map(it -> it.encryption().name().toLowerCase(Locale.ROOT))
            .orElse(null);
    return new JsonObject()
        .put("name", trunk.id().name())
        .put("srtp", encryption)
        .put("silenceWatch", silenceWatch)
        .put("state", trunk.state().name().toLowerCase(Locale.ROOT))
        .put("since", trunk.since().toString())
        .put("because", trunk.because().isEmpty() ? null : trunk.because())
        .put("calls", trunk.calls())
        .put("peer", peer);
  }
}

package org.paraat.admin.trunk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.ApiWord;
import org.paraat.admin.http.Loop;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.PeerView;
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
    Optional<Trunk> configured = directory.trunk(trunk.id());
    Optional<Channels> channels = configured.map(Trunk::channels).filter(Channels::areLimited);
    return new JsonObject()
        .put("name", trunk.id().name())
        .put("srtp", configured.map(it -> ApiWord.of(it.encryption())).orElse(null))
        .put("silenceWatch", configured.map(it -> ApiWord.of(it.silenceWatch())).orElse(null))
        .put("state", ApiWord.of(trunk.state()))
        .put("since", trunk.since().toString())
        .put("because", textOrNull(trunk.because()))
        .put("calls", trunk.calls())
        .put("channels", channels.map(Channels::all).orElse(null))
        .put("channelsForEmergencies", channels.map(Channels::forEmergencies).orElse(null))
        .put("peer", configured.map(TrunksApi::servers).orElse(null))
        .put("peers", peers(trunk))
        .put("knownBy", configured.map(TrunksApi::knownBy).orElse(new JsonArray()))
        .put("registration", registration(trunk, configured));
  }

  private static String servers(Trunk trunk) {
    Trunk.Peering peering = trunk.peering();
    return peering.servers().stream().map(Trunk.Server::toString).collect(Collectors.joining(", "))
        + " "
        + peering.transport();
  }

  private static JsonArray peers(TrunkView trunk) {
    var peers = new JsonArray();
    for (PeerView peer : trunk.peers()) {
      peers.add(
          new JsonObject()
              .put("address", peer.id().toString())
              .put("state", ApiWord.of(peer.state()))
              .put("since", peer.since().toString())
              .put("because", textOrNull(peer.because())));
    }
    return peers;
  }

  private static JsonArray knownBy(Trunk trunk) {
    var known = new JsonArray();
    trunk.peering().servers().forEach(server -> known.add(server.toString()));
    for (Trunk.Source source : trunk.peering().sources()) {
      known.add(
          switch (source) {
            case Trunk.Source.FromNetwork(var network) -> network;
            case Trunk.Source.WithCertificate(var name) -> "certificate of " + name;
          });
    }
    return known;
  }

  /** Never the secret, nor that there is one. */
  private static JsonObject registration(TrunkView trunk, Optional<Trunk> configured) {
    return trunk
        .registration()
        .map(
            it ->
                new JsonObject()
                    .put("state", ApiWord.of(it.state()))
                    .put("since", it.since().toString())
                    .put("because", textOrNull(it.because()))
                    .put(
                        "user",
                        configured.flatMap(Trunk::account).map(Trunk.Account::user).orElse(null)))
        .orElse(null);
  }

  private static String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}

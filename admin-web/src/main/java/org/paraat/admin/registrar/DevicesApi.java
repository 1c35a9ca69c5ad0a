package org.paraat.admin.registrar;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.ApiWord;
import org.paraat.admin.http.Loop;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.DeviceView;
import org.paraat.pbx.view.View.Reachability;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** Shows the phones and who sits there. */
public final class DevicesApi {
  private final Switchboard switchboard;
  private final Supplier<Directory> directory;

  public DevicesApi(Switchboard switchboard, Supplier<Directory> directory) {
    this.switchboard = switchboard;
    this.directory = directory;
  }

  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.list(
            "/api/devices",
            call ->
                Loop.bring(switchboard.view())
                    .map(
                        view ->
                            view.devices().stream()
                                .map(device -> json(directory.get(), device))
                                .collect(JsonArray::new, JsonArray::add, JsonArray::addAll))));
  }

  /** Where somebody can be rung now: who is logged in at a phone that can be reached. */
  public static JsonArray staffed(Directory directory, View view) {
    var phones = new JsonArray();
    for (DeviceView device : view.devices()) {
      if (device.reachability() == Reachability.REACHABLE && device.person().isPresent()) {
        ExtensionNumber person = device.person().get();
        phones.add(
            new JsonObject()
                .put("device", device.id().user())
                .put("extension", person.digits())
                .put("name", directory.extension(person).map(Extension::displayName).orElse("")));
      }
    }
    return phones;
  }

  private static JsonObject json(Directory directory, DeviceView device) {
    Optional<Device> configured = directory.device(device.id());
    return new JsonObject()
        .put("id", device.id().user())
        .put("kind", configured.map(it -> ApiWord.of(it.kind())).orElse(null))
        .put("srtp", configured.map(it -> ApiWord.of(it.encryption())).orElse(null))
        .put("silenceWatch", configured.map(it -> ApiWord.of(it.silenceWatch())).orElse(null))
        .put("state", ApiWord.of(device.reachability()))
        .put("extension", device.person().map(ExtensionNumber::digits).orElse(null));
  }
}

package org.paraat.admin.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.paraat.admin.RunningWeb;

class DevicesApiTest {

  @Test
  void eachPhoneShowsWhetherItCanBeReachedAndWhoSitsThere() {
    try (var web = RunningWeb.started()) {
      JsonArray devices = RunningWeb.array(web.get("/api/devices", RunningWeb.OPERATOR));
      assertEquals(
          new JsonObject()
              .put("id", "desk1")
              .put("kind", "desk-phone")
              .put("srtp", "offered")
              .put("silenceWatch", "on")
              .put("state", "reachable")
              .put("extension", "1201"),
          devices.getJsonObject(0));
      assertEquals("unreachable", devices.getJsonObject(1).getString("state"));
    }
  }
}

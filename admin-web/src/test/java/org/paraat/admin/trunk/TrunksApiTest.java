package org.paraat.admin.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.paraat.admin.RunningWeb;

class TrunksApiTest {

  @Test
  void eachTrunkShowsItsState() {
    try (var web = RunningWeb.started()) {
      JsonArray trunks = RunningWeb.array(web.get("/api/trunks", RunningWeb.OPERATOR));
      assertEquals(
          new JsonObject()
              .put("name", "carrier-a")
              .put("srtp", "off")
              .put("silenceWatch", "on")
              .put("state", "up")
              .put("since", "2026-01-01T03:00:00Z")
              .put("because", "a probe was answered")
              .put("calls", 2)
              .put("channels", 30)
              .put("channelsForEmergencies", 4)
              .put("peer", "127.0.0.1:5080 UDP")
              .put(
                  "peers",
                  new JsonArray()
                      .add(
                          new JsonObject()
                              .put("address", "127.0.0.1:5080")
                              .put("state", "up")
                              .put("since", "2026-01-01T03:00:00Z")
                              .put("because", "a probe was answered")))
              .put("knownBy", new JsonArray().add("127.0.0.1:5080"))
              .putNull("registration"),
          trunks.getJsonObject(0));
      assertEquals("unknown", trunks.getJsonObject(1).getString("state"));
      assertNull(trunks.getJsonObject(1).getValue("channels"));
    }
  }
}

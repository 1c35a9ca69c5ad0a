package org.paraat.admin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.admin.RunningWeb;

class QueuesApiTest {

  @Test
  void eachQueueShowsWhoWaitsAndWhoServes() {
    try (var web = RunningWeb.started()) {
      JsonArray queues = RunningWeb.array(web.get("/api/queues", RunningWeb.OPERATOR));
      assertEquals(List.of("999", "900", "998"), strings(queues, "code"));
      JsonObject triage = queues.getJsonObject(0);
      assertEquals("Triage", triage.getString("name"));
      assertEquals(2, triage.getInteger("waiting"));
      assertEquals("2026-01-01T02:58:36Z", triage.getString("longestWaitSince"));
      assertEquals("emergency", queues.getJsonObject(1).getString("class"));
      JsonArray agents = triage.getJsonArray("agents");
      assertEquals(
          List.of("talking", "available", "ringing", "wrapup", "paused", "unreachable"),
          strings(agents, "state"));
      assertEquals("1201", agents.getJsonObject(0).getString("extension"));
      assertEquals("desk1", agents.getJsonObject(0).getString("device"));
      assertEquals("0600000002", agents.getJsonObject(4).getString("device"));
      assertTrue(agents.getJsonObject(5).containsKey("device"));
      assertNull(agents.getJsonObject(5).getString("device"));
    }
  }

  private static List<String> strings(JsonArray list, String field) {
    return list.stream().map(it -> ((JsonObject) it).getString(field)).toList();
  }
}

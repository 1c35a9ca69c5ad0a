package org.paraat.admin.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.admin.RunningWeb;

class HealthRoutesTest {
  private RunningWeb web;

  @BeforeEach
  void start() {
    web = RunningWeb.started();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void aRunningProcessIsLive() {
    web.platform.isReady = false;
    assertEquals(200, web.get("/health/live").statusCode());
  }

  @Test
  void readyMeansThatCallsCanBePlaced() {
    assertEquals(200, web.get("/health/ready").statusCode());
    web.platform.isReady = false;
    HttpResponse<String> answer = web.get("/health/ready");
    assertEquals(503, answer.statusCode());
    assertEquals(
        "down",
        RunningWeb.object(answer).getJsonArray("parts").getJsonObject(0).getString("condition"));
  }

  @Test
  void readyStaysReadyWithoutTheDatabaseAndSaysSo() {
    web.health =
        List.of(new HealthPart("database", HealthPart.Condition.DOWN, "connection refused"));
    HttpResponse<String> answer = web.get("/health/ready");
    assertEquals(200, answer.statusCode());
    assertEquals(
        new JsonObject()
            .put("name", "database")
            .put("condition", "down")
            .put("because", "connection refused"),
        RunningWeb.object(answer).getJsonArray("parts").getJsonObject(1));
  }

  @Test
  void headIsAnsweredLikeGetButWithoutBody() {
    HttpResponse<String> answer = web.send(web.to("/health/ready").HEAD());
    assertEquals(200, answer.statusCode());
    assertEquals("", answer.body());
  }

  @Test
  void healthCannotBeWritten() {
    assertEquals(405, web.send(web.to("/health/live").POST(BodyPublishers.noBody())).statusCode());
  }

  @Test
  void prometheusReadsTheMetrics() {
    web.get("/health/live");
    HttpResponse<String> answer = web.get("/metrics");
    assertEquals(200, answer.statusCode());
    assertTrue(answer.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain"));
    assertTrue(answer.body().contains("paraat_web_requests_seconds_count"));
    assertTrue(answer.body().contains("route=\"/health/live\""), answer.body());
  }
}

package org.paraat.admin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.admin.RunningWeb;

class ApiRouterTest {
  private static RunningWeb web;

  @BeforeAll
  static void start() {
    web = RunningWeb.started();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/switches",
        "/api/queues",
        "/api/calls",
        "/api/calls/1-a-1/trace",
        "/api/calls/1-a-1/ladder",
        "/api/trunks",
        "/api/devices",
        "/api/live",
        "/api/nothing",
        "/api/switches/hap",
      })
  void withoutLogInEveryCallIsRefused(String path) {
    HttpResponse<String> answer = web.get(path);
    assertEquals(401, answer.statusCode());
    assertEquals(
        "Bearer realm=\"paraat\"", answer.headers().firstValue("WWW-Authenticate").orElseThrow());
    assertTrue(RunningWeb.object(answer).containsKey("error"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer",
        "Bearer ",
        "Basic YWRtaW46ZGVtby1hZG1pbg==",
        "demo-admin-token",
        "Bearer demo-admin-token demo-admin-token",
        "Token demo-admin-token",
      })
  void aLogInThatIsNotValidIsRefused(String header) {
    HttpResponse<String> answer = web.send(web.to("/api/switches").header("Authorization", header));
    assertEquals(401, answer.statusCode());
    assertTrue(answer.headers().firstValue("WWW-Authenticate").orElseThrow().startsWith("Bearer"));
    assertFalse(answer.body().contains("demo-admin-token"));
  }

  @Test
  void theWordBearerMayBeWrittenInAnyCase() {
    assertEquals(
        200,
        web.send(web.to("/api/switches").header("Authorization", "bearer demo-triagist-token"))
            .statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/nothing",
        "/api/switches/hap/positions",
        "/api/calls/1-a-1"
      })
  void anUnknownCallIsNotFoundInJson(String path) {
    HttpResponse<String> answer = web.get(path, RunningWeb.OPERATOR);
    assertEquals(404, answer.statusCode());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(RunningWeb.object(answer).containsKey("error"));
  }

  @Test
  void aWrongMethodIsRefusedWithTheRightOnes() {
    for (String path : List.of("/api/switches", "/api/queues", "/api/calls", "/api/trunks")) {
      HttpResponse<String> answer =
          web.send(web.to(path, RunningWeb.ADMINISTRATOR).POST(BodyPublishers.ofString("{}")));
      assertEquals(405, answer.statusCode(), path);
      assertEquals("GET", answer.headers().firstValue("Allow").orElseThrow());
      assertTrue(RunningWeb.object(answer).containsKey("error"));
    }
    HttpResponse<String> answer = web.get("/api/switches/hap", RunningWeb.ADMINISTRATOR);
    assertEquals(405, answer.statusCode());
    assertEquals("PUT", answer.headers().firstValue("Allow").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo-admin-token", "demo-teamleider-token", "demo-triagist-token"})
  void everybodyWhoIsLoggedInMayRead(String token) {
    for (String path :
        List.of("/api/switches", "/api/queues", "/api/calls", "/api/trunks", "/api/devices")) {
      assertEquals(200, web.get(path, token).statusCode(), path);
    }
  }

  @Test
  void answersAreNotKeptAndNotRunByBrowsers() {
    var headers = web.get("/api/switches", RunningWeb.OPERATOR).headers();
    assertEquals("no-store", headers.firstValue("Cache-Control").orElseThrow());
    assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
    assertFalse(headers.firstValue("Access-Control-Allow-Origin").isPresent());
  }

  @Test
  void aPathThatCannotBeReadIsRefused() throws IOException {
    String answer = raw("GET /api/switches/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
  }

  @Test
  void headersWithoutEndAreRefused() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nCookie: " + "x".repeat(20_000) + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
  }

  @Test
  void aPlatformThatDoesNotAnswerIsToldOfInTime() {
    try (var stuck = RunningWeb.started()) {
      stuck.platform.isStuck = true;
      HttpResponse<String> answer = stuck.get("/api/queues", RunningWeb.OPERATOR);
      assertEquals(503, answer.statusCode());
      assertTrue(RunningWeb.object(answer).containsKey("error"));
    }
  }

  @Test
  void connectionsAreBounded() throws IOException {
    try (var small = RunningWeb.startedWithConnections(2);
        var first = new Socket("127.0.0.1", small.port);
        var second = new Socket("127.0.0.1", small.port)) {
      assertTrue(answers(first) && answers(second));
      try (var third = new Socket("127.0.0.1", small.port)) {
        assertFalse(answers(third));
      }
    }
  }

  private static boolean answers(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    try {
      socket
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == 'H';
    } catch (java.net.SocketException e) {
      return false; // reset by the other side
    }
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", web.port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(64);
      return new String(start, StandardCharsets.US_ASCII);
    }
  }
}

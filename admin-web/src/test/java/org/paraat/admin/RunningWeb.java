package org.paraat.admin;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.paraat.admin.health.HealthPart;
import org.paraat.admin.login.SessionCookie;
import org.paraat.admin.websocket.BrowserPhones;
import org.paraat.admin.websocket.SipSocketSettings;
import org.paraat.sip.transport.FlowIntake;

/** The web over a demo platform, asked over real HTTP. */
public final class RunningWeb implements AutoCloseable {
  public static final String ADMINISTRATOR = "demo-admin-token";
  public static final String TEAM_LEADER = "demo-teamleider-token";
  public static final String OPERATOR = "demo-triagist-token";
  public static final String VIEWER = "demo-bord-token";

  public final DemoPlatform platform = new DemoPlatform();
  public final DemoUsers users = new DemoUsers();
  public volatile Instant now = Instant.parse("2026-01-01T03:00:00Z");
  public volatile List<HealthPart> health =
      List.of(new HealthPart("database", HealthPart.Condition.UP, ""));

  private final AdminWeb web;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  public final int port;

  private RunningWeb(WebSettings settings, UnaryOperator<WebPorts> more) {
    InstantSource clock = () -> now;
    this.web =
        new AdminWeb(
            settings,
            more.apply(
                new WebPorts(
                    platform,
                    () -> platform.directory,
                    platform,
                    platform.closed,
                    platform,
                    users,
                    platform::isReadyForCalls,
                    () -> health,
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))),
            clock);
    this.port = web.start();
  }

  public static RunningWeb started() {
    return new RunningWeb(settings(100), UnaryOperator.identity());
  }

  public static RunningWeb startedWithConnections(int most) {
    return new RunningWeb(settings(most), UnaryOperator.identity());
  }

  public static RunningWeb startedWithPhones(SipSocketSettings phones, FlowIntake intake) {
    return new RunningWeb(
        settings(100).carrying(phones), ports -> ports.bringing(new BrowserPhones(intake)));
  }

  private static WebSettings settings(int mostConnections) {
    return new WebSettings(
        "127.0.0.1",
        0,
        Duration.ofHours(12),
        SessionCookie.Transport.HTTP_TOO,
        mostConnections,
        Duration.ofMillis(20));
  }

  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  public HttpRequest.Builder to(String path, String token) {
    return to(path).header("Authorization", "Bearer " + token);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  public HttpResponse<InputStream> open(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofInputStream());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path, String token) {
    return send(to(path, token));
  }

  public HttpResponse<String> get(String path) {
    return send(to(path));
  }

  public HttpResponse<String> put(String path, String token, String body) {
    return send(to(path, token).PUT(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> post(String path, String token, String body) {
    return send(to(path, token).POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> logIn(String name, String password) {
    String form =
        "name="
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "&password="
            + URLEncoder.encode(password, StandardCharsets.UTF_8);
    return send(
        to("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** The cookie of a new session, as a browser would send it. */
  public String sessionOf(String name) {
    String cookie = logIn(name, "demo-" + name).headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  public static JsonArray array(HttpResponse<String> answer) {
    return new JsonArray(answer.body());
  }

  public static JsonObject object(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }

  public void stop() {
    web.stop();
  }

  @Override
  public void close() {
    client.close();
    web.stop();
  }
}

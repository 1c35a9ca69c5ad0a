package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Paraat as it is packaged, in a process of its own on free ports of 127.0.0.1. */
final class PackagedServer implements AutoCloseable {
  private static final Duration FIRST_START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Pattern TROUBLE = Pattern.compile("^\\S+ (WARN|ERROR) .*");
  static final int RTP_PORTS = 1_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Path data;
  private final Path log;

  /** Enough to have been there; what it brings is measured by scripts/bench. */
  private static final String SHORT_REHEARSAL = "300ms";

  private final int sipPort;
  private final int httpPort;
  private final int rtpPort;
  private final Process process;
  private final Duration becameReadyIn;

  private PackagedServer(Path data, int sipPort, int httpPort, int rtpPort, List<String> command) {
    this.data = data;
    this.sipPort = sipPort;
    this.httpPort = httpPort;
    this.rtpPort = rtpPort;
    this.log = House.folderFor("log").resolve("paraat.log");
    long startedAt = System.nanoTime();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(House.ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("PARAAT_REHEARSE_FOR", SHORT_REHEARSAL);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Patience.until("the server is ready: " + log, FIRST_START, this::isReadyOrBroken);
    } catch (AssertionError e) {
      endAll();
      throw new AssertionError(e.getMessage() + System.lineSeparator() + logText(), e);
    }
    becameReadyIn = Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /** Starts on an empty data folder; see {@link House#dataFolder}. */
  static PackagedServer start(String organisation, String... more) {
    return start(organisation, House.dataFolder(), more);
  }

  /** Starts on what an earlier life left. */
  static PackagedServer start(String organisation, Path data, String... more) {
    int sip = FreePorts.one();
    int http = FreePorts.one();
    int rtp = FreePorts.block(RTP_PORTS);
    return new PackagedServer(
        data, sip, http, rtp, ServerCommand.of(organisation, data, sip, http, rtp, more));
  }

  private boolean isReadyOrBroken() {
    if (!process.isAlive()) {
      throw new AssertionError("the server ended with " + process.exitValue());
    }
    return isReady();
  }

  /** Whether it says that phones can register and calls can be placed. */
  boolean isReady() {
    try {
      return readiness() == 200;
    } catch (UncheckedIOException e) {
      return false; // it does not listen, not yet or no longer
    }
  }

  /** The status that /health/ready answers with. */
  int readiness() {
    return get("/health/ready").statusCode();
  }

  int sipPort() {
    return sipPort;
  }

  /** Of SIP over TLS: one above the other, as it is by default. */
  int tlsPort() {
    return sipPort + 1;
  }

  /** The certificate that it made for itself. */
  Path certificate() {
    return data.resolve("tls").resolve("certificate.pem");
  }

  int httpPort() {
    return httpPort;
  }

  /** The first of its ports for sound; the next {@value #RTP_PORTS} are too. */
  int rtpPort() {
    return rtpPort;
  }

  Path data() {
    return data;
  }

  /** From the start of the process until phones could register and calls be placed. */
  Duration becameReadyIn() {
    return becameReadyIn;
  }

  String address() {
    return "127.0.0.1:" + sipPort;
  }

  /** Where it listens for a transport. */
  String address(String transport) {
    return "127.0.0.1:" + (transport.equals("tls") ? tlsPort() : sipPort);
  }

  HttpResponse<String> get(String path) {
    return send(request(path, "demo-admin-token").GET());
  }

  HttpResponse<String> put(String path, String token, String body) {
    return send(request(path, token).PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The objects of an array that the API answers. */
  List<JsonObject> list(String path) {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode(), path + ": " + answer.body());
    var found = new ArrayList<JsonObject>();
    ((JsonArray) Json.decodeValue(answer.body())).forEach(each -> found.add((JsonObject) each));
    return found;
  }

  void turn(String switchId, String position) {
    var answer =
        put(
            "/api/switches/" + switchId,
            "demo-teamleider-token",
            "{\"position\":\"" + position + "\"}");
    assertEquals(200, answer.statusCode(), answer.body());
  }

  /** What the API says that an agent does now; {@code absent} when not a member of the queue. */
  String stateOf(String extension, String queue) {
    return list("/api/queues").stream()
        .filter(each -> each.getString("code").equals(queue))
        .flatMap(each -> each.getJsonArray("agents").stream())
        .map(each -> (JsonObject) each)
        .filter(agent -> agent.getString("extension").equals(extension))
        .map(agent -> agent.getString("state"))
        .findFirst()
        .orElse("absent");
  }

  void awaitState(String extension, String queue, String state) {
    Patience.until(
        extension + " is " + state + " in " + queue,
        Duration.ofSeconds(10),
        () -> stateOf(extension, queue).equals(state));
  }

  void awaitTrunk(String name, String state) {
    Patience.until(
        name + " is " + state,
        Duration.ofSeconds(20),
        () ->
            list("/api/trunks").stream()
                .anyMatch(
                    each ->
                        each.getString("name").equals(name)
                            && each.getString("state").equals(state)));
  }

  /** The newest record of a call from this number, once it is there. */
  JsonObject recordOf(String from) {
    return Patience.find(
        "a record of the call from " + from, Duration.ofSeconds(10), () -> newestFrom(from));
  }

  private Optional<JsonObject> newestFrom(String from) {
    return list("/api/calls?limit=50").stream()
        .filter(each -> from.equals(each.getString("from")) && each.getValue("endedAt") != null)
        .findFirst();
  }

  String logText() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The warnings and errors of the log, but for those that a test expects. */
  List<String> troubles(String... expected) {
    return logText()
        .lines()
        .filter(line -> TROUBLE.matcher(line).matches())
        .filter(line -> Stream.of(expected).noneMatch(line::contains))
        .toList();
  }

  /** Asks it to stop, as Ctrl-C does; returns at once. */
  void askToStop() {
    process.destroy();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for the end that was asked for, and looks that nothing stayed behind. */
  void awaitEnd() {
    try {
      assertTrue(process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS), "did not stop: " + log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    assertEquals(List.of(), leftBehind().map(ProcessHandle::pid).toList(), "left behind: " + log);
  }

  /** As the power fails: nothing of it gets the time to say goodbye. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Stops it in order. */
  @Override
  public void close() {
    try {
      askToStop();
      awaitEnd();
    } finally {
      endAll();
    }
  }

  private Stream<ProcessHandle> leftBehind() {
    return ProcessHandle.allProcesses()
        .filter(each -> each.pid() != ProcessHandle.current().pid())
        .filter(each -> each.info().commandLine().orElse("").contains(data.toString()));
  }

  private void endAll() {
    process.destroyForcibly();
    leftBehind().forEach(ProcessHandle::destroyForcibly);
  }
}

package org.paraat.system.ways;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.paraat.system.Patience;

/** What the platform says of itself when it is asked over its API. */
final class Books {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String LEGS = "paraat_legs ";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String address;

  Books(int httpPort) {
    address = "http://127.0.0.1:" + httpPort;
  }

  private String text(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(SOON)
            .header("Authorization", "Bearer demo-admin-token")
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Stream<JsonObject> list(String path) throws IOException {
    return new JsonArray(text(path)).stream().map(JsonObject.class::cast);
  }

  /** Legs that are alive. */
  int legs() throws IOException {
    return text("/metrics")
        .lines()
        .filter(line -> line.startsWith(LEGS))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(LEGS.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("/metrics tells no legs"));
  }

  void awaitLegs(int wanted, Duration patience) {
    Patience.until(wanted + " legs are alive", patience, () -> legs() == wanted);
  }

  void awaitPersonAt(String device, String extension) {
    Patience.until(
        extension + " is logged in on " + device,
        SOON,
        () ->
            list("/api/devices")
                .filter(each -> device.equals(each.getString("id")))
                .anyMatch(each -> extension.equals(each.getString("extension"))));
  }

  /** What a member of a queue does now; {@code absent} when it is none. */
  private String stateOf(String extension, String queue) throws IOException {
    return list("/api/queues")
        .filter(each -> queue.equals(each.getString("code")))
        .flatMap(each -> each.getJsonArray("agents").stream())
        .map(JsonObject.class::cast)
        .filter(agent -> extension.equals(agent.getString("extension")))
        .map(agent -> agent.getString("state"))
        .findFirst()
        .orElse("absent");
  }

  void awaitState(String extension, String queue, String state) {
    Patience.until(
        extension + " is " + state + " in queue " + queue,
        SOON,
        () -> stateOf(extension, queue).equals(state));
  }

  void awaitNobodyWaits(String queue) {
    Patience.until(
        "nobody waits in queue " + queue,
        SOON,
        () ->
            list("/api/queues")
                .filter(each -> queue.equals(each.getString("code")))
                .allMatch(each -> each.getInteger("waiting") == 0));
  }

  void awaitTrunk(String name, String state) {
    Patience.until(
        name + " is " + state,
        Duration.ofSeconds(20),
        () ->
            list("/api/trunks")
                .filter(each -> name.equals(each.getString("name")))
                .anyMatch(each -> state.equals(each.getString("state"))));
  }

  /** The records of the calls from a number, once each of them has its end. */
  List<JsonObject> ended(String from) {
    return Patience.find(
        "the records of the calls from " + from + ", with their ends",
        SOON,
        () -> {
          List<JsonObject> found =
              list("/api/calls?limit=100")
                  .filter(each -> from.equals(each.getString("from")))
                  .toList();
          boolean isOver = found.stream().allMatch(each -> each.getValue("endedAt") != null);
          return found.isEmpty() || !isOver ? Optional.empty() : Optional.of(found);
        });
  }

  /** What a caller lived through, such as {@code talked 1201}. */
  static List<String> segments(JsonObject call) {
    return call.getJsonArray("segments").stream()
        .map(JsonObject.class::cast)
        .map(each -> each.getString("kind") + " " + each.getString("who", ""))
        .map(String::strip)
        .toList();
  }
}

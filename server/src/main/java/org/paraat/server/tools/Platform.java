package org.paraat.server.tools;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.paraat.engine.CallLadders.Kind;
import org.paraat.engine.CallLadders.Rung;

/** A running platform, asked and told by its API. */
final class Platform implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String DEMO_TOKEN = "demo-admin-token";
  private static final int OK = 200;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String address;
  private final String token;

  private Platform(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /**
   * @throws NoAnswer when no token is given for a platform that is not the demo of this machine
   */
  static Platform at(String host, int httpPort) throws NoAnswer {
    String token = System.getenv().getOrDefault("PARAAT_TOKEN", "");
    if (token.isEmpty()) {
      if (!host.equals("127.0.0.1")) {
        throw new NoAnswer("Set PARAAT_TOKEN to a token for the API of " + host + ".");
      }
      token = DEMO_TOKEN;
    }
    return new Platform("http://" + host + ":" + httpPort, token);
  }

  String address() {
    return address;
  }

  List<CallLine> calls(int limit) throws NoAnswer {
    return list("/api/calls?limit=" + limit).stream().map(CallLine::of).toList();
  }

  List<Decision> trace(String call) throws NoAnswer {
    return list("/api/calls/" + call + "/trace").stream().map(Decision::of).toList();
  }

  List<Rung> ladder(String call) throws NoAnswer {
    return list("/api/calls/" + call + "/ladder").stream().map(Platform::rung).toList();
  }

  /** Whatever list the API has at a path. */
  List<? extends Config> list(String path) throws NoAnswer {
    return parsed(path, answer(path, request(path).GET().build())).getConfigList("answer");
  }

  /** Turns a switch; answers the switch as it stands now. */
  Config turn(String switchId, String position) throws NoAnswer {
    String path = "/api/switches/" + switchId;
    String body = "{\"position\":\"" + position.replaceAll("[\"\\\\]", "") + "\"}";
    HttpRequest put =
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build();
    return parsed(path, answer(path, put)).getConfig("answer");
  }

  /** Calls somebody back who is named by a task, from the phone of a person. */
  void callBack(String task, String extension) throws NoAnswer {
    post("/api/tasks/" + task + "/call", "{\"extension\":\"" + extension + "\"}");
  }

  /** Says that somebody need not be called back any more. */
  void closeTask(String task, String because) throws NoAnswer {
    post("/api/tasks/" + task + "/close", "{\"because\":\"" + because + "\"}");
  }

  private void post(String path, String body) throws NoAnswer {
    answer(
        path,
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private String answer(String path, HttpRequest request) throws NoAnswer {
    HttpResponse<String> response;
    try {
      response = client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new NoAnswer(
          "No platform answers at "
              + address
              + ": start it with scripts/run in another terminal and wait until it says that it is ready.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted", e);
    }
    return switch (response.statusCode()) {
      case OK -> response.body();
      case UNAUTHORISED -> throw new NoAnswer("The API refuses our token: set PARAAT_TOKEN.");
      case FORBIDDEN -> throw new NoAnswer("This token may not do that: set PARAAT_TOKEN.");
      case NOT_FOUND -> throw new NotKnown(path + ": " + response.body());
      default ->
          throw new NoAnswer(path + " answers " + response.statusCode() + ": " + response.body());
    };
  }

  private static Config parsed(String path, String body) throws NoAnswer {
    try {
      return ConfigFactory.parseString(
          "{\"answer\":" + body + "}",
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setOriginDescription(path));
    } catch (com.typesafe.config.ConfigException e) {
      throw new NoAnswer(path + " answers something that is no JSON: " + e.getMessage(), e);
    }
  }

  private static Rung rung(Config json) {
    return new Rung(
        Instant.parse(json.getString("at")),
        Kind.valueOf(json.getString("kind").toUpperCase(Locale.ROOT).replace('-', '_')),
        json.hasPath("leg") ? json.getString("leg") : "",
        json.hasPath("peer") ? json.getString("peer") : "",
        json.getString("text"));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** The platform does not do what we ask; the message says what to do about it. */
  static class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
      super(message);
    }

    NoAnswer(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The platform knows no such thing. */
  static final class NotKnown extends NoAnswer {
    private static final long serialVersionUID = 1L;

    NotKnown(String message) {
      super(message);
    }
  }
}

package org.paraat.admin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.admin.DemoPlatform;
import org.paraat.admin.RoutesOfSite;
import org.paraat.admin.RunningWeb;
import org.paraat.pbx.vocabulary.Cause;

class OpenApiTest {
  private static final String NEW_POSITION = "{\"position\":\"Informatie\"}";
  private static final String PHONE = "{\"device\":\"desk1\"}";
  private static Vertx vertx;
  private static RunningWeb web;
  private static OpenAPIContract contract;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    vertx = Vertx.vertx();
    web = RunningWeb.started();
    HttpResponse<String> description = web.get("/api/openapi.yaml");
    assertEquals(200, description.statusCode());
    // the validator reads no description with media types that it cannot validate
    String readable =
        description
            .body()
            .replace("application/yaml:", "text/plain:")
            .replace("text/event-stream:", "text/plain:");
    Path file = Files.writeString(folder.resolve("openapi.yaml"), readable);
    contract = OpenAPIContract.from(vertx, file.toString()).await();
  }

  @AfterAll
  static void stop() {
    web.close();
    vertx.close().await();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteExists() {
    Set<String> described =
        contract.operations().stream()
            .map(operation -> operation.getHttpMethod() + " " + operation.getOpenAPIPath())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> mounted = new TreeSet<>(RoutesOfSite.of(vertx));
    assertEquals(mounted, described);
  }

  @Test
  void everyAnswerIsAsDescribed() {
    String call = "/api/calls/" + DemoPlatform.id(4);
    validate("listSwitches", get("/api/switches"));
    validate("listQueues", get("/api/queues"));
    validate("listCalls", get("/api/calls"));
    validate("traceCall", get(call + "/trace"));
    validate("ladderOfCall", get(call + "/ladder"));
    validate("listTasks", get("/api/tasks"));
    web.platform.closed.add(DemoPlatform.task(1, "+31612345671"), "1201", "was helped");
    validate("listTasks", get("/api/tasks?closed"));
    String task = "/api/tasks/" + DemoPlatform.id(7);
    validate("callBack", web.post(task + "/call", RunningWeb.OPERATOR, PHONE));
    validate("listTrunks", get("/api/trunks"));
    validate("listDevices", get("/api/devices"));
    validate("turnSwitch", web.put("/api/switches/nacht", RunningWeb.TEAM_LEADER, NEW_POSITION));
  }

  @Test
  void everyRefusalIsAsDescribed() {
    String path = "/api/switches/hap";
    assertRefusal(401, "turnSwitch", web.send(web.to(path).PUT(BodyPublishers.ofString("{}"))));
    assertRefusal(403, "turnSwitch", web.put(path, RunningWeb.OPERATOR, NEW_POSITION));
    assertRefusal(404, "turnSwitch", web.put(path + "2", RunningWeb.TEAM_LEADER, NEW_POSITION));
    assertRefusal(413, "turnSwitch", web.put(path, RunningWeb.TEAM_LEADER, " ".repeat(20_000)));
    assertRefusal(422, "turnSwitch", web.put(path, RunningWeb.TEAM_LEADER, "{}"));
    assertRefusal(422, "listCalls", get("/api/calls?limit=0"));
    assertRefusal(404, "traceCall", get("/api/calls/1-a-1/trace"));
    assertRefusal(404, "ladderOfCall", get("/api/calls/1-a-1/ladder"));
    String task = "/api/tasks/" + DemoPlatform.id(6);
    assertRefusal(409, "callBack", web.post(task + "/call", RunningWeb.OPERATOR, PHONE));
    assertRefusal(403, "callBack", web.post(task + "/call", RunningWeb.VIEWER, PHONE));
    assertRefusal(403, "closeTask", web.post(task + "/close", RunningWeb.VIEWER, "{}"));
    assertRefusal(422, "callBack", web.post(task + "/call", RunningWeb.OPERATOR, "{}"));
    assertRefusal(422, "closeTask", web.post(task + "/close", RunningWeb.OPERATOR, "{}"));
    assertRefusal(422, "listTasks", get("/api/tasks?closed=perhaps"));
    assertRefusal(404, "closeTask", web.post("/api/tasks/1/close", RunningWeb.OPERATOR, "{}"));
    assertRefusal(401, "watch", web.get("/api/live"));
  }

  @Test
  void everyExampleFitsItsSchema() {
    int examples = 0;
    for (Operation operation : contract.operations()) {
      JsonObject responses = raw(operation).getJsonObject("responses");
      for (String status : responses.fieldNames()) {
        if (!status.matches("[0-9]{3}")) {
          continue; // a note of the library
        }
        JsonObject content = resolved(responses.getJsonObject(status)).getJsonObject("content");
        JsonObject json = content.getJsonObject("application/json");
        if (json == null) {
          continue;
        }
        assertTrue(json.containsKey("example"), operation.getOperationId() + " " + status);
        validate(
            operation.getOperationId(),
            Integer.parseInt(status),
            Buffer.buffer(Json.encode(json.getValue("example"))));
        examples++;
      }
    }
    assertTrue(examples > 20, "examples: " + examples);
  }

  @Test
  void everyCauseIsDescribed() {
    JsonObject call =
        contract
            .getRawContract()
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("Call");
    var described =
        call.getJsonObject("properties").getJsonObject("cause").getJsonArray("enum").stream()
            .map(String::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    var known = new TreeSet<String>();
    known.add("null");
    for (Cause cause : Cause.values()) {
      known.add(cause.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    assertEquals(known, described);
  }

  @Test
  void theValidationIsNoFormality() {
    var wrong = ValidatableResponse.create(200, Buffer.buffer("[{\"id\":5}]"), "application/json");
    var result = ResponseValidator.create(vertx, contract).validate(wrong, "listSwitches");
    assertThrows(Exception.class, result::await);
  }

  private static JsonObject raw(Operation operation) {
    return contract
        .getRawContract()
        .getJsonObject("paths")
        .getJsonObject(operation.getOpenAPIPath())
        .getJsonObject(operation.getHttpMethod().name().toLowerCase(Locale.ROOT));
  }

  private static JsonObject resolved(JsonObject response) {
    String reference = response.getString("$ref");
    if (reference == null) {
      return response;
    }
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return contract
        .getRawContract()
        .getJsonObject("components")
        .getJsonObject("responses")
        .getJsonObject(name);
  }

  private static HttpResponse<String> get(String path) {
    return web.get(path, RunningWeb.OPERATOR);
  }

  private static void assertRefusal(int status, String operation, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode());
    validate(operation, answer);
  }

  private static void validate(String operation, HttpResponse<String> answer) {
    assertFalse(answer.body().isEmpty());
    validate(operation, answer.statusCode(), Buffer.buffer(answer.body()));
  }

  private static void validate(String operation, int status, Buffer body) {
    ResponseValidator.create(vertx, contract)
        .validate(ValidatableResponse.create(status, body, "application/json"), operation)
        .await();
  }
}

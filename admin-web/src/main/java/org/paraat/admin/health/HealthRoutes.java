package org.paraat.admin.health;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.paraat.admin.http.Answers;
import org.paraat.admin.http.ApiWord;

/** Answers whoever watches the process: alive, and ready for calls. */
public final class HealthRoutes {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final BooleanSupplier isReadyForCalls;
  private final Supplier<List<HealthPart>> parts;

  public HealthRoutes(BooleanSupplier isReadyForCalls, Supplier<List<HealthPart>> parts) {
    this.isReadyForCalls = isReadyForCalls;
    this.parts = parts;
  }

  public void mount(Router router) {
    router.route("/health/live").handler(Answers::onlyReading).handler(this::live);
    router.route("/health/ready").handler(Answers::onlyReading).handler(this::ready);
  }

  private void live(RoutingContext context) {
    Answers.json(context, OK, new JsonObject().put("status", "live"));
  }

  private void ready(RoutingContext context) {
    boolean isReady = isReadyForCalls.getAsBoolean();
    var answer = new JsonObject().put("status", isReady ? "ready" : "not ready");
    answer.put("parts", listed(isReady));
    Answers.json(context, isReady ? OK : UNAVAILABLE, answer);
  }

  private JsonArray listed(boolean isReady) {
    var listed = new JsonArray();
    listed.add(
        json(
            isReady
                ? new HealthPart("calls", HealthPart.Condition.UP, "")
                : new HealthPart(
                    "calls", HealthPart.Condition.DOWN, "phones cannot register and call yet")));
    parts.get().forEach(part -> listed.add(json(part)));
    return listed;
  }

  private static JsonObject json(HealthPart part) {
    return new JsonObject()
        .put("name", part.name())
        .put("condition", ApiWord.of(part.condition()))
        .put("because", part.because().isEmpty() ? null : part.because());
  }
}

package org.paraat.admin.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes answers; each is written once and never after the other side has gone. */
public final class Answers {
  private static final int METHOD_NOT_ALLOWED = 405;

  private Answers() {}

  public static void json(RoutingContext context, int status, JsonObject body) {
    bytes(context, status, "application/json", body.encode());
  }

  public static void json(RoutingContext context, int status, JsonArray body) {
    bytes(context, status, "application/json", body.encode());
  }

  public static void bytes(RoutingContext context, int status, String contentType, String body) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", contentType);
    response.end(body);
  }

  /** Lets GET and HEAD pass and refuses the rest. */
  public static void onlyReading(RoutingContext context) {
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      context.next();
    } else {
      context.response().putHeader("Allow", "GET, HEAD");
      json(
          context, METHOD_NOT_ALLOWED, new JsonObject().put("error", "This can only be read: GET"));
    }
  }
}

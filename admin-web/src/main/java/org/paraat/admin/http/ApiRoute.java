package org.paraat.admin.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One call of the API.
 *
 * @param path as the OpenAPI description writes it: {@code /api/calls/{id}/trace}
 * @param access who may make it
 * @param lasts whether the answer goes on until one side ends it
 * @param work writes the answer, or throws or fails with an {@link ApiFailure}
 */
public record ApiRoute(
    HttpMethod method, String path, Access access, Lasts lasts, Consumer<ApiCall> work) {
  private static final int OK = 200;

  /** How long an answer may take. */
  public enum Lasts {
    A_MOMENT,
    UNTIL_ENDED
  }

  /** A list that everybody who is logged in may read. */
  public static ApiRoute list(String path, Function<ApiCall, Future<JsonArray>> work) {
    return new ApiRoute(
        HttpMethod.GET,
        path,
        Access.LOGGED_IN,
        Lasts.A_MOMENT,
        call ->
            work.apply(call)
                .onSuccess(list -> Answers.json(call.context(), OK, list))
                .onFailure(call.context()::fail));
  }

  /** One thing that everybody who is logged in may read. */
  public static ApiRoute one(String path, Function<ApiCall, Future<JsonObject>> work) {
    return answering(HttpMethod.GET, path, Access.LOGGED_IN, work);
  }

  public static ApiRoute answering(
      HttpMethod method, String path, Access access, Function<ApiCall, Future<JsonObject>> work) {
    return new ApiRoute(
        method,
        path,
        access,
        Lasts.A_MOMENT,
        call ->
            work.apply(call)
                .onSuccess(object -> Answers.json(call.context(), OK, object))
                .onFailure(call.context()::fail));
  }

  boolean hasBody() {
    return method.equals(HttpMethod.PUT) || method.equals(HttpMethod.POST);
  }
}

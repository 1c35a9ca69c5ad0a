package org.paraat.admin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.paraat.admin.http.Login.Proof;

/** Lets only those to a call of the API who may make it. */
public final class ApiRouter {
  private static final int LONGEST_BODY = 16 * 1024;
  private static final long LONGEST_ANSWER_MILLISECONDS = 15_000;
  private static final String LOGIN = "paraat.login";

  private final Identification identification;

  public ApiRouter(Identification identification) {
    this.identification = identification;
  }

  public void mount(Router router, List<ApiRoute> routes) {
    Map<String, List<ApiRoute>> byPath =
        routes.stream()
            .collect(
                Collectors.groupingBy(ApiRoute::path, LinkedHashMap::new, Collectors.toList()));
    byPath.forEach((path, calls) -> mountPath(router, asTemplate(path), calls));
    router.route("/api").handler(this::requireLogin).handler(ApiRouter::refuseUnknown);
    router.route("/api/*").handler(this::requireLogin).handler(ApiRouter::refuseUnknown);
  }

  private static String asTemplate(String path) {
    return path.replaceAll("\\{(\\w+)}", ":$1");
  }

  private void mountPath(Router router, String template, List<ApiRoute> calls) {
    for (ApiRoute call : calls) {
      Route route = router.route(call.method(), template);
      if (call.lasts() == ApiRoute.Lasts.A_MOMENT) {
        route.handler(TimeoutHandler.create(LONGEST_ANSWER_MILLISECONDS));
        if (call.method().equals(HttpMethod.GET)) {
          route.method(HttpMethod.HEAD);
        }
      }
      route.handler(this::requireLogin);
      route.handler(context -> requireRight(context, call));
      route.handler(context -> perform(context, call));
    }
    String allowed =
        calls.stream().map(call -> call.method().name()).collect(Collectors.joining(", "));
    router
        .route(template)
        .handler(this::requireLogin)
        .handler(context -> refuseMethod(context, allowed));
  }

  private void requireLogin(RoutingContext context) {
    Optional<Login> login = identification.of(context.request());
    if (login.isPresent()) {
      context.put(LOGIN, login.get());
      context.next();
      return;
    }
    boolean isTried = context.request().getHeader("Authorization") != null;
    context
        .response()
        .putHeader(
            "WWW-Authenticate",
            isTried
                ? "Bearer realm=\"paraat\", error=\"invalid_token\""
                : "Bearer realm=\"paraat\"");
    context.fail(
        ApiFailure.of(401, "Log in first, or send a valid token: Authorization: Bearer …"));
  }

  private static void requireRight(RoutingContext context, ApiRoute call) {
    Login login = context.get(LOGIN);
    if (!call.access().isGivenTo(login.user())) {
      throw call.access().refusalTo(login.user());
    }
    if (call.hasBody()
        && login.proof() == Proof.SESSION_COOKIE
        && SameOrigin.isForeign(context.request())) {
      throw ApiFailure.of(403, "This request comes from another site");
    }
    context.next();
  }

  private static void perform(RoutingContext context, ApiRoute call) {
    Login login = context.get(LOGIN);
    if (call.hasBody()) {
      BoundedBody.read(
          context, LONGEST_BODY, body -> call.work().accept(new ApiCall(context, login, body)));
    } else {
      call.work().accept(new ApiCall(context, login, Buffer.buffer()));
    }
  }

  private static void refuseMethod(RoutingContext context, String allowed) {
    context.response().putHeader("Allow", allowed);
    throw ApiFailure.of(405, "Here you can only " + allowed);
  }

  private static void refuseUnknown(RoutingContext context) {
    throw ApiFailure.notFound("There is no such call; all are in /api/openapi.yaml");
  }
}

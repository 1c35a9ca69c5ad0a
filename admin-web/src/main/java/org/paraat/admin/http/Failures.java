package org.paraat.admin.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.paraat.provisioning.database.DatabaseFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request that failed, in one form and without telling strangers our insides. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final List<Integer> RAISED_BY_THE_ROUTER = List.of(400, 404, 405, 406, 415);

  private static final String RETRY_AFTER_SECONDS = "10";

  private Failures() {}

  /** To be mounted before all other routes. */
  public static void mount(Router router) {
    router.route().failureHandler(Failures::answer);
    RAISED_BY_THE_ROUTER.forEach(status -> router.errorHandler(status, Failures::answer));
  }

  private static void answer(RoutingContext context) {
    ApiFailure failure = asApiFailure(context);
    if (failure.status() == 413) {
      context.response().putHeader("Connection", "close");
    }
    Answers.json(context, failure.status(), failure.json());
  }

  private static ApiFailure asApiFailure(RoutingContext context) {
    return switch (context.failure()) {
      case ApiFailure failure -> failure;
      case DatabaseFailed away when away.blame() == DatabaseFailed.Blame.DATABASE -> {
        LOG.info("{} {}: {}", context.request().method(), pathOf(context), away.getMessage());
        context.response().putHeader("Retry-After", RETRY_AFTER_SECONDS);
        yield ApiFailure.unavailable(
            "The database is away, so this cannot be read or changed now; calls go on."
                + " Try again when /health/ready says that it is up");
      }
      case TimeoutException late -> ApiFailure.unavailable("This took too long; try again");
      case null -> byStatus(context.statusCode());
      case Throwable unexpected when context.statusCode() >= 500 || context.statusCode() < 0 -> {
        LOG.error("{} {} failed", context.request().method(), pathOf(context), unexpected);
        yield ApiFailure.of(500, "We made a mistake; it is in the log");
      }
      case Throwable refused -> byStatus(context.statusCode());
    };
  }

  private static String pathOf(RoutingContext context) {
    var route = context.currentRoute();
    return route == null ? "?" : route.getPath();
  }

  private static ApiFailure byStatus(int status) {
    return switch (status) {
      case 404 -> ApiFailure.notFound("There is nothing here");
      case 405 -> ApiFailure.of(405, "This cannot be done here");
      case 413 -> ApiFailure.of(413, "The body is too long");
      case 503 -> ApiFailure.unavailable("This took too long; try again");
      case 500 -> ApiFailure.of(500, "We made a mistake; it is in the log");
      default -> ApiFailure.of(status < 400 ? 500 : status, "The request cannot be understood");
    };
  }
}

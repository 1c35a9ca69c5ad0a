package org.paraat.admin.metrics;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.paraat.admin.http.Answers;
import org.paraat.admin.http.BlockingWork;

/** Shows all meters to Prometheus, those of the web itself among them. */
public final class MetricsRoutes {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int OK = 200;

  private final PrometheusMeterRegistry meters;
  private final BlockingWork work;

  public MetricsRoutes(PrometheusMeterRegistry meters, BlockingWork work) {
    this.meters = meters;
    this.work = work;
  }

  public void mount(Router router) {
    router.route("/metrics").handler(Answers::onlyReading).handler(this::scrape);
  }

  /** Times every request; to be mounted before all other routes. */
  public void time(RoutingContext context) {
    long startedAt = System.nanoTime();
    context.addEndHandler(ended -> record(context, System.nanoTime() - startedAt));
    context.next();
  }

  private void record(RoutingContext context, long nanoseconds) {
    // the path of the route, not of the request: strangers must not be able to make series
    var route = context.currentRoute();
    String path = route == null || route.getPath() == null ? "other" : route.getPath();
    Timer.builder("paraat.web.requests")
        .description("Requests of the web, by route and status class")
        .tag("route", path)
        .tag("status", context.response().getStatusCode() / 100 + "xx")
        .register(meters)
        .record(nanoseconds, TimeUnit.NANOSECONDS);
  }

  private void scrape(RoutingContext context) {
    work.run(() -> meters.scrape(CONTENT_TYPE))
        .onSuccess(text -> Answers.bytes(context, OK, CONTENT_TYPE, text))
        .onFailure(context::fail);
  }
}

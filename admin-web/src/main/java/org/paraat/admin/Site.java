package org.paraat.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import org.paraat.admin.health.HealthRoutes;
import org.paraat.admin.http.BlockingWork;
import org.paraat.admin.metrics.MetricsRoutes;

/** Every route of the web, put together. */
final class Site {
  private final Vertx vertx;
  private final WebSettings settings;
  private final HealthRoutes health;
  private final MetricsRoutes metrics;

  Site(Vertx vertx, WebSettings settings, WebPorts ports, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    var store = new BlockingWork(vertx, "store", 4, 64, Duration.ofSeconds(5));
    this.health = new HealthRoutes(ports.switchboard()::isReadyForCalls, ports.health());
    this.metrics = new MetricsRoutes(ports.meters(), store);
  }

  Future<Integer> listen(int loops) {
    var router = Router.router(vertx);
    router.route().handler(metrics::time);
    health.mount(router);
    metrics.mount(router);
    var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port());
    return vertx
        .createHttpServer(options)
        .requestHandler(router)
        .listen()
        .map(server -> server.actualPort());
  }
}

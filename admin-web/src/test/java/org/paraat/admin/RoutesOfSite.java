package org.paraat.admin;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.paraat.admin.http.OpenApiDescription;

/** What the router really has, asked of the router itself. */
public final class RoutesOfSite {
  private RoutesOfSite() {}

  /** Such as {@code GET /api/switches}. */
  public static List<String> of(Vertx vertx) {
    var platform = new DemoPlatform();
    var ports =
        new WebPorts(
            platform,
            () -> platform.directory,
            platform,
            platform.closed,
            platform,
            new DemoUsers(),
            platform::isReadyForCalls,
            List::of,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    var site =
        new Site(
            vertx,
            vertx.getOrCreateContext(),
            WebSettings.on("127.0.0.1", 0),
            ports,
            InstantSource.system());
    var routes = new ArrayList<String>();
    for (Route route : site.router(vertx).getRoutes()) {
      String path = route.getPath();
      if (path == null || !path.startsWith("/api/") || path.equals("/api/")) {
        continue;
      }
      if (path.equals(OpenApiDescription.PATH)) {
        routes.add("GET " + path);
      } else if (route.methods() != null) {
        route.methods().stream()
            .filter(method -> !method.equals(HttpMethod.HEAD))
            .forEach(method -> routes.add(method + " " + described(path)));
      }
    }
    return routes;
  }

  private static String described(String path) {
    return path.replaceAll(":(\\w+)", "{$1}");
  }
}

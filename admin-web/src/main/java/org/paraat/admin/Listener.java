package org.paraat.admin;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.paraat.admin.websocket.SipSockets;

/** One web loop's share of the connections. */
final class Listener extends VerticleBase {
  private static final int IDLE_SECONDS = 60;
  private static final int LONGEST_REQUEST_LINE = 4 * 1024;
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final int LONGEST_FORM_FIELD = 2 * 1024;
  private static final int MOST_FORM_FIELDS = 10;
  private static final long LONGEST_GOODBYE_SECONDS = 2;

  /** Tells Vert.x that all loops share one free port. */
  private static final int ANY_PORT = -1;

  private final WebSettings settings;
  private final Site site;
  private final AtomicInteger connections;
  private HttpServer server;

  /**
   * @param connections open now, over all loops
   */
  Listener(WebSettings settings, Site site, AtomicInteger connections) {
    this.settings = settings;
    this.site = site;
    this.connections = connections;
  }

  @Override
  public Future<?> start() {
    var options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port() == 0 ? ANY_PORT : settings.port())
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
            .setMaxHeaderSize(LONGEST_HEADERS)
            .setMaxFormAttributeSize(LONGEST_FORM_FIELD)
            .setMaxFormFields(MOST_FORM_FIELDS)
            .setHandle100ContinueAutomatically(true)
            .setHttp2ClearTextEnabled(false);
    server =
        vertx
            .createHttpServer(SipSockets.configure(options))
            .connectionHandler(this::count)
            .webSocketHandshakeHandler(site.sipSockets()::shakeHands)
            .webSocketHandler(opened -> {}) // what is accepted is handled where it is accepted
            .requestHandler(site.router(vertx));
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    return server.shutdown(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  private void count(HttpConnection connection) {
    connection.closeHandler(closed -> connections.decrementAndGet());
    if (connections.incrementAndGet() > settings.mostConnections()) {
      connection.close();
    }
  }
}

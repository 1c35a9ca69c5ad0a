package org.paraat.admin;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.paraat.admin.callrecord.CallsApi;
import org.paraat.admin.emergency.TasksApi;
import org.paraat.admin.health.HealthRoutes;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.ApiRouter;
import org.paraat.admin.http.BlockingWork;
import org.paraat.admin.http.Failures;
import org.paraat.admin.http.OpenApiDescription;
import org.paraat.admin.http.ReadableAddress;
import org.paraat.admin.http.SecurityHeaders;
import org.paraat.admin.live.LiveUpdates;
import org.paraat.admin.login.LoginAttempts;
import org.paraat.admin.login.LoginRoutes;
import org.paraat.admin.login.SessionCookie;
import org.paraat.admin.login.Sessions;
import org.paraat.admin.login.TokenOrSession;
import org.paraat.admin.metrics.MetricsRoutes;
import org.paraat.admin.page.Assets;
import org.paraat.admin.page.Pages;
import org.paraat.admin.queue.QueuesApi;
import org.paraat.admin.redirect.SwitchJson;
import org.paraat.admin.redirect.SwitchesApi;
import org.paraat.admin.registrar.DevicesApi;
import org.paraat.admin.text.LanguageChoice;
import org.paraat.admin.text.Texts;
import org.paraat.admin.trunk.TrunksApi;
import org.paraat.admin.websocket.SipSockets;

/** Every route of the web, put together. */
final class Site {
  private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

  private final Texts texts = new Texts();
  private final OpenApiDescription description = new OpenApiDescription();
  private final LanguageChoice languages;
  private final SwitchJson switches;
  private final BlockingWork store;
  private final HealthRoutes health;
  private final MetricsRoutes metrics;
  private final Assets assets;
  private final LoginRoutes login;
  private final LiveUpdates live;
  private final List<ApiRoute> api;
  private final ApiRouter apiRouter;
  private final SipSockets sipSockets;

  /**
   * @param liveLoop where the live updates are made
   */
  Site(Vertx vertx, Context liveLoop, WebSettings settings, WebPorts ports, InstantSource clock) {
    languages = new LanguageChoice(() -> ports.directory().get().organisation().language());
    switches = new SwitchJson(texts);
    store = new BlockingWork(vertx, "store", 4, 64, LONGEST_WORK);
    health = new HealthRoutes(ports.isReady(), ports.health());
    metrics = new MetricsRoutes(ports.meters(), store);
    assets = new Assets(texts);
    live = liveUpdates(liveLoop, settings, ports, clock);
    api = api(ports);
    sipSockets = new SipSockets(settings.sip(), ports.sip());
    var sessions = new Sessions(settings.sessionTime(), clock);
    var cookie = new SessionCookie(settings.cookies(), settings.sessionTime());
    var identification = new TokenOrSession(ports.users(), sessions, cookie);
    apiRouter = new ApiRouter(identification);
    login =
        new LoginRoutes(
            ports.users(),
            sessions,
            cookie,
            identification,
            new LoginAttempts(clock),
            // each check costs some 100 ms of one core: calls need the others
            new BlockingWork(vertx, "password check", 1, 8, LONGEST_WORK),
            new Pages(texts, languages, ports.directory(), assets));
    Gauge.builder("paraat.web.sessions", sessions, Sessions::size).register(ports.meters());
    Gauge.builder("paraat.web.pages.open", live, LiveUpdates::open).register(ports.meters());
  }

  private LiveUpdates liveUpdates(
      Context loop, WebSettings settings, WebPorts ports, InstantSource clock) {
    var sources =
        new LiveUpdates.Sources(
            ports.switchboard(),
            ports.directory(),
            ports.history(),
            store,
            switches,
            languages,
            clock);
    return new LiveUpdates(loop, sources, settings.liveEvery());
  }

  private List<ApiRoute> api(WebPorts ports) {
    var switchboard = ports.switchboard();
    var directory = ports.directory();
    return Stream.of(
            new SwitchesApi(switchboard, directory, switches, languages).routes(),
            new QueuesApi(switchboard, directory).routes(),
            new CallsApi(switchboard, ports.history(), ports.ladders(), store).routes(),
            new TasksApi(switchboard, directory, ports.tasks(), store).routes(),
            new TrunksApi(switchboard, directory).routes(),
            new DevicesApi(switchboard, directory).routes(),
            live.routes())
        .flatMap(List::stream)
        .toList();
  }

  /** A router of its own for each loop. */
  Router router(Vertx vertx) {
    var router = Router.router(vertx);
    Failures.mount(router);
    router.route().handler(metrics::time);
    router.route().handler(SecurityHeaders::add);
    router.route().handler(ReadableAddress::require);
    health.mount(router);
    metrics.mount(router);
    description.mount(router);
    apiRouter.mount(router, api);
    assets.mount(router);
    login.mount(router);
    return router;
  }

  SipSockets sipSockets() {
    return sipSockets;
  }

  void startLive() {
    live.start();
  }

  Future<Void> stopLive() {
    return live.stop();
  }
}

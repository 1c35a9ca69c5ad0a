package org.paraat.admin.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.paraat.admin.http.Access;
import org.paraat.admin.http.ApiCall;
import org.paraat.admin.http.ApiFailure;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.BlockingWork;
import org.paraat.admin.http.Loop;
import org.paraat.admin.redirect.SwitchJson;
import org.paraat.admin.text.LanguageChoice;
import org.paraat.engine.CallHistory;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends open pages what changed: the platform is asked once for all of them, and not at all while
 * no page is open.
 */
public final class LiveUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);
  private static final int MOST_WATCHERS = 200;

  private final Context loop;
  private final Switchboard switchboard;
  private final Supplier<Directory> directory;
  private final RecentCalls recentCalls;
  private final SwitchJson switches;
  private final LanguageChoice languages;
  private final InstantSource clock;
  private final Duration every;
  private final AtomicInteger open = new AtomicInteger();

  // below: touched on the loop only
  private final Set<Watcher> watchers = new LinkedHashSet<>();
  private boolean isAsking;
  private boolean isFailing;
  private Optional<Snapshot> latest = Optional.empty();
  private Instant latestAt = Instant.MIN;

  /** What the updates are made of. */
  public record Sources(
      Switchboard switchboard,
      Supplier<Directory> directory,
      CallHistory history,
      BlockingWork store,
      SwitchJson switches,
      LanguageChoice languages,
      InstantSource clock) {}

  /**
   * @param loop the only one that this runs on
   * @param every shortest time between two snapshots
   */
  public LiveUpdates(Context loop, Sources sources, Duration every) {
    this.loop = loop;
    this.switchboard = sources.switchboard();
    this.directory = sources.directory();
    this.recentCalls = new RecentCalls(sources.history(), sources.store());
    this.switches = sources.switches();
    this.languages = sources.languages();
    this.clock = sources.clock();
    this.every = every;
  }

  public void start() {
    loop.runOnContext(go -> loop.owner().setPeriodic(every.toMillis(), tick -> tick()));
  }

  /** Ends every open page's stream; they come back when the platform does. */
  public Future<Void> stop() {
    var promise = Promise.<Void>promise();
    loop.runOnContext(
        go -> {
          watchers.forEach(Watcher::end);
          promise.complete();
        });
    return promise.future();
  }

  public int open() {
    return open.get();
  }

  public List<ApiRoute> routes() {
    return List.of(
        new ApiRoute(
            HttpMethod.GET,
            "/api/live",
            Access.LOGGED_IN,
            ApiRoute.Lasts.UNTIL_ENDED,
            this::watch));
  }

  private void watch(ApiCall call) {
    if (open.incrementAndGet() > MOST_WATCHERS) {
      open.decrementAndGet();
      throw ApiFailure.unavailable("Too many pages are open");
    }
    Language language = languages.of(call.context().request());
    var response = call.context().response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("X-Accel-Buffering", "no");
    response.write("retry: 3000\n\n");
    var watcher =
        new Watcher(
            Vertx.currentContext(), call.context(), call.login(), language, clock.instant());
    loop.runOnContext(go -> welcome(watcher));
    call.context()
        .addEndHandler(
            ended -> {
              open.decrementAndGet();
              loop.runOnContext(go -> watchers.remove(watcher));
            });
  }

  /** A page that opens gets what is known at once, if that is hardly older than the next update. */
  private void welcome(Watcher watcher) {
    watchers.add(watcher);
    Instant now = clock.instant();
    if (latest.isPresent() && now.isBefore(latestAt.plus(every))) {
      watcher.show(latest.get().json(switches, watcher.language()).encode(), now);
    } else {
      tick();
    }
  }

  private void tick() {
    Instant now = clock.instant();
    watchers.forEach(watcher -> watcher.check(now));
    if (!watchers.isEmpty() && !isAsking) {
      isAsking = true;
      ask(now).onComplete(done -> isAsking = false);
    }
  }

  private Future<Snapshot> ask(Instant now) {
    return Loop.bring(switchboard.view())
        .compose(
            view ->
                recentCalls
                    .beside(view, now)
                    .map(ended -> new Snapshot(directory.get(), view, ended)))
        .onSuccess(this::show)
        .onFailure(this::tellOnce);
  }

  private void show(Snapshot snapshot) {
    isFailing = false;
    Instant now = clock.instant();
    latest = Optional.of(snapshot);
    latestAt = now;
    Map<Language, String> texts = new EnumMap<>(Language.class);
    for (Watcher watcher : watchers) {
      String text =
          texts.computeIfAbsent(
              watcher.language(), language -> snapshot.json(switches, language).encode());
      watcher.show(text, now);
    }
  }

  private void tellOnce(Throwable failure) {
    if (!isFailing) {
      isFailing = true;
      LOG.error("live updates stand still until the platform answers again", failure);
    }
  }
}

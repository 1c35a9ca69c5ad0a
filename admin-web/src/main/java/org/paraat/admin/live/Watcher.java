package org.paraat.admin.live;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import org.paraat.admin.http.Login;
import org.paraat.pbx.vocabulary.Language;

/** One open page; asked from the loop of the updates, it acts on the loop of its connection. */
final class Watcher {
  private static final Duration LONGEST_STUCK = Duration.ofSeconds(30);
  private static final Duration PULSE_EVERY = Duration.ofSeconds(10);

  private final Context loop;
  private final RoutingContext request;
  private final HttpServerResponse response;
  private final Login login;
  private final Language language;

  // below: touched on the loop of the connection only
  private String lastSent = "";
  private Instant lastWrittenAt;

  /**
   * @param loop of the connection
   */
  Watcher(Context loop, RoutingContext request, Login login, Language language, Instant now) {
    this.loop = loop;
    this.request = request;
    this.response = request.response();
    this.login = login;
    this.language = language;
    this.lastWrittenAt = now;
  }

  Language language() {
    return language;
  }

  /** Sends a snapshot unless it is the one sent last; a slow page skips to a later one. */
  void show(String snapshot, Instant now) {
    loop.runOnContext(go -> showHere(snapshot, now));
  }

  /** Ends the page's stream when its log-in is over, or when nobody can be there any more. */
  void check(Instant now) {
    loop.runOnContext(go -> checkHere(now));
  }

  void end() {
    loop.runOnContext(go -> endHere());
  }

  private void showHere(String snapshot, Instant now) {
    if (isGone() || response.writeQueueFull()) {
      return;
    }
    if (!snapshot.equals(lastSent)) {
      lastSent = snapshot;
      write("snapshot", "{\"at\":\"" + now + "\"," + snapshot.substring(1), now);
    } else if (!now.isBefore(lastWrittenAt.plus(PULSE_EVERY))) {
      // nothing has changed: the page must know that what it shows is not old
      write("pulse", "{\"at\":\"" + now + "\"}", now);
    }
  }

  private void checkHere(Instant now) {
    if (isGone()) {
      return;
    }
    if (!login.isStillValid().getAsBoolean()) {
      endHere();
    } else if (response.writeQueueFull() && !now.isBefore(lastWrittenAt.plus(LONGEST_STUCK))) {
      request.request().connection().close();
    }
  }

  private void endHere() {
    if (!isGone()) {
      response.end();
    }
  }

  private boolean isGone() {
    return response.ended() || response.closed();
  }

  private void write(String event, String json, Instant now) {
    lastWrittenAt = now;
    response.write("event: " + event + "\ndata: " + json + "\n\n");
  }
}

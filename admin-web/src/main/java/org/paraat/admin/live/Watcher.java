package org.paraat.admin.live;

import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import org.paraat.admin.http.Login;
import org.paraat.pbx.vocabulary.Language;

/** One open page; touched by one loop only. */
final class Watcher {
  private static final Duration LONGEST_STUCK = Duration.ofSeconds(30);

  private final HttpServerResponse response;
  private final Login login;
  private final Language language;
  private String lastSent = "";
  private Instant lastWrittenAt;

  Watcher(HttpServerResponse response, Login login, Language language, Instant now) {
    this.response = response;
    this.login = login;
    this.language = language;
    this.lastWrittenAt = now;
  }

  Language language() {
    return language;
  }

  boolean isWelcome() {
    return login.isStillValid().getAsBoolean();
  }

  /** Whether it has taken nothing for so long that nobody can be there any more. */
  boolean isStuck(Instant now) {
    return response.writeQueueFull() && !now.isBefore(lastWrittenAt.plus(LONGEST_STUCK));
  }

  /** Sends a snapshot unless it is the one sent last; a slow page skips to a later one. */
  void show(String snapshot, Instant now) {
    if (!snapshot.equals(lastSent) && !response.writeQueueFull()) {
      lastSent = snapshot;
      write("snapshot", "{\"at\":\"" + now + "\"," + snapshot.substring(1), now);
    }
  }

  /** Says that nothing has changed, so that the page knows that what it shows is not old. */
  void pulse(Instant now, Duration every) {
    if (!response.writeQueueFull() && !now.isBefore(lastWrittenAt.plus(every))) {
      write("pulse", "{\"at\":\"" + now + "\"}", now);
    }
  }

  void end() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  private void write(String event, String json, Instant now) {
    lastWrittenAt = now;
    response.write("event: " + event + "\ndata: " + json + "\n\n");
  }
}

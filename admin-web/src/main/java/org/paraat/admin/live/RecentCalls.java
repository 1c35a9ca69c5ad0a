package org.paraat.admin.live;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.paraat.admin.http.BlockingWork;
import org.paraat.engine.CallHistory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;

/** Ended calls for the page: read again only when a call ended, not every second. */
final class RecentCalls {
  private static final int READ = 200;
  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(30);
  private static final Duration WHILE_SOME_ARE_MISSING = Duration.ofSeconds(5);

  /** Records are written behind: the one that is missed may take a moment to be there. */
  private static final int READINGS_AFTER_AN_ENDING = 5;

  private final CallHistory history;
  private final BlockingWork store;
  private Set<CallId> running = Set.of();
  private Ended known = new Ended(List.of(), true);
  private Instant readAt = Instant.MIN;
  private int readingsLeft;

  /** What could be read; not available while the database is away. */
  record Ended(List<CallRecord> calls, boolean isAvailable) {}

  RecentCalls(CallHistory history, BlockingWork store) {
    this.history = history;
    this.store = store;
  }

  /** Asked by one loop only, one question at a time. */
  Future<Ended> beside(View view, Instant now) {
    Set<CallId> runningNow = view.calls().stream().map(CallRecord::id).collect(Collectors.toSet());
    if (!runningNow.containsAll(running)) {
      readingsLeft = READINGS_AFTER_AN_ENDING;
    }
    running = runningNow;
    Duration every = known.isAvailable() ? AT_LEAST_EVERY : WHILE_SOME_ARE_MISSING;
    boolean isOld = readAt.equals(Instant.MIN) || !now.isBefore(readAt.plus(every));
    if (readingsLeft == 0 && !isOld) {
      return Future.succeededFuture(known);
    }
    readingsLeft = Math.max(0, readingsLeft - 1);
    readAt = now;
    return store
        .run(this::read)
        .otherwise(new Ended(known.calls(), false))
        .onSuccess(read -> known = read);
  }

  private Ended read() {
    // asked first: what is loaded in between is then among the calls
    boolean isComplete = history.isComplete();
    return new Ended(history.recent(READ), isComplete);
  }
}

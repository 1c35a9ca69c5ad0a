package org.paraat.admin.callrecord;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import org.paraat.admin.http.ApiCall;
import org.paraat.admin.http.ApiFailure;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.BlockingWork;
import org.paraat.admin.http.Loop;
import org.paraat.engine.CallHistory;
import org.paraat.engine.CallLadders;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.CallRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows calls and explains them. */
public final class CallsApi {
  /** Says that ended calls are missing, because they cannot be read now. */
  public static final String INCOMPLETE = "Paraat-Incomplete";

  private static final String EARLIER_LIVES_MISSING =
      "calls from before the last start cannot be read now: the database is away";

  private static final Logger LOG = LoggerFactory.getLogger(CallsApi.class);
  private static final int MOST = 1_000;
  private static final int USUAL = 50;
  private static final int LONGEST_ID = 64;

  private final Switchboard switchboard;
  private final CallHistory history;
  private final CallLadders ladders;
  private final BlockingWork store;

  public CallsApi(
      Switchboard switchboard, CallHistory history, CallLadders ladders, BlockingWork store) {
    this.switchboard = switchboard;
    this.history = history;
    this.ladders = ladders;
    this.store = store;
  }

  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.list("/api/calls", this::list),
        ApiRoute.list("/api/calls/{id}/trace", this::trace),
        ApiRoute.list("/api/calls/{id}/ladder", this::ladder));
  }

  private Future<JsonArray> list(ApiCall call) {
    int limit = call.numberOf("limit", 1, MOST, USUAL);
    // the view first: a call that ends in between is then in both, not in neither
    return Loop.bring(switchboard.view())
        .compose(
            view ->
                store
                    .run(() -> ended(limit))
                    .recover(CallsApi::withoutHistory)
                    .map(ended -> shown(call, view, ended, limit)));
  }

  private static JsonArray shown(ApiCall call, View view, Ended ended, int limit) {
    if (!ended.missing().isEmpty()) {
      call.context().response().putHeader(INCOMPLETE, ended.missing());
    }
    return CallJson.of(CallList.merge(view.calls(), ended.calls(), limit));
  }

  /** What could be read, and what is missing of it in words; empty when nothing is. */
  private record Ended(List<CallRecord> calls, String missing) {}

  private Ended ended(int limit) {
    // asked first: what is loaded in between is then among the calls
    boolean isComplete = history.isComplete();
    List<CallRecord> calls = history.recent(limit);
    return new Ended(calls, isComplete || calls.size() == limit ? "" : EARLIER_LIVES_MISSING);
  }

  /** Running calls matter most when something is broken: they are shown without the database. */
  private static Future<Ended> withoutHistory(Throwable failure) {
    LOG.info("ended calls cannot be read now: {}", failure.toString());
    return Future.succeededFuture(new Ended(List.of(), "ended calls cannot be read now"));
  }

  private Future<JsonArray> trace(ApiCall call) {
    String id = idOf(call);
    return Loop.bring(switchboard.view())
        .compose(
            view -> {
              Optional<CallRecord> running =
                  view.calls().stream()
                      .filter(known -> known.id().toString().equals(id))
                      .findFirst();
              return running.isPresent()
                  ? Future.succeededFuture(running)
                  : store.run(() -> history.byId(id));
            })
        .map(found -> CallJson.trace(found.orElseThrow(() -> unknown(id)).trace()));
  }

  private Future<JsonArray> ladder(ApiCall call) {
    String id = idOf(call);
    return Loop.bring(ladders.ladderOf(id))
        .map(
            rungs -> {
              if (rungs.isEmpty()) {
                throw ApiFailure.notFound(
                    "Of call " + ApiCall.shown(id) + " nothing is kept: unknown or too long ago");
              }
              return CallJson.ladder(rungs);
            });
  }

  private static String idOf(ApiCall call) {
    String id = call.pathPart("id");
    if (id.length() > LONGEST_ID) {
      throw unknown(id);
    }
    return id;
  }

  private static ApiFailure unknown(String id) {
    return ApiFailure.notFound("There is no call " + ApiCall.shown(id));
  }
}

package org.paraat.admin.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.paraat.admin.callrecord.CallJson;
import org.paraat.admin.callrecord.CallList;
import org.paraat.admin.emergency.TaskJson;
import org.paraat.admin.queue.QueuesApi;
import org.paraat.admin.redirect.SwitchJson;
import org.paraat.admin.registrar.DevicesApi;
import org.paraat.admin.trunk.TrunksApi;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Language;

/** Everything that the page shows, at one moment. */
record Snapshot(Directory directory, View view, RecentCalls.Ended ended) {
  private static final int MOST_RUNNING = 200;
  private static final int ENDED_SHOWN = 30;

  /** Without the time, so that two moments at which nothing differs give the same text. */
  JsonObject json(SwitchJson switches, Language language) {
    List<CallRecord> running = conversations(view.calls());
    return new JsonObject()
        .put("switches", switches.withOutlook(directory, view, language))
        .put("queues", QueuesApi.json(directory, view))
        .put("tasks", TaskJson.open(directory, view))
        .put("phones", DevicesApi.staffed(directory, view))
        .put("running", running.size())
        .put("calls", calls(running))
        .put("trunks", TrunksApi.json(directory, view))
        .put("historyAvailable", ended.isAvailable());
  }

  private JsonArray calls(List<CallRecord> running) {
    // of too many, those that go on longest are left out of the page, never of the API
    return CallJson.of(
        CallList.merge(
            first(MOST_RUNNING, running),
            first(ENDED_SHOWN, conversations(ended.calls())),
            MOST_RUNNING + ENDED_SHOWN));
  }

  /** A code that somebody dials to log in or to pause is no news for whoever watches the calls. */
  private static List<CallRecord> conversations(List<CallRecord> calls) {
    return calls.stream().filter(call -> !call.to().startsWith("*")).toList();
  }

  private static List<CallRecord> first(int most, List<CallRecord> calls) {
    return calls.subList(0, Math.min(most, calls.size()));
  }
}

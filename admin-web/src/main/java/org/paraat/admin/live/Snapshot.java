package org.paraat.admin.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.paraat.admin.callrecord.CallJson;
import org.paraat.admin.callrecord.CallList;
import org.paraat.admin.queue.QueuesApi;
import org.paraat.admin.redirect.SwitchJson;
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
    return new JsonObject()
        .put("switches", switches.withOutlook(directory, view, language))
        .put("queues", QueuesApi.json(directory, view))
        .put("running", view.calls().size())
        .put("calls", calls())
        .put("trunks", TrunksApi.json(directory, view))
        .put("historyAvailable", ended.isAvailable());
  }

  private JsonArray calls() {
    // of too many, those that go on longest are left out of the page, never of the API
    List<CallRecord> shown = new ArrayList<>(view.calls());
    if (shown.size() > MOST_RUNNING) {
      shown = shown.subList(0, MOST_RUNNING);
    }
    List<CallRecord> recent = ended.calls();
    return CallJson.of(
        CallList.merge(
            shown,
            recent.subList(0, Math.min(ENDED_SHOWN, recent.size())),
            MOST_RUNNING + ENDED_SHOWN));
  }
}

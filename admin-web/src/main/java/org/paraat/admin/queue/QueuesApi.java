package org.paraat.admin.queue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.ApiWord;
import org.paraat.admin.http.Loop;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.AgentView;
import org.paraat.pbx.view.View.QueueView;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Urgency;

/** Shows the queues. */
public final class QueuesApi {
  private final Switchboard switchboard;
  private final Supplier<Directory> directory;

  public QueuesApi(Switchboard switchboard, Supplier<Directory> directory) {
    this.switchboard = switchboard;
    this.directory = directory;
  }

  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.list(
            "/api/queues",
            call -> Loop.bring(switchboard.view()).map(view -> json(directory.get(), view))));
  }

  public static JsonArray json(Directory directory, View view) {
    var queues = new JsonArray();
    view.queues().forEach(queue -> queues.add(json(directory, queue)));
    return queues;
  }

  private static JsonObject json(Directory directory, QueueView queue) {
    var agents = new JsonArray();
    queue.agents().forEach(agent -> agents.add(json(agent)));
    var urgency = directory.queue(queue.code()).map(Queue::urgency).orElse(Urgency.ROUTINE);
    return new JsonObject()
        .put("code", queue.code().digits())
        .put("name", queue.name())
        .put("class", ApiWord.of(urgency))
        .put("waiting", queue.waiting())
        .put("longestWaitSince", queue.longestWaitSince().map(Instant::toString).orElse(null))
        .put("agents", agents);
  }

  private static JsonObject json(AgentView agent) {
    return new JsonObject()
        .put("extension", agent.extension().digits())
        .put("name", agent.name())
        .put("device", agent.device().map(DeviceId::user).orElse(null))
        .put("state", ApiWord.of(agent.state()))
        .put("since", agent.since().toString());
  }
}

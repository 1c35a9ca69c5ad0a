package org.paraat.admin.emergency;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.paraat.admin.http.ApiWord;
import org.paraat.engine.TaskHistory.ClosedTask;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.Task;

/** Tasks as the API and the page show them. */
public final class TaskJson {
  private TaskJson() {}

  /** The oldest first. */
  public static JsonArray open(Directory directory, View view) {
    var tasks = new JsonArray();
    view.tasks().forEach(task -> tasks.add(json(directory, task).putNull("closed")));
    return tasks;
  }

  static JsonArray closed(Directory directory, List<ClosedTask> closed) {
    var tasks = new JsonArray();
    for (ClosedTask each : closed) {
      JsonObject end = act(each.end().at(), each.end().by()).put("because", each.end().because());
      tasks.add(json(directory, each.task()).put("closed", end));
    }
    return tasks;
  }

  private static JsonObject json(Directory directory, Task task) {
    var organisation = directory.organisation();
    return new JsonObject()
        .put("id", task.call().toString())
        .put(
            "number",
            task.number().map(number -> number.nationalIn(organisation.countryCode())).orElse(null))
        .put("isBarred", task.number().flatMap(organisation::barredBy).isPresent())
        .put("queue", task.queue().digits())
        .put("queueName", directory.queue(task.queue()).map(Queue::name).orElse(null))
        .put("since", task.since().toString())
        .put("why", ApiWord.of(task.why()))
        .put("calledBack", task.calledBack().map(last -> act(last.at(), last.by())).orElse(null));
  }

  private static JsonObject act(Instant at, String by) {
    return new JsonObject().put("at", at.toString()).put("by", by);
  }
}

package org.paraat.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.paraat.engine.TaskHistory;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change.TaskClosed;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.provisioning.database.Database;

/** Tasks that were closed, in memory. */
public final class ClosedTasks implements TaskHistory {
  private final List<ClosedTask> newestFirst = new CopyOnWriteArrayList<>();
  public volatile boolean isDatabaseUp = true;

  /** A minute after the one before. */
  public void add(Task task, String by, String because) {
    var at = DemoPlatform.NOW.plus(Duration.ofMinutes(newestFirst.size()));
    newestFirst.addFirst(new ClosedTask(task, new TaskClosed(at, task.call(), by, because)));
  }

  @Override
  public List<ClosedTask> closedLast(int limit) {
    requireDatabase();
    return newestFirst.stream().limit(limit).toList();
  }

  @Override
  public Optional<List<ClosedTask>> closedBefore(CallId task, int limit) {
    requireDatabase();
    List<ClosedTask> from =
        newestFirst.stream().dropWhile(each -> !each.task().call().equals(task)).toList();
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(from.stream().skip(1).limit(limit).toList());
  }

  private void requireDatabase() {
    if (Thread.currentThread().getName().contains("eventloop")) {
      throw new AssertionError("the history was asked on a web loop");
    }
    if (!isDatabaseUp) {
      new Database().ask(transaction -> true);
    }
  }
}

package org.paraat.engine;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change.TaskClosed;
import org.paraat.pbx.vocabulary.Task;

/** Call-back tasks that were closed; waits for the database, so never asked from a loop. */
public interface TaskHistory {

  /**
   * A task that is over.
   *
   * @param end by whom, when and why
   */
  record ClosedTask(Task task, TaskClosed end) {}

  /**
   * Those that were closed last, newest first.
   *
   * @param limit most tasks to return
   */
  List<ClosedTask> closedLast(int limit);

  /**
   * Those that were closed before this one, newest first.
   *
   * @param limit most tasks to return
   * @return empty when no task of that name was closed
   */
  Optional<List<ClosedTask>> closedBefore(CallId task, int limit);
}

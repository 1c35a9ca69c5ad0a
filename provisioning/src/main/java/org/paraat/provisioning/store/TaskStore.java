package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.engine.TaskHistory.ClosedTask;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change.TaskClosed;
import org.paraat.pbx.vocabulary.Change.TaskOpened;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.provisioning.database.Row;
import org.paraat.provisioning.database.Transaction;

/** Emergency callers who were to be called back, and what became of that. */
public final class TaskStore {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_REASON = 500;
  private static final String CLOSED = "SELECT * FROM call_back_tasks WHERE closed_at IS NOT NULL";
  private static final String NEWEST_FIRST = " ORDER BY closed_at DESC, call_id DESC LIMIT ?";

  /** Those that are open, in the order in which the callers were gone. */
  public List<Task> open(Transaction transaction) {
    return transaction.list(
        "SELECT call_id, number, queue, since, why FROM call_back_tasks"
            + " WHERE closed_at IS NULL ORDER BY since, call_id",
        TaskStore::task);
  }

  /**
   * Those that were closed last, newest first.
   *
   * @param limit most tasks to return
   */
  public List<ClosedTask> closedLast(Transaction transaction, int limit) {
    return transaction.list(CLOSED + NEWEST_FIRST, TaskStore::closed, limit);
  }

  /**
   * Those that were closed before this one, newest first.
   *
   * @param limit most tasks to return
   * @return empty when no task of that name was closed
   */
  public Optional<List<ClosedTask>> closedBefore(Transaction transaction, CallId task, int limit) {
    return transaction
        .first(CLOSED + " AND call_id = ?", row -> row.instant("closed_at"), task.toString())
        .map(
            at ->
                transaction.list(
                    CLOSED + " AND (closed_at < ? OR closed_at = ? AND call_id < ?)" + NEWEST_FIRST,
                    TaskStore::closed,
                    at,
                    at,
                    task.toString(),
                    limit));
  }

  /** May be repeated: one that is closed is never opened again. */
  void save(Transaction transaction, List<TaskOpened> opened, List<TaskClosed> closed) {
    var openings = new ArrayList<Object[]>();
    for (TaskOpened each : opened) {
      Task task = each.task();
      openings.add(
          new Object[] {
            task.call().toString(),
            task.number().map(PhoneNumber::toString),
            task.queue().digits(),
            task.since(),
            task.why()
          });
    }
    var endings = new ArrayList<Object[]>();
    for (TaskClosed each : closed) {
      endings.add(
          new Object[] {
            each.at(),
            Texts.atMost(LONGEST_NAME, each.by()),
            Texts.atMost(LONGEST_REASON, each.because()),
            each.task().toString()
          });
    }
    transaction.changeAll(
        "INSERT IGNORE INTO call_back_tasks (call_id, number, queue, since, why)"
            + " VALUES (?, ?, ?, ?, ?)",
        openings);
    transaction.changeAll(
        "UPDATE call_back_tasks SET closed_at = ?, closed_by = ?, closed_because = ?"
            + " WHERE call_id = ? AND closed_at IS NULL",
        endings);
  }

  private static ClosedTask closed(Row row) {
    return new ClosedTask(
        task(row),
        new TaskClosed(
            row.instant("closed_at"), id(row), row.text("closed_by"), row.text("closed_because")));
  }

  private static Task task(Row row) {
    Optional<PhoneNumber> number = row.optionalText("number").map(PhoneNumber::new);
    return new Task(
        id(row),
        number,
        new QueueCode(row.text("queue")),
        row.instant("since"),
        row.word("why", Task.Why.class));
  }

  private static CallId id(Row row) {
    return CallId.parse(row.text("call_id")).orElseThrow();
  }
}

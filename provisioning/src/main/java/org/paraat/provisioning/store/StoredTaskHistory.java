package org.paraat.provisioning.store;

import java.util.List;
import java.util.Optional;
import org.paraat.engine.TaskHistory;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.provisioning.database.Database;

/** Closed tasks as the database has them, a moment after they are on disk. */
public record StoredTaskHistory(Database database, TaskStore store) implements TaskHistory {

  @Override
  public List<ClosedTask> closedLast(int limit) {
    return database.ask(transaction -> store.closedLast(transaction, limit));
  }

  @Override
  public Optional<List<ClosedTask>> closedBefore(CallId task, int limit) {
    return database.ask(transaction -> store.closedBefore(transaction, task, limit));
  }
}

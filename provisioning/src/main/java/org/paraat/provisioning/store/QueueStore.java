package org.paraat.provisioning.store;

import java.util.List;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.provisioning.database.Transaction;

/** The queues; who is signed on to them is with the agents. */
public final class QueueStore {

  public void add(Transaction transaction, Queue queue) {
    transaction.change(
        "INSERT INTO queues (code, name, urgency, ring_strategy, ring_time, wrap_up, music)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        queue.code().digits(),
        queue.name(),
        queue.urgency(),
        queue.strategy(),
        queue.ringTime(),
        queue.wrapUp(),
        queue.music().name());
  }

  public List<Queue> all(Transaction transaction) {
    return transaction.list(
        "SELECT code, name, urgency, ring_strategy, ring_time, wrap_up, music FROM queues"
            + " ORDER BY code",
        row ->
            new Queue(
                new QueueCode(row.text("code")),
                row.text("name"),
                row.word("urgency", Urgency.class),
                row.word("ring_strategy", Queue.RingStrategy.class),
                row.duration("ring_time"),
                row.duration("wrap_up"),
                new PromptId(row.text("music"))));
  }
}

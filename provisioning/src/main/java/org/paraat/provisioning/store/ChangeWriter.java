package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.provisioning.changelog.EntryText;
import org.paraat.provisioning.changelog.Kept;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.provisioning.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes of state into the database, many in one transaction, which also says how far the
 * log has been written: so nothing is written twice or left out, whenever either of both ends.
 */
final class ChangeWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWriter.class);

  private final Database database;
  private final Stores stores;
  private final String log;

  ChangeWriter(Database database, Stores stores, UUID log) {
    this.database = database;
    this.stores = stores;
    this.log = log.toString();
  }

  /**
   * Up to where the database has what is in the log; 0 when nothing.
   *
   * @throws DatabaseFailed when it does not say now
   */
  long position() {
    return database.ask(
        transaction ->
            transaction
                .first(
                    "SELECT sequence FROM change_log_positions WHERE log_id = ?",
                    row -> row.number("sequence"),
                    log)
                .orElse(0L));
  }

  /**
   * @param upTo where in the log the last of them is
   * @throws DatabaseFailed when the database cannot take anything now; nothing is written then
   */
  void write(List<Change> changes, long upTo) {
    try {
      database.change(transaction -> write(transaction, changes, upTo));
    } catch (RuntimeException e) {
      rethrowWhatPasses(e);
      writeOneByOne(changes);
      database.change(transaction -> write(transaction, List.of(), upTo));
    }
  }

  /** One change that cannot be written must not hold up all others for ever. */
  private void writeOneByOne(List<Change> changes) {
    for (Change change : changes) {
      try {
        database.change(transaction -> write(transaction, List.of(change)));
      } catch (RuntimeException e) {
        rethrowWhatPasses(e);
        LOG.error(
            "cannot be written, now or ever: {}", EntryText.write(new Kept.Changed(change)), e);
      }
    }
  }

  private static void rethrowWhatPasses(RuntimeException e) {
    if (e instanceof DatabaseFailed failed && failed.blame() == DatabaseFailed.Blame.DATABASE) {
      throw failed;
    }
  }

  private void write(Transaction transaction, List<Change> changes, long upTo) {
    write(transaction, changes);
    transaction.change(
        "INSERT INTO change_log_positions (log_id, sequence) VALUES (?, ?)"
            + " ON DUPLICATE KEY UPDATE sequence = VALUES(sequence)",
        log,
        upTo);
  }

  private void write(Transaction transaction, List<Change> changes) {
    SequencedMap<ExtensionNumber, Change.AgentChanged> agents = new LinkedHashMap<>();
    var turns = new ArrayList<Change.SwitchPositionChanged>();
    var calls = new ArrayList<CallRecord>();
    var legs = new ArrayList<Change.LegMeasured>();
    for (Change change : changes) {
      switch (change) {
        case Change.AgentChanged agent -> agents.put(agent.agent().extension(), agent);
        case Change.SwitchPositionChanged turn -> turns.add(turn);
        case Change.CallEnded(CallRecord call) -> calls.add(call);
        case Change.LegMeasured leg -> legs.add(leg);
      }
    }
    stores.agents().save(transaction, List.copyOf(agents.values()));
    stores.switches().save(transaction, turns);
    stores.calls().save(transaction, calls);
    stores.calls().saveQuality(transaction, legs);
  }
}

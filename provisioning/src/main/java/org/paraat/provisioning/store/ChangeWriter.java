package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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

  /** Where the database is to be before the next write. */
  private Optional<Long> position = Optional.empty();

  ChangeWriter(Database database, Stores stores, UUID log) {
    this.database = database;
    this.stores = stores;
    this.log = log.toString();
  }

  /** The database is not where it was: another copy of it answers, or a back-up was put back. */
  static final class PositionMoved extends RuntimeException {
    private static final long serialVersionUID = 1;

    private PositionMoved() {
      super("the database is not where it was: another copy of it answers");
    }
  }

  /**
   * Up to where the database has what is in the log; 0 when nothing.
   *
   * @throws DatabaseFailed when it does not say now
   */
  long position() {
    long told = database.ask(this::positionIn);
    position = Optional.of(told);
    return told;
  }

  private long positionIn(Transaction transaction) {
    return transaction
        .first(
            "SELECT sequence FROM change_log_positions WHERE log_id = ?",
            row -> row.number("sequence"),
            log)
        .orElse(0L);
  }

  /**
   * @param upTo where in the log the last of them is
   * @throws DatabaseFailed when the database cannot take anything now; nothing is written then
   * @throws PositionMoved when it is not where it was; nothing is written before it is asked again
   */
  void write(List<Change> changes, long upTo) {
    long before = position.isPresent() ? position.get() : position();
    try {
      database.change(transaction -> write(transaction, changes, before, upTo));
    } catch (RuntimeException e) {
      rethrowWhatPasses(e);
      writeOneByOne(changes);
      database.change(transaction -> write(transaction, List.of(), before, upTo));
    }
    position = Optional.of(upTo);
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
    boolean isOfDatabase =
        e instanceof PositionMoved
            || (e instanceof DatabaseFailed failed
                && failed.blame() == DatabaseFailed.Blame.DATABASE);
    if (isOfDatabase) {
      throw e;
    }
  }

  private void write(Transaction transaction, List<Change> changes, long before, long upTo) {
    int moved =
        transaction.change(
            "UPDATE change_log_positions SET sequence = ? WHERE log_id = ? AND sequence = ?",
            upTo,
            log,
            before);
    if (moved == 0) {
      beginAt(transaction, before, upTo);
    }
    write(transaction, changes);
  }

  private void beginAt(Transaction transaction, long before, long upTo) {
    if (before > 0 || positionIn(transaction) > 0) {
      throw new PositionMoved();
    }
    transaction.change(
        "INSERT INTO change_log_positions (log_id, sequence) VALUES (?, ?)", log, upTo);
  }

  private void write(Transaction transaction, List<Change> changes) {
    SequencedMap<ExtensionNumber, Change.AgentChanged> agents = new LinkedHashMap<>();
    var turns = new ArrayList<Change.SwitchPositionChanged>();
    var calls = new ArrayList<CallRecord>();
    var legs = new ArrayList<Change.LegMeasured>();
    var opened = new ArrayList<Change.TaskOpened>();
    var closed = new ArrayList<Change.TaskClosed>();
    for (Change change : changes) {
      switch (change) {
        case Change.AgentChanged agent -> agents.put(agent.agent().extension(), agent);
        case Change.SwitchPositionChanged turn -> turns.add(turn);
        case Change.TaskOpened task -> opened.add(task);
        case Change.TaskClosed task -> closed.add(task);
        case Change.CallGoesOn _ -> {}
        case Change.CallEnded(CallRecord call) -> calls.add(call);
        case Change.LegMeasured leg -> legs.add(leg);
      }
    }
    stores.agents().save(transaction, List.copyOf(agents.values()));
    stores.switches().save(transaction, turns);
    stores.tasks().save(transaction, opened, closed);
    stores.calls().save(transaction, calls);
    stores.calls().saveQuality(transaction, legs);
  }
}

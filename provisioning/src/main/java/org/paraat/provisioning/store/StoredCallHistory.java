package org.paraat.provisioning.store;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.paraat.engine.CallHistory;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.provisioning.database.BackOff;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ended calls: the newest thousand in memory from the moment that they end, all in the database.
 */
public final class StoredCallHistory implements CallHistory {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCallHistory.class);
  private static final int REMEMBERED = 1000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Comparator<CallRecord> NEWEST_FIRST =
      Comparator.comparing(CallRecord::startedAt).thenComparing(CallRecord::id).reversed();

  private final Database database;
  private final CallRecordStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<CallRecord, CallRecord> newest = new TreeMap<>(NEWEST_FIRST);
  private final TreeMap<CallId, CallRecord> byId = new TreeMap<>();
  private volatile boolean isLoaded;
  private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
  private long nextAttempt = System.nanoTime();

  public StoredCallHistory(Database database, CallRecordStore store) {
    this.database = database;
    this.store = store;
  }

  /**
   * Remembers the newest calls of earlier lives, unless it does; a failure costs nobody anything,
   * and it is tried again ever more seldom. For one thread.
   */
  public void loadWhenDue() {
    if (isLoaded || System.nanoTime() - nextAttempt < 0) {
      return;
    }
    try {
      load();
    } catch (DatabaseFailed e) {
      LOG.info("calls of earlier lives cannot be listed yet: {}", e.getMessage());
      nextAttempt = System.nanoTime() + backOff.next().toNanos();
    }
  }

  /** Remembers the newest calls of earlier lives. */
  public void load() {
    database.ask(transaction -> store.newest(transaction, REMEMBERED)).forEach(this::remember);
    isLoaded = true;
  }

  @Override
  public boolean isComplete() {
    return isLoaded;
  }

  /** Whatever else changes is no business of the history. */
  public void see(Change change) {
    switch (change) {
      case Change.CallEnded(CallRecord call) -> remember(call);
      // Of a call that goes on it comes again with the record of the call.
      case Change.LegMeasured(CallId call, LegQuality leg) ->
          remembered(call).ifPresent(known -> remember(known.with(leg)));
      case Change.AgentChanged _,
          Change.SwitchPositionChanged _,
          Change.CallGoesOn _,
          Change.TaskOpened _,
          Change.TaskClosed _ -> {}
    }
  }

  private void remember(CallRecord call) {
    lock.lock();
    try {
      CallRecord known = byId.get(call.id());
      if (known != null && CallRecordStore.isCutOff(call)) {
        return;
      }
      if (known != null) {
        newest.remove(known);
      }
      byId.put(call.id(), call);
      newest.put(call, call);
      if (newest.size() > REMEMBERED) {
        byId.remove(newest.pollLastEntry().getKey().id());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<CallRecord> recent(int limit) {
    lock.lock();
    try {
      return newest.keySet().stream().limit(Math.clamp(limit, 1, REMEMBERED)).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<CallRecord> byId(String id) {
    Optional<CallRecord> remembered = CallId.parse(id).flatMap(this::remembered);
    return remembered.isPresent()
        ? remembered
        : database.ask(transaction -> store.byId(transaction, id));
  }

  private Optional<CallRecord> remembered(CallId id) {
    lock.lock();
    try {
      return Optional.ofNullable(byId.get(id));
    } finally {
      lock.unlock();
    }
  }
}

package org.paraat.engine;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallRecord;

/** Calls that have ended; may wait for the database, so never asked from a loop. */
public interface CallHistory {

  /**
   * The newest calls first, by the time that they started.
   *
   * @param limit most records to return, 1 to 1000
   */
  List<CallRecord> recent(int limit);

  /** Whether calls of earlier lives can be among the newest: not before the database was there. */
  boolean isComplete();

  /**
   * @param id as {@code CallId.toString} writes it
   */
  Optional<CallRecord> byId(String id);
}

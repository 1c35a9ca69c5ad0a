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

  /**
   * @param id as {@code CallId.toString} writes it
   */
  Optional<CallRecord> byId(String id);
}

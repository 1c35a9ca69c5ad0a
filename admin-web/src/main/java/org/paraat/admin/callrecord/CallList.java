package org.paraat.admin.callrecord;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;

/** Running and ended calls as one list. */
public final class CallList {
  private static final Comparator<CallRecord> NEWEST_FIRST =
      Comparator.comparing(CallRecord::startedAt).thenComparing(CallRecord::id).reversed();

  private CallList() {}

  /**
   * Newest first, each call once: one that ended while both were asked for is shown as ended.
   *
   * @param limit most calls to keep
   */
  public static List<CallRecord> merge(
      Collection<CallRecord> running, Collection<CallRecord> ended, int limit) {
    var byId = new LinkedHashMap<CallId, CallRecord>();
    running.forEach(call -> byId.put(call.id(), call));
    ended.forEach(call -> byId.put(call.id(), call));
    return byId.values().stream().sorted(NEWEST_FIRST).limit(limit).toList();
  }
}

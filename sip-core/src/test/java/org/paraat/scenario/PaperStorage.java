package org.paraat.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.engine.Storage;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;

/** What would have been written to the database. */
final class PaperStorage implements Storage {
  private final List<Change> changes = new ArrayList<>();

  private boolean isBroken;

  @Override
  public void save(Change change) {
    if (isBroken) {
      throw new IllegalStateException("the store is broken");
    }
    changes.add(change);
  }

  void breaks() {
    isBroken = true;
  }

  List<CallRecord> calls() {
    return changes.stream()
        .flatMap(
            change ->
                change instanceof Change.CallEnded e
                    ? Optional.of(e.call()).stream()
                    : java.util.stream.Stream.empty())
        .toList();
  }

  List<Change> changes() {
    return changes;
  }
}

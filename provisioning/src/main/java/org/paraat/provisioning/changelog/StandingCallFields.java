package org.paraat.provisioning.changelog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Task;

/**
 * A conversation that goes on, as the fields of a line of text: when it was last known to, the task
 * that it may become, each in a count of fields, then what is known of it.
 */
final class StandingCallFields {
  static final String KIND = "goes on";
  private static final int TASK = 3;

  private StandingCallFields() {}

  static List<String> of(Standing.CallStanding standing) {
    var fields = new ArrayList<String>();
    fields.add(KIND);
    fields.add(standing.lastKnown().toString());
    List<String> task =
        standing
            .task()
            .map(known -> TaskFields.of(new Change.TaskOpened(known.since(), known)))
            .orElse(List.of());
    fields.add(Integer.toString(task.size()));
    fields.addAll(task);
    fields.addAll(CallFields.of(standing.call()));
    return fields;
  }

  static Standing.CallStanding in(List<String> fields) {
    int call = TASK + Integer.parseInt(fields.get(TASK - 1));
    return new Standing.CallStanding(
        CallFields.recordIn(fields.subList(call, fields.size())),
        taskIn(fields.subList(TASK, call)),
        Instant.parse(fields.get(1)));
  }

  private static Optional<Task> taskIn(List<String> fields) {
    return !fields.isEmpty() && TaskFields.in(fields) instanceof Change.TaskOpened opened
        ? Optional.of(opened.task())
        : Optional.empty();
  }
}

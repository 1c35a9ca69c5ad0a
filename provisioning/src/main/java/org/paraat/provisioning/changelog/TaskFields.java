package org.paraat.provisioning.changelog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Task;

/** A caller who is to be called back, or need not be any more, as the fields of one line. */
final class TaskFields {
  static final String KIND = "task";
  private static final String OPENED = "opened";
  private static final String CLOSED = "closed";

  private TaskFields() {}

  static List<String> of(Change.TaskOpened opened) {
    Task task = opened.task();
    return List.of(
        KIND,
        OPENED,
        opened.at().toString(),
        task.call().toString(),
        task.number().map(PhoneNumber::toString).orElse(""),
        task.queue().digits(),
        task.since().toString(),
        task.why().name());
  }

  static List<String> of(Change.TaskClosed closed) {
    return List.of(
        KIND,
        CLOSED,
        closed.at().toString(),
        closed.task().toString(),
        closed.by(),
        closed.because());
  }

  static Change in(List<String> fields) {
    Instant at = Instant.parse(fields.get(2));
    CallId call = CallId.parse(fields.get(3)).orElseThrow(IllegalArgumentException::new);
    return switch (fields.get(1)) {
      case OPENED ->
          new Change.TaskOpened(
              at,
              new Task(
                  call,
                  numberIn(fields.get(4)),
                  new QueueCode(fields.get(5)),
                  Instant.parse(fields.get(6)),
                  Task.Why.valueOf(fields.get(7))));
      case CLOSED -> new Change.TaskClosed(at, call, fields.get(4), fields.get(5));
      default -> throw new IllegalArgumentException("no state of a task: " + fields.get(1));
    };
  }

  private static Optional<PhoneNumber> numberIn(String written) {
    return written.isEmpty() ? Optional.empty() : Optional.of(new PhoneNumber(written));
  }
}

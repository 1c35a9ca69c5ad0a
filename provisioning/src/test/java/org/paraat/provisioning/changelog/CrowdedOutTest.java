package org.paraat.provisioning.changelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Task;

/** When there is no room on the way to the disk, of each subject the newest is kept. */
class CrowdedOutTest {
  private static final CallId CALL = new CallId(new NodeId(1), 1, 1);

  private static Object subjectOf(Change change) {
    return StandingBook.subjectOf(new Kept.Changed(change)).orElseThrow();
  }

  @Test
  void theEndOfATaskDoesNotTakeThePlaceOfItsBeginning() {
    var task =
        new Task(CALL, Optional.empty(), new QueueCode("999"), Instant.EPOCH, Task.Why.GAVE_UP);
    Object opened = subjectOf(new Change.TaskOpened(Instant.EPOCH, task));
    var closed = new Change.TaskClosed(Instant.EPOCH, CALL, "Anna", "reached");
    assertNotEquals(opened, subjectOf(closed));
    assertEquals(subjectOf(closed), subjectOf(closed));
  }
}

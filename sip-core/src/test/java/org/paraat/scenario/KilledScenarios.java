package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Task;

/** A call that goes on when the platform is killed has its record at the next start, once. */
@Scenarios
class KilledScenarios {
  private static final String PATIENT = "0612345678";

  private Office post;

  @BeforeEach
  void theDemoOrganisation() {
    post = DemoOffice.described();
    DemoOffice.startsWork(post, "1201", "desk1", "999", "900");
    DemoOffice.startsWork(post, "1202", "desk2");
  }

  private OutsideCaller patient() {
    return post.outsideCaller(PATIENT);
  }

  private List<CallRecord> ofPatient() {
    return post.platform().endedCalls().stream()
        .filter(call -> call.from().equals(PATIENT))
        .toList();
  }

  private CallRecord cutOff() {
    post.isKilledAndStartedAgain();
    assertEquals(1, ofPatient().size());
    CallRecord call = ofPatient().getFirst();
    assertEquals(Optional.of(Cause.PLATFORM_RESTARTED), call.cause());
    assertTrue(call.segments().stream().noneMatch(each -> each.until().isEmpty()));
    assertEquals(call.endedAt(), call.segments().getLast().until());
    post.isKilledAndStartedAgain();
    assertEquals(1, ofPatient().size(), "it ended once");
    return call;
  }

  private static List<Segment.Kind> kindsOf(CallRecord call) {
    return call.segments().stream().map(Segment::kind).toList();
  }

  private long written() {
    return post.platform().saved().stream().filter(Change.CallGoesOn.class::isInstance).count();
  }

  @Test
  void whoTalkedHasARecordOfIt() {
    patient().dials("0880001201");
    post.phone("1201").rings().answers().isTalkingTo(patient());
    CallRecord call = cutOff();
    assertEquals(List.of(Segment.Kind.TALKED), kindsOf(call));
    assertEquals(Optional.of("1201"), call.answeredBy());
    assertEquals(List.of(), tasks());
    patient().hangsUp();
    post.phone("1201").hangsUp();
  }

  @Test
  void whoWasOnHoldHasARecordOfEachStretch() {
    patient().dials("0880000100");
    post.phone("1201").rings().answers().isTalkingTo(patient());
    post.phone("1201").holds(HoldForm.SENDONLY);
    CallRecord call = cutOff();
    assertEquals(
        List.of(Segment.Kind.WAITED, Segment.Kind.TALKED, Segment.Kind.HELD), kindsOf(call));
    patient().hangsUp();
    post.phone("1201").hangsUp();
  }

  @Test
  void whoWaitedInAQueueHasARecord() {
    DemoOffice.startsWork(post, "1203", "desk3", "998");
    patient().dials("0880000198");
    post.phone("1203").rings();
    CallRecord call = cutOff();
    assertEquals(List.of(Segment.Kind.WAITED), kindsOf(call));
    assertEquals(Optional.empty(), call.answeredAt());
    patient().hangsUp();
  }

  @Test
  void anEmergencyThatWaitedIsToBeCalledBack() {
    patient().dials("0880000112");
    post.phone("1201").rings();
    cutOff();
    assertEquals(List.of(Task.Why.LOST), tasks().stream().map(Task::why).toList());
    assertEquals(1, post.platform().saved().stream().filter(this::isTask).count());
    patient().hangsUp();
  }

  @Test
  void anEmergencyInTheMiddleIsToBeCalledBack() {
    patient().dials("0880000112");
    post.phone("1201").rings().answers().isTalkingTo(patient());
    CallRecord call = cutOff();
    assertEquals(List.of(call.id()), tasks().stream().map(Task::call).toList());
    patient().hangsUp();
    post.phone("1201").hangsUp();
  }

  @Test
  void whatEndedBeforeTheKillIsNotEndedAgain() {
    patient().dials("0880001201");
    post.phone("1201").rings().answers().isTalkingTo(patient()).hangsUp();
    post.passes(ofSeconds(1));
    assertEquals(1, written());
    post.isKilledAndStartedAgain();
    assertEquals(1, ofPatient().size());
    assertEquals(Optional.of(Cause.NORMAL), ofPatient().getFirst().cause());
  }

  @Test
  void whoIsRefusedOrOnlyHearsALineIsNotWrittenDownBefore() {
    long before = written();
    patient().dials("0880009999");
    post.atDevice("desk2").dials("*0").hears("you-are-logged-in-as").hangsUp();
    assertEquals(before, written());
  }

  private List<Task> tasks() {
    return post.platform().view().tasks();
  }

  private boolean isTask(Change change) {
    return change instanceof Change.TaskOpened;
  }
}

package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.engine.Switchboard.CallBackOutcome;
import org.paraat.engine.Switchboard.ClosingOutcome;
import org.paraat.pbx.view.View.DeviceView;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Task;

/** An emergency caller who was not helped is called back, from the page or the API. */
@Scenarios
class CallBackScenarios {
  private static final CallId NO_CALL = CallId.parse("1-a-99").orElseThrow();

  private Office post;
  private OutsideCaller patient;

  @BeforeEach
  void aPatientHangsUpTooEarly() {
    post =
        new Office()
            .queue("Spoed", q -> q.number("0880000112").agents("1201").emergency().ringsAll());
    patient = post.outsideCaller("0612345678");
    patient.dials("0880000112");
    post.phone("1201").ringsForAnEmergency();
    patient.hangsUp();
    post.phone("1201").isQuiet();
  }

  @Test
  void whoAsksForItIsRungAndThenThePatient() {
    assertEquals(CallBackOutcome.ASKED, callsBack(task().call(), deskOf("1201")));
    assertEquals(CallBackOutcome.IN_HAND, callsBack(task().call(), deskOf("1201")));
    post.phone("1201").rings().answers();
    post.passes(ofSeconds(3));
    patient.rings().answers();
    patient.isTalkingTo(post.phone("1201"));
    post.passes(ofSeconds(30));
    patient.hangsUp();
    assertEquals(Optional.of("1201"), task().calledBack().map(Task.CalledBack::by));
  }

  @Test
  void whoeverCallsAgainAndIsAnsweredNeedNotBeCalledBack() {
    task();
    patient.dials("0880000112");
    post.phone("1201").ringsForAnEmergency().answers();
    patient.isTalkingTo(post.phone("1201"));
    assertEquals(List.of(), post.platform().view().tasks());
    patient.hangsUp();
  }

  @Test
  void whoPicksThemUpWhenTheyCallAgainTalksAtOnceWhateverTheDiskDoes() {
    var post =
        new Office()
            .queue("Spoed", q -> q.number("0880000112").agents("1201").emergency().ringsAll())
            .queue("Triage", q -> q.number("0880000100").agents("1202"));
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000112");
    post.phone("1201").ringsForAnEmergency();
    patient.hangsUp();
    post.phone("1201").isQuiet();
    post.platform().diskIsStuck(true);
    patient.dials("0880000112");
    post.phone("1201").ringsForAnEmergency();
    post.phone("1202").dials("*8").isTalkingTo(patient);
    assertEquals(List.of(), post.platform().view().tasks());
    post.platform().diskIsStuck(false);
    patient.hangsUp();
  }

  @Test
  void aPhoneThatIsInUseIsNotSaidToRing() {
    CallId call = task().call();
    var other = post.outsideCaller("0687654321");
    other.dials("0880000112");
    post.phone("1201").ringsForAnEmergency().answers();
    assertEquals(CallBackOutcome.DEVICE_IN_USE, callsBack(call, deskOf("1201")));
    other.hangsUp();
  }

  @Test
  void whatIsClosedWithAReasonIsClosedForGood() {
    CallId call = task().call();
    assertEquals(ClosingOutcome.CLOSED, closes(call));
    assertEquals(ClosingOutcome.UNKNOWN_TASK, closes(call));
    assertEquals(CallBackOutcome.UNKNOWN_TASK, callsBack(call, deskOf("1201")));
    post.phone("1201").isQuiet();
  }

  @Test
  void whatCannotBeDoneIsSaidAndNobodyIsRung() {
    assertEquals(CallBackOutcome.UNKNOWN_TASK, callsBack(NO_CALL, deskOf("1201")));
    assertEquals(
        CallBackOutcome.DEVICE_UNREACHABLE, callsBack(task().call(), new DeviceId("nowhere")));
    assertEquals(ClosingOutcome.UNKNOWN_TASK, closes(NO_CALL));
    post.phone("1201").isQuiet();
    assertEquals(1, post.platform().view().tasks().size());
  }

  @Test
  void aNumberThatWasWithheldCanOnlyBeClosed() {
    var hidden = post.outsideCaller("0687654321").withholdsTheNumber();
    hidden.dials("0880000112");
    post.phone("1201").ringsForAnEmergency();
    hidden.hangsUp();
    CallId call = post.platform().view().tasks().getLast().call();
    assertEquals(CallBackOutcome.NUMBER_WITHHELD, callsBack(call, deskOf("1201")));
    assertEquals(ClosingOutcome.CLOSED, closes(call));
  }

  private Task task() {
    List<Task> open = post.platform().view().tasks();
    assertEquals(1, open.size());
    return open.getFirst();
  }

  private DeviceId deskOf(String extension) {
    var person = new ExtensionNumber(extension);
    return post.platform().view().devices().stream()
        .filter(device -> device.person().filter(person::equals).isPresent())
        .map(DeviceView::id)
        .findFirst()
        .orElseThrow();
  }

  private CallBackOutcome callsBack(CallId task, DeviceId device) {
    return post.platform().callsBack(task, device);
  }

  private ClosingOutcome closes(CallId task) {
    return post.platform().closes(task, "came to the desk");
  }
}

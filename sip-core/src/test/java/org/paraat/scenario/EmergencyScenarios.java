package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.HeaderLine;

/** An emergency comes in between (V5). */
@Scenarios
class EmergencyScenarios {

  private static Office postOf(String... agents) {
    return new Office()
        .queue("Triage", q -> q.number("0880000100").agents(agents))
        .queue("Spoed", q -> q.number("0880000112").agents(agents).emergency().ringsAll());
  }

  @Test
  void anEmergencyRingsWhoTalksOnARoutineCallWithinASecond() {
    var post = postOf("1201");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().ringsAsUsual().answers();
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.phone("1201").ringsForAnEmergency().answers();
    post.phone("1201").isTalkingTo(emergency);
  }

  @Test
  void whoTalksIsLeftAloneForFiveSecondsWhileAFreePhoneRings() {
    var post = postOf("1201", "1202");
    post.outsideCaller("0612345678").dials("0880000100");
    post.phone("1201").rings().answers();
    post.outsideCaller("0699999999").dials("0880000112");
    post.phone("1202").ringsForAnEmergency();
    post.passes(ofMillis(4_500));
    post.phone("1201").isQuiet();
    post.passes(ofSeconds(1));
    post.phone("1201").ringsForAnEmergency();
  }

  @Test
  void thePatientHearsWhyAndIsTakenBackInWhicheverOrderThePhoneAnswersAndHolds() {
    for (boolean holdsFirst : new boolean[] {true, false}) {
      var post = postOf("1201");
      var patient = post.outsideCaller("0612345678");
      patient.dials("0880000100");
      post.phone("1201").rings().answers().isTalkingTo(patient);
      var emergency = post.outsideCaller("0699999999");
      emergency.dials("0880000112");
      post.phone("1201").ringsForAnEmergency();
      if (holdsFirst) {
        post.phone("1201").holds();
        post.phone("1201").answers();
      } else {
        Line first = post.phone("1201").talking();
        post.phone("1201").answersThisInstant();
        first.hold(HoldForm.SENDONLY);
        post.settles();
      }
      patient.hears("interrupted");
      post.phone("1201").isTalkingTo(emergency);
      patient.doesNotHear(emergency);
      emergency.hangsUp();
      post.phone("1201").resumes();
      post.phone("1201").isTalkingTo(patient);
      patient.hangsUp();
    }
  }

  @Test
  void aPhoneThatNeverSaysThatItHoldsTalksWithThePatientAgainAfterwards() {
    var post = postOf("1201");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.phone("1201").ringsForAnEmergency().answers();
    patient.hears("interrupted");
    post.phone("1201").isTalkingTo(emergency);
    emergency.hangsUp();
    patient.hears(post.phone("1201"));
    patient.hangsUp();
  }

  @Test
  void whoDoesNotTakeTheEmergencyLearnsThatItWasTakenElsewhere() {
    var post = postOf("1201", "1202");
    post.outsideCaller("0612345678").dials("0880000100");
    post.phone("1201").rings().answers();
    post.outsideCaller("0687654321").dials("0880000100");
    post.phone("1202").rings().answers();
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.phone("1201").ringsForAnEmergency();
    post.phone("1202").ringsForAnEmergency().answers();
    post.phone("1201").learnsThatTheCallWasTakenElsewhere();
    post.phone("1201").isTalking();
  }

  @Test
  void aPhoneWithoutCallWaitingIsAskedAgainAfterTenSeconds() {
    var post = postOf("1201");
    post.outsideCaller("0612345678").dials("0880000100");
    post.phone("1201").rings().answers();
    post.outsideCaller("0699999999").dials("0880000112");
    post.phone("1201").ringsForAnEmergency().refusesWith(486);
    post.passes(ofSeconds(9));
    post.phone("1201").isQuiet();
    post.passes(ofSeconds(2));
    post.phone("1201").ringsForAnEmergency();
  }

  @Test
  void anEmergencyIsTakenWhenThereIsNoRoomForRoutineCalls() {
    var post = postOf("1201").carriesAtMost(2);
    post.outsideCaller("0612345678").dials("0880000100");
    post.phone("1201").rings().answers();
    post.outsideCaller("0687654321").dials("0880000100").isRefusedWith(503);
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.phone("1201").ringsForAnEmergency().answers();
    post.phone("1201").isTalkingTo(emergency);
  }

  @Test
  void keyNineTakesTheEmergencyOnAPhoneWithOneLineAndThePatientComesBack() {
    var post = postOf("1201");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    var emergency = post.outsideCaller("0699999999");
    emergency.dials("0880000112");
    post.phone("1201").ringsForAnEmergency().refusesWith(486);
    post.phone("1201").presses("9");
    patient.hears("interrupted");
    post.phone("1201").isTalkingTo(emergency);
    emergency.hangsUp();
    post.phone("1201").isTalkingTo(patient);
  }

  @Test
  void whoGaveUpIsCalledBackByACodeAndTheCarrierLearnsWhatItIs() {
    var post = postOf("1201");
    post.phone("1201").dials("*46").hears("pause").isDone();
    post.outsideCaller("0699999999").dials("0880000112").hangsUp();
    post.phone("1201").dials("*66").hears("calling-back");
    var caller = post.outsideCaller("0699999999");
    post.passes(ofSeconds(3));
    caller.rings();
    assertEquals(Optional.of("psap-callback"), caller.ringing().header("Priority"));
    caller.answers();
    post.phone("1201").isTalkingTo(caller);
    caller.hangsUp();
    assertEquals(1, post.platform().view().tasks().size(), "a voicemail answers too");
  }

  /** V5: the patient on line one, the emergency on line two, the doctor on line three. */
  @Test
  void theEmergencyIsHandedToADoctorOutsideWhicheverLineThePhoneChoosesAndThePatientIsTakenBack() {
    for (boolean isByTheEmergencyLine : new boolean[] {true, false}) {
      var post = postOf("1201");
      var patient = post.outsideCaller("0612345678");
      var doctor = post.outsideCaller("0600000050");
      patient.dials("0880000100");
      post.phone("1201").rings().answers();
      Line first = post.phone("1201").talking();
      var emergency = post.outsideCaller("0699999999");
      emergency.dials("0880000112");
      Line second = post.phone("1201").ringsForAnEmergency().ringing();
      post.phone("1201").answersThisInstant();
      first.hold(HoldForm.SENDONLY);
      post.settles();
      patient.hears("interrupted");
      second.hold(HoldForm.INACTIVE);
      post.settles();
      post.phone("1201").dials("0600000050");
      doctor.rings().answers();
      Line third = post.phone("1201").talking();
      post.phone("1201").isTalkingTo(doctor);
      Line asked = isByTheEmergencyLine ? second : third;
      Line named = isByTheEmergencyLine ? third : second;
      String replaces = URLEncoder.encode(named.asReplaced(), StandardCharsets.US_ASCII);
      asked.refer(
          List.of(
              new HeaderLine("Refer-To", "<sip:0600000050@192.0.2.9?Replaces=" + replaces + ">")));
      post.settles();
      doctor.isTalkingTo(emergency);
      patient.doesNotHear(doctor);
      post.passes(ofSeconds(2));
      first.resume(true);
      post.settles();
      patient.hears(post.phone("1201"));
      patient.hangsUp();
      doctor.isTalkingTo(emergency);
    }
  }
}

package org.paraat.server.tools;

import java.time.Duration;
import java.time.Instant;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.Sound;
import org.paraat.server.tools.DemoCommand.Theatre;
import org.paraat.server.tools.Story.StepFailed;

/**
 * What a triagist does with a call: hold, hand over, take an emergency in between, pick up, park.
 */
final class AtThePhone {
  private static final String QUEUE = "999";
  private static final String EMERGENCIES = "900";
  private static final String NUMBER = "0880000100";
  private static final String EMERGENCY_NUMBER = "0880000112";
  private static final String DIRECT_NUMBER = "0880001201";
  private static final String TRIAGIST = "1201";
  private static final String DOCTOR = "1301";
  private static final String PARKING_PLACE = "*681";
  private static final String ASKING = "0612345601";
  private static final String INTERRUPTED = "0612345602";
  private static final String URGENT = "0612345603";
  private static final String MISSED = "0612345604";
  private static final Duration TRANSFER = Duration.ofSeconds(5);
  private static final int TRANSFERRED = 200;

  private final Theatre theatre;
  private final Backstage backstage;
  private final Story story;
  private final Scene scene;
  private final Shift triagist;
  private final Shift doctor;

  AtThePhone(Theatre theatre, Scene scene, Shift triagist, Shift doctor) {
    this.theatre = theatre;
    backstage = theatre.backstage();
    story = theatre.story();
    this.scene = scene;
    this.triagist = triagist;
    this.doctor = doctor;
  }

  void play() throws StepFailed {
    story.chapter("A doctor takes a desk too");
    doctor.begin();
    aDoctorIsAsked();
    anEmergencyComesInBetween();
    new CalledBack(theatre, scene).play(desk(), TRIAGIST);
    aCallIsPickedUpAndParked();
    doctor.end();
  }

  // --- hold, and an attended transfer ---

  private void aDoctorIsAsked() throws StepFailed {
    story.chapter("On hold, while the doctor is asked; then the doctor takes over");
    Instant began = Instant.now();
    PhoneCall patient = scene.callsInto(ASKING, NUMBER);
    PhoneCall line = scene.offered(desk(), ASKING);
    scene.answers(desk().name(), line);
    scene.theyHearEachOther(patient, 0, line, desk().name(), desk().tone());
    holds(line);
    isOnHold(patient, "on-hold");
    story.step(
        desk().name(),
        () -> {
          line.resume();
          return "takes the patient back";
        });
    scene.theyHearEachOther(patient, patient.ear().now(), line, desk().name(), desk().tone());
    holds(line);
    isOnHold(patient, "on-hold");
    PhoneCall consultation = asksTheDoctor();
    PhoneCall atDoctor = scene.offered(doctor.desk(), TRIAGIST);
    scene.answers(doctor.desk().name(), atDoctor);
    story.step(
        desk().name(),
        () -> {
          Stage.isAnswered(consultation);
          line.transfer(consultation);
          return isTransferred(line) + "; both its calls are over";
        });
    Stage.isOver(line);
    Stage.isOver(consultation);
    together(patient, atDoctor);
    ends("patient", patient, atDoctor);
    livedThrough(ASKING, began);
  }

  private PhoneCall asksTheDoctor() throws StepFailed {
    var call = new PhoneCall[1];
    story.step(
        desk().name(),
        () -> {
          call[0] = Stage.begins(desk(), desk().name(), DOCTOR);
          return "calls " + DOCTOR + " at " + doctor.desk().name() + " on its second line";
        });
    return call[0];
  }

  // --- an emergency comes in between ---

  private void anEmergencyComesInBetween() throws StepFailed {
    story.chapter("An emergency comes in between");
    Instant began = Instant.now();
    triagist.signsOn(EMERGENCIES);
    PhoneCall patient = scene.callsInto(INTERRUPTED, NUMBER);
    PhoneCall line = scene.offered(desk(), INTERRUPTED);
    scene.answers(desk().name(), line);
    scene.theyHearEachOther(patient, 0, line, desk().name(), desk().tone());
    PhoneCall urgent = scene.rings(URGENT, EMERGENCY_NUMBER);
    PhoneCall second = scene.offered(desk(), URGENT);
    long taken = patient.ear().now();
    scene.answers(desk().name() + " again", second);
    story.step(
        "patient",
        () -> {
          String said = hears(patient, taken, "interrupted");
          return "the first one, hears " + said + ", then " + music(patient, taken);
        });
    scene.theyHearEachOther(urgent, 0, second, desk().name(), desk().tone());
    story.step(
        desk().name(),
        () -> {
          second.transfer(DOCTOR);
          return "sends the emergency on to " + DOCTOR;
        });
    PhoneCall atDoctor = scene.offered(doctor.desk(), URGENT);
    long back = patient.ear().now();
    scene.answers(doctor.desk().name(), atDoctor);
    story.step(desk().name(), () -> isTransferred(second));
    Stage.isOver(second);
    together(urgent, atDoctor);
    scene.theyHearEachOther(patient, back, line, desk().name(), desk().tone());
    ends("patient", urgent, atDoctor);
    ends("patient", patient, line);
    livedThrough(INTERRUPTED, began);
    livedThrough(URGENT, began);
  }

  // --- pickup and park ---

  private void aCallIsPickedUpAndParked() throws StepFailed {
    story.chapter("A colleague's call is picked up, parked, and fetched");
    Instant began = Instant.now();
    PhoneCall patient = scene.rings(MISSED, DIRECT_NUMBER);
    PhoneCall missed = scene.offered(desk(), MISSED);
    var taken = new PhoneCall[1];
    story.step(
        doctor.desk().name(),
        () -> {
          taken[0] = Stage.dials(doctor.desk(), "*8");
          Stage.isOver(missed);
          return "dials *8 and has the call; " + desk().name() + " is quiet again";
        });
    together(patient, taken[0]);
    long parked = patient.ear().now();
    story.step(
        doctor.desk().name(),
        () -> {
          taken[0].transfer(PARKING_PLACE);
          return "transfers to parking place " + PARKING_PLACE + ": " + isTransferred(taken[0]);
        });
    story.step("patient", () -> "hears " + hears(patient, parked, "parked-line"));
    var fetched = new PhoneCall[1];
    long since = patient.ear().now();
    story.step(
        desk().name(),
        () -> {
          fetched[0] = Stage.dials(desk(), PARKING_PLACE);
          return "dials " + PARKING_PLACE + " and has the patient";
        });
    scene.theyHearEachOther(patient, since, fetched[0], desk().name(), desk().tone());
    ends("patient", patient, fetched[0]);
    livedThrough(MISSED, began);
  }

  // --- what recurs ---

  private Phone desk() {
    return triagist.desk();
  }

  private void holds(PhoneCall line) throws StepFailed {
    story.step(
        desk().name(),
        () -> {
          line.hold();
          return "presses Hold";
        });
  }

  private void isOnHold(PhoneCall patient, String prompt) throws StepFailed {
    long since = patient.ear().now();
    story.step(
        "patient",
        () -> "hears " + hears(patient, since, prompt) + ", then " + music(patient, since));
  }

  private static String hears(PhoneCall patient, long since, String prompt) throws StepFailed {
    return Stage.hears(patient, since, sound -> sound.says(prompt), prompt);
  }

  private static String music(PhoneCall patient, long since) throws StepFailed {
    return Stage.hears(patient, since, sound -> sound.kind() == Sound.Kind.MUSIC, "music");
  }

  private static String isTransferred(PhoneCall line) throws StepFailed {
    int status = line.transferred(TRANSFER).orElse(0);
    if (status != TRANSFERRED) {
      throw new StepFailed("is told of the transfer: " + (status == 0 ? "nothing" : status));
    }
    return "is told that the transfer succeeded";
  }

  private void together(PhoneCall patient, PhoneCall other) throws StepFailed {
    Phone phone = doctor.desk();
    scene.theyHearEachOther(patient, patient.ear().now(), other, phone.name(), phone.tone());
  }

  private void ends(String who, PhoneCall first, PhoneCall other) throws StepFailed {
    story.step(
        who,
        () -> {
          first.hangUp();
          Stage.isOver(other);
          return "hangs up";
        });
  }

  private void livedThrough(String caller, Instant began) throws StepFailed {
    story.step(
        "/api/calls",
        () -> {
          CallLine record = backstage.recordOf(caller, began);
          if (record.lived().isEmpty()) {
            throw new StepFailed("does not say what " + caller + " lived through");
          }
          return caller + " " + String.join(", ", record.lived());
        });
  }
}

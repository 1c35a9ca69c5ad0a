package org.paraat.server.tools;

import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.Sound;
import org.paraat.server.tools.Story.StepFailed;

/** What happens between a patient and who answers, each time in the same words. */
final class Scene {
  private final Story story;
  private final Phone carrier;

  Scene(Story story, Phone carrier) {
    this.story = story;
    this.carrier = carrier;
  }

  /** A patient calls the number of the post, and hears that it is the right one. */
  PhoneCall callsInto(String patient, String number) throws StepFailed {
    var call = new PhoneCall[1];
    story.step(
        "patient",
        () -> {
          call[0] = Stage.dials(carrier, patient, number);
          call[0].fallSilent();
          return calls(patient, number)
              + " and hears "
              + Stage.hears(call[0], 0, sound -> sound.saysAll("meldtekst-open"), "the welcome");
        });
    return call[0];
  }

  /** A patient calls a number that rings somebody at once. */
  PhoneCall rings(String patient, String number) throws StepFailed {
    var call = new PhoneCall[1];
    story.step(
        "patient",
        () -> {
          call[0] = Stage.begins(carrier, patient, number);
          call[0].fallSilent();
          return calls(patient, number);
        });
    return call[0];
  }

  private String calls(String patient, String number) {
    return patient + " calls " + number + " over " + carrier.name();
  }

  static String waitsWithMusic(PhoneCall patient) throws StepFailed {
    return "waits and hears "
        + Stage.hears(patient, 0, sound -> sound.kind() == Sound.Kind.MUSIC, "music");
  }

  /** A phone rings and its display shows this; nobody has answered yet. */
  PhoneCall offered(Phone phone, String shown) throws StepFailed {
    var call = new PhoneCall[1];
    story.step(
        phone.name(),
        () -> {
          call[0] = Stage.rings(phone);
          if (!call[0].caller().contains(shown)) {
            throw new StepFailed("rings and shows " + call[0].caller() + " instead of " + shown);
          }
          return "rings; its display shows " + call[0].caller();
        });
    return call[0];
  }

  /** The carrier is given a call to a number outside; nobody has answered yet. */
  PhoneCall isGivenToTheCarrier(String number) throws StepFailed {
    var call = new PhoneCall[1];
    story.step(
        carrier.name(),
        () -> {
          call[0] = Stage.rings(carrier);
          if (!call[0].dialled().endsWith(number.substring(1))) {
            throw new StepFailed("is given a call to " + call[0].dialled());
          }
          return "is given the call to " + call[0].dialled() + "; shown is " + call[0].caller();
        });
    return call[0];
  }

  void answers(String who, PhoneCall call) throws StepFailed {
    story.step(
        who,
        () -> {
          Stage.answers(call);
          return "answers";
        });
  }

  void theyHearEachOther(
      PhoneCall patient, long patientSince, PhoneCall other, String otherName, int otherTone)
      throws StepFailed {
    long otherSince = other.ear().now();
    patient.talk();
    other.say(otherTone);
    story.step(
        "patient",
        () ->
            "hears "
                + Stage.hearsTone(patient, patientSince, otherTone, otherName)
                + ", the tone of "
                + otherName);
    story.step(
        otherName,
        () ->
            "hears "
                + Stage.hearsTone(other, otherSince, carrier.tone(), "the patient")
                + ", the tone of the patient");
  }
}

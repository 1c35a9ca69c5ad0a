package org.paraat.system.ways;

import static org.paraat.system.ways.Scene.answers;
import static org.paraat.system.ways.Scene.isAccepted;
import static org.paraat.system.ways.Scene.isOver;
import static org.paraat.system.ways.Scene.ringsAt;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.Transfer;
import org.paraat.system.ways.Cast.Role;

/** The sixteen ways. */
public final class Ways {
  private static final Duration SOON = Scene.SOON;

  /** A transfer rings for 20 s before the caller goes back. */
  private static final Duration RING_TIME = Duration.ofSeconds(30);

  /** An owner who is silent is asked each 20 s, and has the time of a transaction to answer. */
  private static final Duration UNTIL_MISSED = Duration.ofSeconds(75);

  /** What is sent to a phone without power is sent again for half a minute. */
  private static final Duration UNTIL_GIVEN_UP = Duration.ofSeconds(45);

  private static final String OUTSIDE = "0612300015";
  private static final String NOT_ALLOWED = "0900123456";

  private Ways() {}

  public static List<Way> all() {
    return List.of(
        new Way("target dead", true, Ways::targetIsDead),
        new Way("target busy", true, Ways::targetIsBusy),
        new Way("target rings out", false, Ways::targetRingsOut),
        new Way("target declines while ringing", true, Ways::targetDeclines),
        new Way("power lost before REFER", false, Ways::powerIsLostBefore),
        new Way("power lost after REFER", false, Ways::powerIsLostAfter),
        new Way("caller hangs up in between", true, Ways::callerHangsUp),
        new Way("REFER twice", true, Ways::referTwice),
        new Way("Replaces of a foreign call", true, Ways::foreignCall),
        new Way("Replaces of an ended call", true, Ways::endedCall),
        new Way("early Replaces", true, Ways::earlyCall),
        new Way("glare", true, Ways::glare),
        new Way("302 by the target", true, Ways::targetRedirects),
        new Way("number not allowed", true, Ways::numberIsNotAllowed),
        new Way("trunk dies", false, Ways::trunkDies),
        new Way("core restart", false, Ways::coreRestarts));
  }

  private static void targetIsDead(Scene scene) throws Exception {
    scene.begins();
    scene.cast().losesPower(Role.COLLEAGUE);
    Transfer transfer = scene.triagist().transfer("1202");
    scene.fails(transfer, SOON);
    scene.patientTalksTo(scene.triagist(), "1201");
    scene.ends("waited 998", "talked 1201", "transferred 1202", "talked 1201");
    scene.cast().hasPowerAgain(Role.COLLEAGUE);
  }

  /** A phone that holds first, as most do, takes the patient back when it is told. */
  private static void targetIsBusy(Scene scene) throws Exception {
    scene.begins();
    scene.holds();
    scene.cast().at(Role.COLLEAGUE).becomesBusy();
    Transfer transfer = scene.triagist().transfer("1202");
    scene.fails(transfer, SOON);
    scene.resumes();
    scene.ends("waited 998", "talked 1201", "held 1201", "transferred 1202", "talked 1201");
    scene.cast().at(Role.COLLEAGUE).isFreeAgain();
  }

  private static void targetRingsOut(Scene scene) throws Exception {
    scene.begins();
    Transfer transfer = scene.triagist().transfer("1202");
    PhoneCall ringing = scene.ringsAt(Role.COLLEAGUE, SOON);
    scene.patientWaits();
    scene.fails(transfer, RING_TIME);
    isOver(ringing, "the ringing at 1202", SOON);
    scene.patientTalksTo(scene.triagist(), "1201");
    scene.ends("waited 998", "talked 1201", "transferred 1202", "talked 1201");
  }

  private static void targetDeclines(Scene scene) throws Exception {
    scene.begins();
    Transfer transfer = scene.triagist().transfer("1202");
    PhoneCall ringing = scene.ringsAt(Role.COLLEAGUE, SOON);
    isAccepted(transfer);
    scene.patientWaits();
    ringing.decline();
    scene.fails(transfer, SOON);
    scene.patientTalksTo(scene.triagist(), "1201");
    scene.ends("waited 998", "talked 1201", "transferred 1202", "talked 1201");
  }

  /** Nobody else knows that the patient is there: the platform must find out. */
  private static void powerIsLostBefore(Scene scene) throws Exception {
    scene.begins();
    scene.consults(Role.DOCTOR);
    scene.cast().signsOn(Role.RELIEF);
    long began = System.nanoTime();
    scene.cast().losesPower(Role.TRIAGIST);
    PhoneCall relief = scene.answersAt(Role.RELIEF, UNTIL_MISSED);
    scene.note("rung after %.0f s".formatted((System.nanoTime() - began) / 1e9));
    scene.patientTalksTo(relief, "1204");
    scene.ends(
        UNTIL_GIVEN_UP, "waited 998", "talked 1201", "held 1201", "waited 998", "talked 1204");
    scene.cast().signsOff(Role.RELIEF);
    scene.cast().hasPowerAgain(Role.TRIAGIST);
  }

  private static void powerIsLostAfter(Scene scene) throws Exception {
    scene.begins();
    Transfer transfer = scene.triagist().transfer("1202");
    isAccepted(transfer);
    PhoneCall ringing = scene.ringsAt(Role.COLLEAGUE, SOON);
    scene.cast().losesPower(Role.TRIAGIST);
    scene.patientTalksTo(answers(ringing), "1202");
    scene.ends(UNTIL_GIVEN_UP, "waited 998", "talked 1201", "transferred 1202", "talked 1202");
    scene.cast().hasPowerAgain(Role.TRIAGIST);
  }

  /** While the target rings, and the transferor waits to be told. */
  private static void callerHangsUp(Scene scene) throws Exception {
    scene.begins();
    Transfer transfer = scene.triagist().transfer("1202");
    PhoneCall ringing = scene.ringsAt(Role.COLLEAGUE, SOON);
    isAccepted(transfer);
    scene.patient().hangUp();
    isOver(ringing, "the ringing at 1202", SOON);
    isOver(scene.triagist(), "the call of 1201", SOON);
    scene.note("told " + transfer.told());
    scene.ends("waited 998", "talked 1201", "transferred 1202");
  }

  private static void referTwice(Scene scene) throws Exception {
    scene.begins();
    Transfer first = scene.triagist().transfer("1202");
    Transfer second = scene.triagist().transfer("1301");
    PhoneCall ringing = scene.ringsAt(Role.COLLEAGUE, SOON);
    isAccepted(first);
    scene.isRefused(second, 491);
    scene.patientTalksTo(answers(ringing), "1202");
    scene.succeeds(first);
    isOver(scene.triagist(), "the call of 1201", SOON);
    scene.neverRings(Role.DOCTOR);
    scene.ends("waited 998", "talked 1201", "transferred 1202", "talked 1202");
  }

  private static void foreignCall(Scene scene) throws Exception {
    PhoneCall foreign = Cast.dials(scene.cast().at(Role.STRANGER), "desk4", "1301");
    PhoneCall doctor = scene.answersAt(Role.DOCTOR, SOON);
    Cast.isConnected(foreign);
    scene.begins();
    Transfer transfer = scene.triagist().transfer("1301", foreign.replaces());
    scene.isRefused(transfer, 403);
    scene.patientTalksTo(scene.triagist(), "1201");
    scene.talk(doctor, scene.cast().at(Role.DOCTOR).tone(), foreign, "1203");
    scene.note("the foreign call goes on");
    scene.patient().hangUp();
    scene.isRecorded(scene.records().getFirst(), "waited 998", "talked 1201");
    scene.hasLeftNothing(SOON, -2);
  }

  private static void endedCall(Scene scene) throws Exception {
    scene.begins();
    PhoneCall consult = scene.consults(Role.DOCTOR);
    String ended = consult.replaces();
    consult.hangUp();
    Transfer transfer = scene.triagist().transfer("1301", ended);
    scene.fails(transfer, SOON);
    scene.resumes();
    scene.neverRings(Role.DOCTOR);
    scene.ends("waited 998", "talked 1201", "held 1201", "talked 1201");
  }

  /** The triagist does not wait until the doctor answers. */
  private static void earlyCall(Scene scene) throws Exception {
    scene.begins();
    scene.holds();
    PhoneCall consult = Cast.dials(scene.cast().at(Role.TRIAGIST), "desk1", "1301");
    PhoneCall ringing = scene.ringsAt(Role.DOCTOR, SOON);
    if (!consult.awaits(PhoneCall.State.RINGING, SOON)) {
      throw new AssertionError("1201 does not hear that it rings at 1301");
    }
    Transfer transfer = scene.triagist().transfer(consult);
    isAccepted(transfer);
    scene.patientWaits();
    scene.patientTalksTo(answers(ringing), "1301");
    scene.succeeds(transfer);
    isOver(scene.triagist(), "the call of 1201 with the patient", SOON);
    isOver(consult, "the call of 1201 to 1301", SOON);
    scene.ends("waited 998", "talked 1201", "held 1201", "talked 1301");
  }

  /** Hold, REFER and a re-INVITE of the patient's carrier, none of which waits for the others. */
  private static void glare(Scene scene) throws Exception {
    scene.begins();
    scene.triagist().hold();
    Transfer transfer = scene.triagist().transfer("1202");
    scene.patient().resume();
    PhoneCall ringing = scene.ringsAt(Role.COLLEAGUE, SOON);
    isAccepted(transfer);
    scene.patientTalksTo(answers(ringing), "1202");
    scene.succeeds(transfer);
    isOver(scene.triagist(), "the call of 1201", SOON);
    scene.ends("waited 998", "talked 1201", "transferred 1202", "talked 1202");
  }

  private static void targetRedirects(Scene scene) throws Exception {
    scene.begins();
    Transfer transfer = scene.triagist().transfer("1202");
    scene.ringsAt(Role.COLLEAGUE, SOON).redirect("1301");
    PhoneCall doctor = scene.answersAt(Role.DOCTOR, SOON);
    scene.patientTalksTo(doctor, "1301");
    scene.succeeds(transfer);
    isOver(scene.triagist(), "the call of 1201", SOON);
    scene.ends("waited 998", "talked 1201", "talked 1301");
  }

  private static void numberIsNotAllowed(Scene scene) throws Exception {
    scene.begins();
    Transfer transfer = scene.triagist().transfer(NOT_ALLOWED);
    scene.isRefused(transfer, 403);
    scene.patientTalksTo(scene.triagist(), "1201");
    if (scene.cast().outside().awaitsRinging(Duration.ZERO).isPresent()) {
      throw new AssertionError("a carrier was given the call");
    }
    scene.ends("waited 998", "talked 1201");
  }

  /** First while it rings outside; then a second transfer finds the carrier dead. */
  private static void trunkDies(Scene scene) throws Exception {
    scene.begins();
    Transfer first = scene.triagist().transfer(OUTSIDE);
    ringsAt(scene.cast().outside(), OUTSIDE, SOON);
    isAccepted(first);
    scene.cast().carrierDies();
    scene.fails(first, UNTIL_GIVEN_UP);
    scene.patientTalksTo(scene.triagist(), "1201");
    Transfer second = scene.triagist().transfer(OUTSIDE);
    PhoneCall other = answers(ringsAt(scene.cast().patients(), OUTSIDE, SOON));
    scene.patientTalksTo(other, Scene.OTHER_CARRIER);
    scene.succeeds(second);
    scene.ends(UNTIL_GIVEN_UP, "waited 998", "talked 1201", "talked 1201");
    scene.cast().carrierIsBack();
  }

  /** What was killed is over for both sides; who calls again is served by phones as they stood. */
  private static void coreRestarts(Scene scene) throws Exception {
    scene.begins();
    PhoneCall consult = scene.consults(Role.DOCTOR);
    scene.triagist().transfer(consult);
    scene.restarts();
    scene.patient().hangUp();
    scene.triagist().hangUp();
    consult.hangUp();
    scene.redials();
    scene.patient().hangUp();
    List<JsonObject> records = scene.records();
    if (records.size() != 2) {
      throw new AssertionError("records of this patient: " + records.size() + " instead of 2");
    }
    scene.isRecorded(records.getLast(), "waited 998", "talked 1201");
    scene.isRecorded(records.getFirst(), "waited 998", "talked 1201");
    scene.hasLeftNothing(SOON, 0);
  }
}

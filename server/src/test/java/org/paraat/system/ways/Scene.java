package org.paraat.system.ways;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.PhoneCall.State;
import org.paraat.server.phone.Sound;
import org.paraat.server.phone.Transfer;
import org.paraat.system.ways.Cast.Role;

/** A patient with a triagist, what they do to each other, and what must come of it. */
final class Scene {
  static final Duration SOON = Duration.ofSeconds(6);
  private static final String NUMBER = "0880000198";
  static final String OTHER_CARRIER = "outside over the other carrier";
  private static final int RINGBACK = 425;

  private final Cast cast;
  private final Books books;
  private final Optional<Restart> server;
  private final String patientsNumber;
  private final List<String> notes = new ArrayList<>();
  private int legsBefore;
  private PhoneCall patient;
  private PhoneCall triagist;

  /** Kills the platform without a warning, and starts it again. */
  interface Restart {
    void now() throws IOException;
  }

  Scene(Cast cast, Books books, Optional<Restart> server, String patientsNumber) {
    this.cast = cast;
    this.books = books;
    this.server = server;
    this.patientsNumber = patientsNumber;
  }

  Cast cast() {
    return cast;
  }

  /** The patient's side of the call. */
  PhoneCall patient() {
    return patient;
  }

  /** The triagist's side of the call. */
  PhoneCall triagist() {
    return triagist;
  }

  /** What happened, for who reads it later. */
  String notes() {
    return String.join("; ", notes);
  }

  void note(String words) {
    notes.add(words);
  }

  /** The patient calls, the triagist answers, they hear each other. */
  void begins() throws IOException {
    legsBefore = books.legs();
    patientCalls();
    patientTalksTo(triagist, "1201");
    notes.clear();
  }

  private void patientCalls() {
    patient = Cast.dials(cast.patients(), patientsNumber, NUMBER);
    triagist = answersAt(Role.TRIAGIST, SOON);
    Cast.isConnected(patient);
  }

  /** The phone of somebody rings; they let it. */
  PhoneCall ringsAt(Role role, Duration patience) {
    return ringsAt(cast.at(role), role.extension(), patience);
  }

  static PhoneCall ringsAt(Phone phone, String whose, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = Math.max(0, end - System.nanoTime());
      PhoneCall call =
          phone
              .awaitsRinging(Duration.ofNanos(left))
              .orElseThrow(
                  () ->
                      new AssertionError(
                          whose + " is not rung within " + patience.toSeconds() + " s"));
      if (call.awaits(State.RINGING, SOON)) {
        return call;
      }
    }
  }

  PhoneCall answersAt(Role role, Duration patience) {
    return answers(ringsAt(role, patience));
  }

  static PhoneCall answers(PhoneCall ringing) {
    ringing.answer();
    Cast.isConnected(ringing);
    return ringing;
  }

  void neverRings(Role role) {
    cast.at(role)
        .awaitsRinging(Duration.ZERO)
        .ifPresent(
            call -> {
              throw new AssertionError(role.extension() + " was rung by " + call.caller());
            });
  }

  /** The triagist asks the doctor; the patient is on hold and hears so. */
  PhoneCall consults(Role role) {
    holds();
    PhoneCall consult = Cast.dials(cast.at(Role.TRIAGIST), "desk1", role.extension());
    answersAt(role, SOON);
    Cast.isConnected(consult);
    return consult;
  }

  void holds() {
    long from = patient.ear().now();
    triagist.hold();
    hears(patient, from, Scene::isHoldSound, "the line on hold or music");
  }

  /** The patient waits and knows it. */
  void patientWaits() {
    hears(patient, patient.ear().now(), Scene::isHoldSound, "music or ringback");
  }

  private static boolean isHoldSound(Sound sound) {
    return sound.says("on-hold") || sound.kind() == Sound.Kind.MUSIC || sound.isTone(RINGBACK);
  }

  void resumes() {
    triagist.resume();
    patientTalksTo(triagist, "1201");
  }

  /** Each hears the tone of the other. */
  void patientTalksTo(PhoneCall other, String who) {
    talk(patient, Cast.PATIENTS_TONE, other, who);
    note("patient talks with " + who);
  }

  /** Each hears the tone of the other: the second one that of its phone. */
  void talk(PhoneCall one, int onesTone, PhoneCall other, String who) {
    long ones = one.ear().now();
    long others = other.ear().now();
    one.talk();
    other.talk();
    hears(one, ones, sound -> sound.isTone(toneOf(who)), "the tone of " + who);
    hears(other, others, sound -> sound.isTone(onesTone), onesTone + " Hz at " + who);
  }

  private int toneOf(String who) {
    for (Role role : Role.values()) {
      if (role.extension().equals(who)) {
        return cast.at(role).tone();
      }
    }
    return who.equals(OTHER_CARRIER) ? cast.patients().tone() : cast.outside().tone();
  }

  static void hears(PhoneCall call, long from, Predicate<Sound> wanted, String what) {
    if (!call.ear().hears(from, wanted, SOON)) {
      String end = call.state() == State.ENDED ? "; it ended: " + call.ending() : "";
      throw new AssertionError(
          call.caller() + " should hear " + what + ", but heard " + call.ear().inWords(from) + end);
    }
  }

  /** The platform takes the REFER. */
  static void isAccepted(Transfer transfer) {
    int answer = transfer.answer(SOON).orElse(0);
    if (answer != 202) {
      throw new AssertionError("the REFER is answered with " + answer + " instead of 202");
    }
  }

  void isRefused(Transfer transfer, int status) {
    int answer = transfer.answer(SOON).orElse(0);
    if (answer != status) {
      throw new AssertionError("the REFER is answered with " + answer + " instead of " + status);
    }
    note("REFER " + answer);
  }

  void succeeds(Transfer transfer) {
    int outcome = transfer.outcome(SOON).orElse(0);
    if (outcome != 200) {
      throw new AssertionError("of the transfer is told " + outcome + " instead of 200");
    }
    noteTold(transfer);
  }

  void fails(Transfer transfer, Duration patience) {
    int outcome = transfer.outcome(patience).orElse(0);
    if (outcome < 300) {
      throw new AssertionError("of the transfer is told " + outcome + " instead of a failure");
    }
    noteTold(transfer);
  }

  private void noteTold(Transfer transfer) {
    int answer = transfer.answer(SOON).orElse(0);
    note("REFER " + answer + ", told " + transfer.told());
  }

  static void isOver(PhoneCall call, String what, Duration patience) {
    if (!call.awaits(State.ENDED, patience)) {
      throw new AssertionError(what + " is not over after " + patience.toSeconds() + " s");
    }
  }

  void restarts() throws IOException {
    long began = System.nanoTime();
    server.orElseThrow(() -> new AssertionError("this platform cannot be killed")).now();
    note("killed, back after %.1f s".formatted((System.nanoTime() - began) / 1e9));
  }

  /** The same patient calls once more and is served. */
  void redials() {
    patientCalls();
    patientTalksTo(triagist, "1201");
  }

  /** All hang up; nothing may be left but the record of what the patient lived through. */
  void ends(String... lived) {
    ends(Duration.ofSeconds(5), lived);
  }

  /**
   * All hang up; nothing may be left but the record of what the patient lived through.
   *
   * @param patience until the last leg is gone; who is dead is asked a while
   * @param lived segments of the record that follow each other, with others between them
   */
  void ends(Duration patience, String... lived) {
    patient.hangUp();
    List<JsonObject> records = books.ended(patientsNumber);
    if (records.size() != 1) {
      throw new AssertionError("records of this patient: " + records.size() + " instead of 1");
    }
    isRecorded(records.getFirst(), lived);
    hasLeftNothing(patience, 0);
  }

  List<JsonObject> records() {
    return books.ended(patientsNumber);
  }

  void isRecorded(JsonObject call, String... lived) {
    List<String> segments = Books.segments(call);
    note("record: " + String.join(", ", segments) + " (" + call.getString("cause") + ")");
    int at = 0;
    for (String segment : segments) {
      at += at < lived.length && segment.equals(lived[at]) ? 1 : 0;
    }
    if (at < lived.length) {
      throw new AssertionError("the record lacks " + lived[at] + ": " + segments);
    }
  }

  /**
   * All hang up, and nothing is left.
   *
   * @param more legs than there were before it began; fewer when negative
   */
  void hasLeftNothing(Duration patience, int more) {
    cast.patients().hangUp();
    for (Role role : Role.values()) {
      Optional.ofNullable(cast.at(role)).ifPresent(Phone::hangUp);
    }
    books.awaitNobodyWaits(Cast.QUEUE);
    books.awaitLegs(legsBefore + more, patience);
    if (cast.at(Role.TRIAGIST) != null) {
      books.awaitState("1201", Cast.QUEUE, "available");
    }
  }
}

package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.server.phone.Identity;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.Phones;
import org.paraat.server.phone.Phones.NotConnected;
import org.paraat.server.phone.Sound.Kind;
import org.paraat.system.Linphone.Line;

/**
 * V5 on the packaged server: an emergency comes in between a routine call, is handed over to a
 * doctor outside, and the first patient is taken back. The triagist's phone is not ours.
 */
@Tag("system")
@Timeout(120)
class HandOverSystemTest extends OnTheDemo {
  private static final Duration HEARS_WITHIN = Duration.ofSeconds(8);
  private static final Duration LONGEST_WITHOUT_SOUND = Duration.ofMillis(300);
  private static final int TRIAGIST = 520;
  private static final int OUTSIDE = 380;
  private static final int EMERGENCY = 760;
  private static final int DOCTOR = 910;

  private static Phones phones;
  private static Phone outside;
  private static Phone mobiles;
  private static Linphone triagist;

  @BeforeAll
  static void connectsThePhones() throws NotConnected {
    phones = Phones.calling("127.0.0.1", server.sipPort());
    carriers.lend(Carriers.A);
    carriers.lend(Carriers.B);
    mobiles = phones.connect(Identity.carrier("carrier-a", Carriers.A, DOCTOR));
    outside = phones.connect(Identity.carrier("carrier-b", Carriers.B, OUTSIDE));
    server.awaitTrunk("carrier-a", "up");
    triagist = Linphone.registered(server, "desk1", "desk1-secret", TRIAGIST);
    triagist.dialsCode("*1*1201");
    triagist.dialsCode("*48*999");
    triagist.dialsCode("*48*900");
  }

  @AfterAll
  static void theyGoHome() {
    triagist.close();
    outside.close();
    mobiles.close();
    phones.close();
  }

  @Test
  void theEmergencyIsHandedOverOnItsOwnLineAndTheFirstPatientIsTakenBack() throws IOException {
    handsOver("0611110001", "0699990001", (urgent, doctor) -> triagist.transfers(urgent, doctor));
  }

  @Test
  void theEmergencyIsHandedOverOnTheDoctorsLineAndTheFirstPatientIsTakenBack() throws IOException {
    handsOver("0611110002", "0699990002", (urgent, doctor) -> triagist.transfers(doctor, urgent));
  }

  /** The other order: 200 to the emergency first, and the hold of the routine call behind it. */
  @Test
  void aPhoneThatAnswersBeforeItHoldsHandsOverAllTheSame() throws IOException, NotConnected {
    triagist.dialsCode("*46"); // whoever is paused rings only later
    try (Phone desk = phones.connect(Identity.device("desk2", "desk2-secret", TRIAGIST))) {
      desk.register();
      for (String code : List.of("*1*1202", "*48*999", "*48*900")) {
        assertTrue(desk.dial(code).awaits(PhoneCall.State.ENDED, HEARS_WITHIN), code);
      }
      PhoneCall patient = calls("0611110003", "0880000100");
      PhoneCall routine = rings(desk);
      routine.answer();
      routine.talk();
      patient.talk();
      hears(patient, 0, tone(TRIAGIST), "the triagist");
      patient.ear().takeLongestGap();

      long before = patient.ear().now();
      PhoneCall emergency = calls("0699990003", "0880000112");
      emergency.say(EMERGENCY);
      PhoneCall urgent = rings(desk);
      urgent.answer();
      urgent.talk();
      routine.hold();
      hears(emergency, 0, tone(TRIAGIST), "the triagist");
      hears(patient, before, sound -> sound.says("interrupted"), "why the call is interrupted");
      urgent.hold();
      PhoneCall consultation = desk.dial("0600000050");
      PhoneCall doctor = rings(mobiles);
      doctor.answer();
      doctor.say(DOCTOR);
      assertTrue(consultation.awaits(PhoneCall.State.TALKING, HEARS_WITHIN));
      long handOver = emergency.ear().now();
      urgent.transfer(consultation);
      hears(emergency, handOver, tone(DOCTOR), "the doctor");
      assertEquals(Optional.of(200), urgent.transferred(HEARS_WITHIN));

      long back = patient.ear().now();
      routine.resume();
      hears(patient, back, tone(TRIAGIST), "the triagist again");
      assertNeverWithoutSound(patient);
      routine.hangUp();
      emergency.hangUp();
      assertTrue(doctor.awaits(PhoneCall.State.ENDED, HEARS_WITHIN));
      assertTrue(desk.dial("*1").awaits(PhoneCall.State.ENDED, HEARS_WITHIN));
    } finally {
      triagist.dialsCode("*49");
    }
  }

  private static void assertNeverWithoutSound(PhoneCall patient) {
    Duration gap = patient.ear().takeLongestGap();
    assertTrue(gap.compareTo(LONGEST_WITHOUT_SOUND) <= 0, "without any sound for " + gap);
  }

  private static PhoneCall rings(Phone phone) {
    return phone
        .awaitsRinging(HEARS_WITHIN)
        .orElseThrow(() -> new AssertionError(phone.name() + " does not ring"));
  }

  private static void handsOver(
      String patientsNumber, String callersNumber, BiConsumer<Line, Line> transfer)
      throws IOException {
    server.awaitState("1201", "999", "available");

    PhoneCall patient = calls(patientsNumber, "0880000100");
    Line routine = triagist.awaitsCall();
    assertTrue(routine.caller().contains(patientsNumber), routine.caller());
    triagist.answers(routine);
    patient.talk();
    hears(patient, 0, tone(TRIAGIST), "the triagist");
    patient.ear().takeLongestGap();

    long before = patient.ear().now();
    PhoneCall emergency = calls(callersNumber, "0880000112");
    emergency.say(EMERGENCY);
    Line urgent = triagist.awaitsCall();
    assertTrue(urgent.caller().contains("SPOED"), urgent.caller());
    triagist.answers(urgent);
    hears(emergency, 0, tone(TRIAGIST), "the triagist");
    hears(patient, before, sound -> sound.says("interrupted"), "why the call is interrupted");
    hears(patient, before, sound -> sound.kind() == Kind.MUSIC, "music");

    triagist.holds(urgent);
    PhoneCall doctor = consults();
    Line consultation = new Line(urgent.number() + 1, "");
    long handOver = emergency.ear().now();
    transfer.accept(urgent, consultation);
    hears(emergency, handOver, tone(DOCTOR), "the doctor");
    hears(doctor, 0, tone(EMERGENCY), "the emergency");
    triagist.awaitsEnd(urgent);

    long back = patient.ear().now();
    triagist.resumes(routine);
    hears(patient, back, tone(TRIAGIST), "the triagist again");
    assertNeverWithoutSound(patient);
    triagist.hangsUp(routine);
    assertTrue(patient.awaits(PhoneCall.State.ENDED, HEARS_WITHIN));
    doctor.hangUp();
    assertTrue(emergency.awaits(PhoneCall.State.ENDED, HEARS_WITHIN));
    assertEquals("1201", server.recordOf(patientsNumber).getString("answeredBy"));
    assertEquals("1201", server.recordOf(callersNumber).getString("answeredBy"));
  }

  private static PhoneCall consults() {
    var ringing = Thread.ofVirtual().unstarted(() -> triagist.dial("0600000050"));
    ringing.start();
    PhoneCall doctor = rings(mobiles);
    doctor.answer();
    doctor.say(DOCTOR);
    try {
      ringing.join(HEARS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hears(doctor, 0, tone(TRIAGIST), "the triagist");
    return doctor;
  }

  private static PhoneCall calls(String number, String dialled) throws IOException {
    return outside.dial(number, dialled, words -> {});
  }

  private static Predicate<org.paraat.server.phone.Sound> tone(int hertz) {
    return sound -> sound.isTone(hertz);
  }

  private static void hears(
      PhoneCall call, long since, Predicate<org.paraat.server.phone.Sound> wanted, String what) {
    assertTrue(
        call.ear().hears(since, wanted, HEARS_WITHIN),
        () -> "should hear " + what + ", but heard " + call.ear().inWords(since));
  }
}

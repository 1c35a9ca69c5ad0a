package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
import org.paraat.server.phone.Sound.Kind;
import org.paraat.system.Linphone.Line;

/**
 * V5 on the packaged server: an emergency comes in between a routine call, is handed over to a
 * doctor outside, and the first patient is taken back. The triagist's phone is not ours.
 */
@Tag("system")
@Timeout(120)
class HandOverSystemTest {
  private static final Duration HEARS_WITHIN = Duration.ofSeconds(8);
  private static final Duration LONGEST_WITHOUT_SOUND = Duration.ofMillis(300);
  private static final int TRIAGIST = 520;
  private static final int OUTSIDE = 380;
  private static final int EMERGENCY = 760;
  private static final int DOCTOR = 910;

  private static Carriers carriers;
  private static PackagedServer server;
  private static Phones phones;
  private static Phone outside;
  private static Phone mobiles;

  @BeforeAll
  static void start() throws Phones.NotConnected {
    carriers = new Carriers();
    server = PackagedServer.start("demo");
    phones = Phones.calling("127.0.0.1", server.sipPort());
    carriers.lend(Carriers.A);
    carriers.lend(Carriers.B);
    mobiles = phones.connect(Identity.carrier("carrier-a", Carriers.A, DOCTOR));
    outside = phones.connect(Identity.carrier("carrier-b", Carriers.B, OUTSIDE));
    server.awaitTrunk("carrier-a", "up");
  }

  @AfterAll
  static void stop() {
    try {
      outside.close();
      mobiles.close();
      phones.close();
      server.close();
      assertEquals(List.of(), server.troubles());
    } finally {
      carriers.close();
    }
  }

  @Test
  void theEmergencyIsHandedOverOnItsOwnLineAndTheFirstPatientIsTakenBack() throws IOException {
    handsOver("0611110001", "0699990001", (phone, lines) -> phone.transfers(lines[0], lines[1]));
  }

  @Test
  void theEmergencyIsHandedOverOnTheDoctorsLineAndTheFirstPatientIsTakenBack() throws IOException {
    handsOver("0611110002", "0699990002", (phone, lines) -> phone.transfers(lines[1], lines[0]));
  }

  private static void handsOver(
      String patientsNumber, String callersNumber, BiConsumer<Linphone, Line[]> transfer)
      throws IOException {
    try (Linphone triagist = Linphone.registered(server, "desk1", "desk1-secret", TRIAGIST)) {
      triagist.dialsCode("*1*1201");
      triagist.dialsCode("*48*999");
      triagist.dialsCode("*48*900");
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
      PhoneCall doctor = consults(triagist);
      Line consultation = new Line(urgent.number() + 1, "");
      long handOver = emergency.ear().now();
      transfer.accept(triagist, new Line[] {urgent, consultation});
      hears(emergency, handOver, tone(DOCTOR), "the doctor");
      hears(doctor, 0, tone(EMERGENCY), "the emergency");
      triagist.awaitsEnd(urgent);

      long back = patient.ear().now();
      triagist.resumes(routine);
      hears(patient, back, tone(TRIAGIST), "the triagist again");
      Duration gap = patient.ear().takeLongestGap();
      assertTrue(gap.compareTo(LONGEST_WITHOUT_SOUND) <= 0, "without any sound for " + gap);
      triagist.hangsUp(routine);
      assertTrue(patient.awaits(PhoneCall.State.ENDED, HEARS_WITHIN));
      doctor.hangUp();
      assertTrue(emergency.awaits(PhoneCall.State.ENDED, HEARS_WITHIN));
    }
    assertEquals("1201", server.recordOf(patientsNumber).getString("answeredBy"));
    assertEquals("1201", server.recordOf(callersNumber).getString("answeredBy"));
  }

  private static PhoneCall consults(Linphone triagist) {
    var ringing = Thread.ofVirtual().unstarted(() -> triagist.dial("0600000050"));
    ringing.start();
    PhoneCall doctor =
        mobiles
            .awaitsRinging(HEARS_WITHIN)
            .orElseThrow(() -> new AssertionError("the doctor's phone does not ring"));
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

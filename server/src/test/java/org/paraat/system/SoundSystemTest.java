package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each party hears: every baresip sends its own tone, and the right one hears it. */
@Tag("system")
@Timeout(90)
class SoundSystemTest extends OnTheDemo {
  private static final int LOW = 440;
  private static final int HIGH = 880;

  private static Baresip desk(String user, String transport, int hertz) {
    return Baresip.registered(server, user, user + "-secret", transport, hertz);
  }

  private static void signsOn(Baresip phone, String queue) {
    phone.dial("sip:*48*" + queue + "@" + server.address());
    phone.awaitEvent("CALL_ESTABLISHED");
    phone.awaitEvent("CALL_CLOSED");
    phone.forgetEvents();
  }

  @Test
  void aPatientHearsTheWelcomeThenMusicThenTheTriagistWhoHearsThePatient() {
    try (Baresip triagist = desk("desk1", "udp", HIGH)) {
      triagist.logsIn(server, "1201");
      signsOn(triagist, "999");
      server.awaitState("1201", "999", "available");
      try (Baresip patient = Baresip.behind(carriers, Carriers.A, "0612345678", LOW)) {
        patient.dial("sip:0880000100@" + server.address());
        patient.awaitOtherSound(8, LOW, HIGH); // the welcome
        triagist.awaitEvent("CALL_INCOMING");
        long atRinging = patient.heard().tenthsOfOtherThan(LOW, HIGH);
        patient.awaitOtherSound((int) atRinging + 15, LOW, HIGH); // music
        triagist.accept();
        triagist.awaitTone(LOW);
        patient.awaitTone(HIGH);
        assertEquals(0, patient.heard().tenthsOf(LOW), "an echo of the own voice");
        patient.hangUp();
        triagist.awaitEvent("CALL_CLOSED");
      } finally {
        carriers.takeBack(Carriers.A);
      }
      assertEquals("1201", server.recordOf("0612345678").getString("answeredBy"));
    }
  }

  @Test
  void colleaguesHearEachOtherOneOverTcpAndOneOverUdp() {
    try (Baresip callee = desk("desk3", "tcp", HIGH);
        Baresip caller = desk("desk4", "udp", LOW)) {
      callee.logsIn(server, "1203");
      caller.dial("sip:1203@" + server.address());
      callee.awaitEvent("CALL_INCOMING");
      callee.accept();
      callee.awaitTone(LOW);
      caller.awaitTone(HIGH);
      callee.hangUp();
      caller.awaitEvent("CALL_CLOSED");
    }
  }

  @Test
  void anEmergencyCallIsHeardOutside() {
    try (Baresip phone = desk("desk5", "udp", LOW);
        Baresip services = Baresip.behind(carriers, Carriers.A, "112", HIGH)) {
      server.awaitTrunk("carrier-a", "up");
      phone.dial("sip:112@" + server.address());
      services.awaitEvent("CALL_INCOMING");
      services.accept();
      services.awaitTone(LOW);
      phone.awaitTone(HIGH);
      services.hangUp();
      phone.awaitEvent("CALL_CLOSED");
    } finally {
      carriers.takeBack(Carriers.A);
    }
  }

  @Test
  void aWrongCodeIsAnsweredInWords() {
    try (Baresip phone = desk("desk6", "udp", LOW)) {
      phone.dial("sip:*99*1@" + server.address());
      phone.awaitEvent("CALL_ESTABLISHED");
      phone.awaitOtherSound(5, LOW);
      phone.awaitEvent("CALL_CLOSED");
      assertTrue(phone.hasHad("CALL_ESTABLISHED"));
    }
  }
}

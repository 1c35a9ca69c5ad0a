package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What foreign phones hear whose sound is encrypted or wide, and the other's is not. */
@Tag("system")
@Timeout(60)
class EncryptedSoundSystemTest {
  private static final int LOW = 440;
  private static final int HIGH = 880;

  /** Of two decibels more or less. */
  private static final double MUCH_LOUDER = 1.26;

  private static final String SHOWS_ENCRYPTION = "SRTP is Enabled";

  private static PackagedServer server;

  @BeforeAll
  static void start() {
    server = PackagedServer.start("bench");
  }

  @AfterAll
  static void stop() {
    server.close();
    assertEquals(List.of(), server.troubles());
  }

  private static Baresip phone(String user, int hertz, Speech speech) {
    return Baresip.registered(server, user, user + "-secret", "udp", hertz, speech);
  }

  private static void talk(Baresip caller, Baresip callee, String extension) {
    caller.dial("sip:" + extension + "@" + server.address());
    callee.awaitEvent("CALL_INCOMING");
    callee.accept();
    callee.awaitTone(LOW);
    caller.awaitTone(HIGH);
  }

  private static void endOf(Baresip caller, Baresip callee) {
    callee.hangUp();
    caller.awaitEvent("CALL_CLOSED");
  }

  @Test
  void aPhoneThatMustEncryptAndAPlainOneHearEachOtherAlsoAfterAHold() {
    try (Baresip callee = phone("bench1", HIGH, Speech.PLAIN);
        Baresip caller = phone("locked1", LOW, Speech.ENCRYPTED)) {
      talk(caller, callee, "7001");
      assertTrue(caller.screen().contains(SHOWS_ENCRYPTION));
      assertFalse(callee.screen().contains(SHOWS_ENCRYPTION));
      holdAndResume(caller, callee);
      endOf(caller, callee);
    }
  }

  private static void holdAndResume(Baresip caller, Baresip callee) {
    caller.hold();
    callee.awaitNoMoreOfTone(LOW);
    caller.resume();
    callee.awaitMoreOfTone(LOW);
    caller.awaitPacketsOfSound();
  }

  @Test
  void twoPhonesThatEncryptHearEachOtherAndTheirKeysAreUnderstood() {
    try (Baresip callee = phone("secure1", HIGH, Speech.ENCRYPTED_IF_OFFERED);
        Baresip caller = phone("locked1", LOW, Speech.ENCRYPTED)) {
      callee.logsIn(server, "7101");
      talk(caller, callee, "7101");
      assertTrue(callee.screen().contains(SHOWS_ENCRYPTION));
      holdAndResume(caller, callee);
      endOf(caller, callee);
    }
  }

  @Test
  void aPlainCallOfAPhoneThatMustEncryptIsRefused() {
    try (Baresip caller = phone("locked2", LOW, Speech.PLAIN)) {
      caller.dial("sip:7001@" + server.address());
      String why = caller.awaitEvent("CALL_CLOSED").getString("param");
      assertTrue(why.startsWith("488"), why);
    }
  }

  @Test
  void aPhoneThatSpeaksOnlyG722AndATelephoneHearEachOtherAsLoudAsTheySpeak() {
    try (Baresip callee = phone("secure3", HIGH, Speech.WIDE);
        Baresip caller = phone("bench2", LOW, Speech.PLAIN)) {
      callee.logsIn(server, "7103");
      talk(caller, callee, "7103");
      isAsLoud(callee.heard(), LOW);
      isAsLoud(caller.heard(), HIGH);
      endOf(caller, callee);
    }
  }

  private static void isAsLoud(Sound heard, int hertz) {
    double times = heard.amplitudeOf(hertz) / Sound.PEAK_OF_TONE;
    assertTrue(times > 1 / MUCH_LOUDER && times < MUCH_LOUDER, hertz + " Hz is times " + times);
    int peak = heard.peakOf(hertz);
    assertTrue(peak < 2 * Sound.PEAK_OF_TONE - 1_000, hertz + " Hz is clipped at " + peak);
  }

  @Test
  void somebodyLogsInOnAPhoneWhoseKeysAreHeardInTheSoundAlone() {
    var phone = SocketPhone.registered(server, "secure4", "secure4-secret");
    try {
      phone.fallsSilent();
      phone.dial("*1");
      phone.sounds("7104#");
      phone.awaitEvent("over");
      var device =
          server.list("/api/devices").stream()
              .filter(each -> each.getString("id").equals("secure4"))
              .findFirst()
              .orElseThrow();
      assertEquals("7104", device.getString("extension"));
    } finally {
      phone.close();
    }
  }
}

package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.media.rtp.SocketPhone.isTone;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paraat.media.KeysInSound;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.CryptoPolicy;
import org.paraat.media.srtp.CryptoSuite;

/** Legs whose sound is encrypted, or coded in another way than that of the other leg. */
@Timeout(60)
class EncryptedSessionsTest extends EngineKit {

  @ParameterizedTest
  @EnumSource
  void anEncryptedLegAndAPlainOneHearEachOther(CryptoSuite suite) throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", CryptoPolicy.OFFERED, new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).encrypting(suite).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(agent, patient, 600), "the agent hears the patient");
    assertTrue(hearsAtLast(patient, agent, 1000), "the patient hears the agent");
  }

  @Test
  void twoEncryptedLegsOfOtherSuitesHearEachOtherAcrossLoopsAndAfterAHold() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withLoops(2));
    RtpSession left = engine.open("left", CryptoPolicy.REQUIRED, new Ear());
    RtpSession right = engine.open("right", CryptoPolicy.REQUIRED, new Ear());
    SocketPhone patient =
        phone(SocketPhone.ofALaw(600)).encrypting(CryptoSuite.AES_CM_128_HMAC_SHA1_32).call(left);
    SocketPhone agent =
        phone(new SocketPhone(1000, AudioCodec.PCMU, 96))
            .encrypting(CryptoSuite.AEAD_AES_256_GCM)
            .call(right);
    left.connect(right);
    assertTrue(hearsAtLast(agent, patient, 600));
    assertTrue(hearsAtLast(patient, agent, 1000));
    agent.call(right, "127.0.0.1", agent.port(), "sendonly");
    awaitSilence(agent, patient);
    agent.call(right, "127.0.0.1", agent.port(), "sendrecv");
    assertTrue(hearsAtLast(agent, patient, 600));
    assertTrue(hearsAtLast(patient, agent, 1000));
  }

  @Test
  void whatIsPlayedAndPressedIsEncryptedToo() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession session = engine.open("leg", CryptoPolicy.REQUIRED, ear);
    SocketPhone phone =
        phone(SocketPhone.ofALaw(600)).encrypting(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
    phone.call(session);
    session.play(1, List.of(ToneClip.sine(1400, Duration.ofSeconds(1))), Repetition.FOREVER);
    assertTrue(isTone(phone.listen(10), 1400));
    pressed(phone, '7');
    ear.expect("key 7");
  }

  @Test
  void aForgerIsNotHeardAndMovesNothing() throws Exception {
    NioMediaEngine engine =
        engine(MediaSettings.on(LOOPBACK).withLatching(MediaSettings.Latching.ANY_ADDRESS));
    RtpSession left = engine.open("left", CryptoPolicy.OFFERED, new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient =
        phone(SocketPhone.ofALaw(600)).encrypting(CryptoSuite.AES_CM_128_HMAC_SHA1_80).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    // Its first packet tells that the loop knows the keys: what comes before has no keys to fail.
    patient.next();
    SocketPhone forger = phone(SocketPhone.ofALaw(2000)).intrudeOn(patient);
    assertTrue(!agent.hearsAnythingOf(forger, 20), "the forger is not heard");
    assertTrue(hearsAtLast(agent, patient, 600));
    assertTrue(hearsAtLast(patient, agent, 1000), "the sound still goes to the patient");
    assertEquals(20, left.statistics().dropped().get(DropReason.FORGED));
  }

  @ParameterizedTest
  @EnumSource(names = {"PCMA", "PCMU"})
  void aLegOfG722AndATelephoneHearEachOther(AudioCodec law) throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", CryptoPolicy.OFFERED, new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone wide =
        phone(new SocketPhone(600, AudioCodec.G722, 101))
            .encrypting(CryptoSuite.AES_CM_128_HMAC_SHA1_80)
            .call(left);
    SocketPhone narrow = phone(new SocketPhone(1000, law, 101)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(narrow, wide, 600));
    assertTrue(hearsAtLast(wide, narrow, 1000));
    assertEquals(9, wide.received().getLast().payloadType());
    assertEquals(law.staticNumber(), narrow.received().getLast().payloadType());
  }

  @Test
  void twoLegsOfG722AreRelayedUntouchedAndPromptsPlay() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone one = phone(new SocketPhone(600, AudioCodec.G722, 101)).call(left);
    SocketPhone other = phone(new SocketPhone(1000, AudioCodec.G722, 101)).call(right);
    left.play(1, List.of(ToneClip.sine(1400, Duration.ofSeconds(1))), Repetition.FOREVER);
    // The silence that opened the way is not told from sound in G.722.
    boolean isHeard = isTone(one.listen(10), 1400);
    assertTrue(isHeard || isTone(one.listen(10), 1400));
    left.connect(right);
    assertTrue(hearsAtLast(other, one, 600));
    assertTrue(hearsAtLast(one, other, 1000));
  }

  @Test
  void aKeyInTheSoundIsReportedAndTheOtherPartyHardlyHearsIt() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession mobile = engine.open("mobile", ear);
    RtpSession right = engine.open("right", new Ear());
    SocketPhone caller = phone(new SocketPhone(600, AudioCodec.PCMA, -1)).call(mobile);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    mobile.listenForKeys(KeysInSound.ANY);
    mobile.connect(right);
    assertTrue(hearsAtLast(agent, caller, 600));
    sound(caller, "5*");
    ear.expect("sounded 5");
    ear.expect("sounded *");
    mobile.listenForKeys(KeysInSound.SEQUENCES);
    sound(caller, "12*4");
    ear.expect("sounded *");
    ear.expect("sounded 4");
    mobile.listenForKeys(KeysInSound.NONE);
    sound(caller, "*4");
    assertTrue(hearsAtLast(agent, caller, 600));
    ear.expectNothingMore();
  }

  @Test
  void whoCanSendKeysInAnotherWayIsNotListenedTo() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession session = engine.open("leg", ear);
    SocketPhone caller = phone(SocketPhone.ofALaw(600)).call(session);
    session.listenForKeys(KeysInSound.ANY);
    sound(caller, "5");
    pressed(caller, '6');
    ear.expect("key 6");
    ear.expectNothingMore();
  }

  /** Keys as they sound, 100 ms each. */
  private static void sound(SocketPhone phone, String keys) throws java.io.IOException {
    byte[] sound = ToneClip.keys(keys).aLaw();
    for (int at = 0; at + 160 <= sound.length; at += 160) {
      phone.send(8, false, java.util.Arrays.copyOfRange(sound, at, at + 160));
      phone.timestamp += 160;
    }
  }
}

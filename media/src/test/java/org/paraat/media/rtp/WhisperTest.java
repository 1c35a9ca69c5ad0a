package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paraat.media.AudioClip;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.clip.LinearSound;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.clip.ToneMeter;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.CryptoPolicy;
import org.paraat.media.srtp.CryptoSuite;

/** What is said to one party of a conversation, and that the other hears nothing of it. */
@Timeout(60)
class WhisperTest extends EngineKit {
  private static final AudioClip WORD = ToneClip.sine(1800, Duration.ofMillis(600));

  @ParameterizedTest
  @CsvSource({
    "PCMA, PCMA",
    "PCMA, PCMU",
    "PCMU, PCMA",
    "PCMU, PCMU",
    "PCMA, G722",
    "G722, PCMU",
    "G722, G722"
  })
  void oneSideHearsItOverTheOtherInAnyCoding(AudioCodec patientSpeaks, AudioCodec agentSpeaks)
      throws Exception {
    Talk talk =
        talk(
            MediaSettings.on(LOOPBACK).withLoops(2),
            new SocketPhone(600, patientSpeaks, 101),
            new SocketPhone(1000, agentSpeaks, 101));
    assertTrue(hearsAtLast(talk.agent(), talk.patient(), 600));
    assertTrue(hearsAtLast(talk.patient(), talk.agent(), 1000));
    talk.right().whisper(List.of(WORD));
    assertTrue(hearsTheWordOver(talk.agent(), talk.patient(), 600), "the agent hears both");
    for (int i = 0; i < 4; i++) {
      assertTrue(
          ToneMeter.share(talk.patient().listenTo(talk.agent(), 5), 1800) < 0.01,
          "the patient hears it");
    }
    assertTrue(hearsAtLast(talk.agent(), talk.patient(), 600), "the conversation comes back");
    assertTrue(
        ToneMeter.share(talk.agent().listenTo(talk.patient(), 10), 600) > 0.95,
        "nothing is left of it");
  }

  @Test
  void anEncryptedPhoneHearsItToo() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", CryptoPolicy.REQUIRED, new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent =
        phone(SocketPhone.ofALaw(1000)).encrypting(CryptoSuite.AEAD_AES_256_GCM).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(agent, patient, 600));
    right.whisper(List.of(WORD));
    assertTrue(hearsTheWordOver(agent, patient, 600));
    assertTrue(hearsAtLast(agent, patient, 600));
  }

  private static boolean hearsTheWordOver(SocketPhone agent, SocketPhone patient, double voice)
      throws Exception {
    for (int tries = 0; tries < 12; tries++) {
      short[] sound = agent.listenTo(patient, 5);
      double word = ToneMeter.share(sound, 1800);
      double under = ToneMeter.share(sound, voice);
      if (word > 0.8 && under > 0.02) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({"PCMA", "PCMU", "G722"})
  void itIsHeardOverMusicToo(AudioCodec speaks) throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession session = engine.open("leg", new Ear());
    SocketPhone phone = phone(new SocketPhone(1000, speaks, 101)).call(session);
    session.play(1, List.of(ToneClip.sine(600, Duration.ofSeconds(9))), Repetition.FOREVER);
    assertTrue(soundsAtLast(phone, 600, 0.9));
    session.whisper(List.of(WORD));
    assertTrue(soundsAtLast(phone, 1800, 0.8), "over the music");
    assertTrue(soundsAtLast(phone, 600, 0.95), "the music comes back");
    assertIsOneStream(phone.received());
  }

  @Test
  void itNeedsNobodyWhoSpeaks() throws Exception {
    Talk talk = talk(SocketPhone.ofALaw(600), SocketPhone.ofALaw(1000));
    talk.right().whisper(List.of(WORD));
    assertTrue(soundsAtLast(talk.agent(), 1800, 0.95), "in silence");
    assertTrue(hearsAtLast(talk.agent(), talk.patient(), 600), "and then the conversation begins");
    assertIsOneStream(talk.agent().received());
  }

  @Test
  void aPhoneThatHoldsUsLetsItPass() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession session = engine.open("leg", ear);
    SocketPhone phone = phone(SocketPhone.ofALaw(1000)).call(session);
    phone.call(session, "127.0.0.1", phone.port(), "inactive");
    session.whisper(List.of(ToneClip.sine(1800, Duration.ofMillis(60))));
    session.play(1, List.of(ToneClip.sine(600, Duration.ofMillis(300))), Repetition.ONCE);
    ear.expect("finished 1");
    phone.call(session);
    session.play(2, List.of(ToneClip.sine(600, Duration.ofSeconds(2))), Repetition.ONCE);
    phone.nextSound();
    assertTrue(ToneMeter.share(phone.listen(10), 600) > 0.95, "nothing of it is left");
  }

  /** What is on its way already comes first. */
  private static boolean soundsAtLast(SocketPhone phone, double hertz, double share)
      throws Exception {
    for (int tries = 0; tries < 60; tries++) {
      if (ToneMeter.share(phone.listen(4), hertz) > share) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theLoudestVoicesTogetherNeverClip() {
    short[] loud = new short[8000];
    Random random = new Random(3);
    for (int i = 0; i < loud.length; i++) {
      loud[i] = random.nextBoolean() ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    AudioClip clip = LinearSound.clip("loud", loud);
    var whisper = new Whisper(List.of(clip, clip));
    int samples = 0;
    for (; !whisper.isOver(); samples++) {
      short heard = loud[random.nextInt(loud.length)];
      int mixed = whisper.over(heard);
      // Both of one sign: whatever wrapped around would have the other.
      boolean isSaid = samples < 16_000;
      int said = isSaid ? loud[samples % 8000] : 0;
      if (heard > 0 && said > 0 || heard < 0 && said < 0) {
        assertTrue(mixed > 0 == heard > 0, "sample " + samples + " wraps around");
      }
    }
    assertEquals(16_000 + 96, samples, "the conversation is back 12 ms after the last word");
  }

  @Test
  void theConversationIsTwelveDecibelsLowerUnderIt() {
    var whisper = new Whisper(List.of(ToneClip.silence(Duration.ofSeconds(1))));
    for (int i = 0; i < 100; i++) {
      whisper.over((short) 0);
    }
    // Silence in A-law is eight, not zero.
    assertEquals(2000, whisper.over((short) 8000), 8);
  }

  @Test
  void nothingToSayIsOverAtOnce() {
    assertTrue(new Whisper(List.of()).isOver());
  }
}

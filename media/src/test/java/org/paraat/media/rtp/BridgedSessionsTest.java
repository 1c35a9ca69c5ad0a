package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.media.rtp.SocketPhone.isTone;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.sdp.AudioCodec;

/** Who hears whom over real sockets, and in which numbers. */
@Timeout(60)
class BridgedSessionsTest extends EngineKit {

  @Test
  void twoPartiesHearEachOther() throws Exception {
    Talk talk = talk(SocketPhone.ofALaw(600), SocketPhone.ofALaw(1000));
    assertTrue(hearsAtLast(talk.agent(), talk.patient(), 600), "the agent hears the patient");
    assertTrue(hearsAtLast(talk.patient(), talk.agent(), 1000), "the patient hears the agent");
    talk.left().disconnect();
    awaitSilence(talk.agent(), talk.patient());
  }

  @Test
  void aTransferAcrossThreeLoopsMovesTheSound() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withLoops(3));
    RtpSession a = engine.open("a", new Ear());
    RtpSession b = engine.open("b", new Ear());
    RtpSession c = engine.open("c", new Ear());
    SocketPhone first = phone(SocketPhone.ofALaw(600)).call(a);
    SocketPhone second = phone(new SocketPhone(1000, AudioCodec.PCMU, 96)).call(b);
    SocketPhone third = phone(SocketPhone.ofALaw(1400)).call(c);
    a.connect(b);
    assertTrue(hearsAtLast(second, first, 600));
    assertTrue(hearsAtLast(first, second, 1000));
    a.connect(c);
    awaitSilence(second, first);
    assertTrue(hearsAtLast(third, first, 600));
    assertTrue(hearsAtLast(first, third, 1400));
    awaitSilence(first, second);
    b.connect(c);
    awaitSilence(first, third);
    assertTrue(hearsAtLast(third, second, 1000));
    assertTrue(hearsAtLast(second, third, 1400));
  }

  @Test
  void theTwoLawsAreConverted() throws Exception {
    Talk talk = talk(SocketPhone.ofALaw(600), new SocketPhone(1000, AudioCodec.PCMU, -1));
    assertTrue(hearsAtLast(talk.agent(), talk.patient(), 600));
    assertEquals(0, talk.agent().received().getLast().payloadType());
    assertTrue(hearsAtLast(talk.patient(), talk.agent(), 1000));
    assertEquals(8, talk.patient().received().getLast().payloadType());
  }

  @Test
  void keysAreReportedOnceAndRelayedUnderTheNumberOfTheOtherLeg() throws Exception {
    Talk talk =
        talk(
            new SocketPhone(600, AudioCodec.PCMA, 96), new SocketPhone(1000, AudioCodec.PCMA, 110));
    talk.agent().listenTo(talk.patient(), 3);
    pressed(talk.patient(), '5');
    talk.ear().expect("key 5");
    SocketPhone.Packet packet = talk.agent().next();
    while (packet.payloadType() != 110) {
      packet = talk.agent().next();
    }
    for (int i = 0; i < 5; i++) {
      SocketPhone.Packet next = talk.agent().next();
      assertEquals(110, next.payloadType());
      assertEquals(5, next.payload()[0]);
      assertEquals((packet.sequence() + 1 + i) & 0xFFFF, next.sequence());
      assertEquals(packet.timestamp(), next.timestamp());
    }
    pressed(talk.patient(), '#');
    talk.ear().expect("key #");
    talk.ear().expectNothingMore();
  }

  @Test
  void keysForALegThatTakesNoneLeaveNoGap() throws Exception {
    Talk talk = talk(SocketPhone.ofALaw(600), new SocketPhone(1000, AudioCodec.PCMA, -1));
    talk.agent().listenTo(talk.patient(), 3);
    pressed(talk.patient(), '7');
    talk.ear().expect("key 7");
    talk.patient().send(13, false, new byte[] {40});
    await(() -> talk.left().statistics().dropped(DropReason.UNKNOWN_PAYLOAD_TYPE) == 1);
    talk.agent().listenTo(talk.patient(), 5);
    for (int i = 1; i < talk.agent().received().size(); i++) {
      int expected = (talk.agent().received().get(i - 1).sequence() + 1) & 0xFFFF;
      assertEquals(expected, talk.agent().received().get(i).sequence(), "number of packet " + i);
      assertEquals(8, talk.agent().received().get(i).payloadType());
    }
  }

  @Test
  void oneStreamGoesOnOverPromptBridgeAndMusic() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withLoops(2));
    Ear ear = new Ear();
    RtpSession left = engine.open("left", ear);
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(new SocketPhone(1000, AudioCodec.PCMU, 101)).call(right);
    left.play(
        1,
        List.of(
            ToneClip.sine(425, Duration.ofMillis(160)), ToneClip.sine(425, Duration.ofMillis(160))),
        Repetition.ONCE);
    assertTrue(isTone(patient.listen(14), 425), "the prompt");
    ear.expect("finished 1");
    left.connect(right);
    assertTrue(hearsAtLast(patient, agent, 1000), "the agent");
    left.disconnect();
    left.play(2, List.of(ToneClip.sine(1800, Duration.ofMillis(90))), Repetition.FOREVER);
    patient.nextSound();
    assertTrue(
        org.paraat.media.clip.ToneMeter.share(patient.listen(25), 1800) > 0.6,
        "the music, again and again");
    left.stopPlaying();
    ear.expectNothingMore();
    assertIsOneStream(patient.received());
    assertChangesOfSourceAreMarked(patient.received());
  }

  @Test
  void whatIsPlayedTakesTheEarOnlyOfThatParty() throws Exception {
    Talk talk = talk(SocketPhone.ofALaw(600), SocketPhone.ofALaw(1000));
    talk.patient().listenTo(talk.agent(), 2);
    talk.left().play(1, List.of(ToneClip.sine(1800, Duration.ofSeconds(2))), Repetition.ONCE);
    while (!talk.patient().received().getLast().marked()) {
      talk.patient().next();
    }
    assertTrue(isTone(talk.patient().listen(10), 1800));
    assertTrue(hearsAtLast(talk.agent(), talk.patient(), 600), "the other direction goes on");
    talk.left().connect(talk.right());
    assertTrue(hearsAtLast(talk.patient(), talk.agent(), 1000), "a new bridge ends the playback");
  }

  @Test
  void aPartyOnHoldIsSentNothingUntilItResumes() throws Exception {
    Talk talk = talk(SocketPhone.ofALaw(600), SocketPhone.ofALaw(1000));
    talk.patient().listenTo(talk.agent(), 3);
    for (String[] hold :
        new String[][] {
          {"127.0.0.1", "sendonly"}, {"0.0.0.0", "sendrecv"}, {"127.0.0.1", "inactive"}
        }) {
      talk.patient().call(talk.left(), hold[0], talk.patient().port(), hold[1]);
      awaitSilence(talk.patient(), talk.agent());
      if (hold[1].equals("inactive")) {
        awaitSilence(talk.agent(), talk.patient());
      } else {
        assertTrue(hearsAtLast(talk.agent(), talk.patient(), 600), "the music of the phone itself");
      }
      talk.patient().call(talk.left());
      assertTrue(hearsAtLast(talk.patient(), talk.agent(), 1000), "after " + hold[1]);
    }
    assertTrue(talk.left().statistics().dropped(DropReason.HELD) > 0);
    talk.patient().call(talk.left(), "127.0.0.1", talk.patient().port(), "inactive");
    talk.left().play(1, List.of(ToneClip.sine(425, Duration.ofMillis(60))), Repetition.ONCE);
    talk.ear().expect("finished 1");
  }

  private static void assertChangesOfSourceAreMarked(List<SocketPhone.Packet> packets) {
    int marks = 0;
    for (int i = 1; i < packets.size(); i++) {
      if (packets.get(i).marked()) {
        marks++;
      } else {
        int step = packets.get(i).timestamp() - packets.get(i - 1).timestamp();
        assertEquals(160, step, "timestamp within a source, packet " + i);
      }
    }
    assertTrue(marks >= 2 && marks <= 6, marks + " changes of source are marked");
  }
}

package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.media.rtp.SocketPhone.isTone;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.MediaListener;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.PortUse;
import org.paraat.media.PortsExhausted;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.rtp.MediaSettings.Latching;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.SessionDescription;

/** The engine with real sockets: its sessions, ports and faults. */
@Timeout(60)
class NioMediaEngineTest extends EngineKit {
  // An address that no other program of this machine is likely to use.
  private static final InetAddress OWN = InetAddress.ofLiteral("127.83.21.9");

  @Test
  void aPromptThatIsReplacedDoesNotReportItsEnd() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession session = engine.open("leg", ear);
    phone(SocketPhone.ofALaw(600)).call(session);
    session.play(1, List.of(ToneClip.sine(425, Duration.ofSeconds(30))), Repetition.ONCE);
    session.play(2, List.of(ToneClip.silence(Duration.ofMillis(30))), Repetition.ONCE);
    ear.expect("finished 2");
    session.play(3, List.of(), Repetition.FOREVER);
    ear.expect("finished 3");
    ear.expectNothingMore();
  }

  @Test
  void aPromptWaitsForItsListener() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession session = engine.open("leg", ear);
    session.play(1, List.of(ToneClip.sine(425, Duration.ofMillis(100))), Repetition.ONCE);
    SocketPhone phone = phone(SocketPhone.ofALaw(600));
    session.offer();
    session.accept(
        SessionDescription.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=audio "
                + phone.port()
                + " RTP/AVP 8\r\n"));
    assertTrue(isTone(phone.listen(5), 425));
    ear.expect("finished 1");
  }

  @Test
  void silenceOpensTheWayAsSoonAsThePeerIsKnown() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession session = engine.open("leg", new Ear());
    SocketPhone phone = phone(SocketPhone.ofALaw(600)).call(session);
    SocketPhone.Packet first = phone.next();
    assertTrue(first.isSilence() && first.marked());
    assertEquals(160, first.payload().length);
    SocketPhone.Packet second = phone.next();
    assertEquals((first.sequence() + 1) & 0xFFFF, second.sequence());
    assertFalse(second.marked());
  }

  @Test
  void aStrangerIsNotHeardAndThePhoneThatSendsFromAnotherPortIs() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone described = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    SocketPhone elsewhere =
        phone(new SocketPhone("127.0.0.2", 1400, AudioCodec.PCMA, 101)).intrudeOn(described);
    assertFalse(agent.hearsAnythingOf(elsewhere, 10), "another address");
    SocketPhone rebound = phone(SocketPhone.ofALaw(1800)).intrudeOn(described);
    assertTrue(hearsAtLast(agent, rebound, 1800), "another port of the same address");
    assertTrue(hearsAtLast(rebound, agent, 1000), "the sound goes back to where it is from");
    awaitSilence(agent, described);
    assertTrue(left.statistics().dropped(DropReason.FOREIGN_SOURCE) >= 15);
    elsewhere.call(left);
    assertTrue(hearsAtLast(agent, elsewhere, 1400), "a new description opens it");
  }

  @Test
  void anotherAddressIsLatchedOnlyWhereThePolicySaysSo() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withLatching(Latching.ANY_ADDRESS));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone described = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    SocketPhone translated =
        phone(new SocketPhone("127.0.0.2", 1400, AudioCodec.PCMA, 101)).intrudeOn(described);
    assertTrue(hearsAtLast(agent, translated, 1400));
  }

  @Test
  void nothingThatAPeerSendsEndsTheLoop() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withMostPacketsPerSecond(1_000_000));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    agent.listenTo(patient, 2);
    Random random = new Random(77);
    for (int i = 0; i < 3000; i++) {
      byte[] packet = new byte[random.nextInt(10) == 0 ? random.nextInt(1700) : random.nextInt(60)];
      random.nextBytes(packet);
      if (packet.length > 2 && random.nextBoolean()) {
        packet[0] = (byte) (0x80 | random.nextInt(64));
        packet[1] = (byte) (random.nextBoolean() ? 8 : 101);
      }
      patient.sendRaw(packet);
    }
    assertTrue(hearsAtLast(agent, patient, 600));
    assertTrue(left.statistics().dropped(DropReason.MALFORMED) > 100);
  }

  @Test
  void aListenerThatThrowsEndsItsOwnSessionAlone() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession broken =
        engine.open(
            "broken",
            new MediaListener() {
              @Override
              public void keySounded(char key) {
                throw new AssertionError("nobody listens for " + key);
              }

              @Override
              public void keyPressed(char key) {
                throw new IllegalStateException("on purpose");
              }

              @Override
              public void playbackFinished(long playback) {}

              @Override
              public void soundMissed(Duration silence) {}

              @Override
              public void soundLost(Duration silence) {}

              @Override
              public void sessionBroke() {}
            });
    Ear ear = new Ear();
    RtpSession sound = engine.open("sound", ear);
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(broken);
    SocketPhone other = phone(SocketPhone.ofALaw(1000)).call(sound);
    pressed(patient, '1');
    await(() -> engine.ports().used() == 1);
    pressed(other, '2');
    ear.expect("key 2");
    broken.close();
  }

  @Test
  void aFloodIsCutOff() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withMostPacketsPerSecond(100));
    RtpSession left = engine.open("left", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    await(
        () -> {
          say(patient, 10);
          return left.statistics().dropped(DropReason.FLOOD) > 0;
        });
  }

  @Test
  void theFiguresOfASessionCanBeReadFromOutside() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    assertTrue(left.statistics().sinceLastPacket().isEmpty());
    left.connect(right);
    agent.listenTo(patient, 10);
    patient.sequence = (patient.sequence + 3) & 0xFFFF;
    agent.listenTo(patient, 1);
    await(() -> left.statistics().lost() == 3);
    await(() -> left.statistics().octetsIn() == left.statistics().packetsIn() * 160);
    MediaStatistics statistics = left.statistics();
    assertTrue(statistics.packetsIn() >= 11, statistics::toString);
    assertTrue(statistics.sinceLastPacket().orElseThrow().compareTo(SocketPhone.PATIENCE) < 0);
    await(() -> right.statistics().packetsOut() >= 11);
  }

  @Test
  void portsRestAndRunOutAndAreSkippedWhenOthersHaveThem() throws Exception {
    try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(OWN, 21_002))) {
      assertEquals(21_002, other.getLocalPort());
      NioMediaEngine engine =
          engine(
              MediaSettings.on(OWN)
                  .withPorts(21_000, 21_005)
                  .withQuarantine(Duration.ofMinutes(10)));
      RtpSession first = engine.open("first", new Ear());
      RtpSession second = engine.open("second", new Ear());
      assertEquals(List.of("first", "second"), engine.owners());
      assertThrows(PortsExhausted.class, () -> engine.open("third", new Ear()));
      assertEquals(new PortUse(2, 0, 1, 1), engine.ports());
      first.close();
      first.close();
      await(() -> engine.ports().used() == 1);
      assertEquals(new PortUse(1, 0, 2, 1), engine.ports());
      assertThrows(PortsExhausted.class, () -> engine.open("third", new Ear()));
      second.close();
    }
  }

  @Test
  void aPortThatWasReleasedIsReallyFree() throws Exception {
    NioMediaEngine engine =
        engine(MediaSettings.on(OWN).withPorts(22_000, 22_001).withQuarantine(Duration.ZERO));
    RtpSession first = engine.open("first", new Ear());
    assertEquals(22_000, first.port());
    first.close();
    await(
        () -> {
          try {
            engine.open("second", new Ear());
            return true;
          } catch (PortsExhausted e) {
            return false;
          }
        });
  }

  @Test
  void anAddressOfAnotherMachineIsRefusedAtTheStart() {
    InetAddress foreign = InetAddress.ofLiteral("192.0.2.1");
    assertThrows(BindException.class, () -> new NioMediaEngine(MediaSettings.on(foreign)));
  }
}

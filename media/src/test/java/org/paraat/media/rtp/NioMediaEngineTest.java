package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.media.rtp.SocketPhone.isTone;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.MediaListener;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.PortsExhausted;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.rtp.MediaSettings.Latching;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.SessionDescription;

/** The engine with real sockets: who hears whom, and in which numbers. */
@Timeout(60)
class NioMediaEngineTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  // An address that no other program of this machine is likely to use.
  private static final InetAddress OWN = InetAddress.ofLiteral("127.83.21.9");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void twoPartiesHearEachOther() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(agent, patient, 600), "the agent hears the patient");
    assertTrue(hearsAtLast(patient, agent, 1000), "the patient hears the agent");
    left.disconnect();
    awaitSilence(agent, patient);
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
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone european = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone american = phone(new SocketPhone(1000, AudioCodec.PCMU, -1)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(american, european, 600));
    assertEquals(0, american.received().getLast().payloadType());
    assertTrue(hearsAtLast(european, american, 1000));
    assertEquals(8, european.received().getLast().payloadType());
  }

  @Test
  void keysAreReportedOnceAndRelayedUnderTheNumberOfTheOtherLeg() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession left = engine.open("left", ear);
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(new SocketPhone(600, AudioCodec.PCMA, 96)).call(left);
    SocketPhone agent = phone(new SocketPhone(1000, AudioCodec.PCMA, 110)).call(right);
    left.connect(right);
    agent.listenTo(patient, 3);
    pressed(patient, '5');
    ear.expect("key 5");
    SocketPhone.Packet packet = agent.next();
    while (packet.payloadType() != 110) {
      packet = agent.next();
    }
    for (int i = 0; i < 5; i++) {
      SocketPhone.Packet next = agent.next();
      assertEquals(110, next.payloadType());
      assertEquals(5, next.payload()[0]);
      assertEquals((packet.sequence() + 1 + i) & 0xFFFF, next.sequence());
      assertEquals(packet.timestamp(), next.timestamp());
    }
    pressed(patient, '#');
    ear.expect("key #");
    ear.expectNothingMore();
  }

  @Test
  void keysForALegThatTakesNoneLeaveNoGap() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession left = engine.open("left", ear);
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone old = phone(new SocketPhone(1000, AudioCodec.PCMA, -1)).call(right);
    left.connect(right);
    old.listenTo(patient, 3);
    pressed(patient, '7');
    ear.expect("key 7");
    patient.send(13, false, new byte[] {40});
    await(() -> left.statistics().dropped(DropReason.UNKNOWN_PAYLOAD_TYPE) == 1);
    old.listenTo(patient, 5);
    for (int i = 1; i < old.received().size(); i++) {
      int expected = (old.received().get(i - 1).sequence() + 1) & 0xFFFF;
      assertEquals(expected, old.received().get(i).sequence(), "number of packet " + i);
      assertEquals(8, old.received().get(i).payloadType());
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
  }

  @Test
  void whatIsPlayedTakesTheEarOnlyOfThatParty() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    patient.listenTo(agent, 2);
    left.play(1, List.of(ToneClip.sine(1800, Duration.ofSeconds(2))), Repetition.ONCE);
    while (!patient.received().getLast().marked()) {
      patient.next();
    }
    assertTrue(isTone(patient.listen(10), 1800));
    assertTrue(hearsAtLast(agent, patient, 600), "the other direction goes on");
    left.connect(right);
    assertTrue(hearsAtLast(patient, agent, 1000), "a new bridge ends the playback");
  }

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
  void aPartyOnHoldIsSentNothingUntilItResumes() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    Ear ear = new Ear();
    RtpSession left = engine.open("left", ear);
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    patient.listenTo(agent, 3);
    for (String[] hold :
        new String[][] {
          {"127.0.0.1", "sendonly"}, {"0.0.0.0", "sendrecv"}, {"127.0.0.1", "inactive"}
        }) {
      patient.call(left, hold[0], patient.port(), hold[1]);
      awaitSilence(patient, agent);
      if (hold[1].equals("inactive")) {
        awaitSilence(agent, patient);
      } else {
        assertTrue(hearsAtLast(agent, patient, 600), "the music of the phone itself");
      }
      patient.call(left);
      assertTrue(hearsAtLast(patient, agent, 1000), "after " + hold[1]);
    }
    assertTrue(left.statistics().dropped(DropReason.HELD) > 0);
    patient.call(left, "127.0.0.1", patient.port(), "inactive");
    left.play(1, List.of(ToneClip.sine(425, Duration.ofMillis(60))), Repetition.ONCE);
    ear.expect("finished 1");
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
              public void keyPressed(char key) {
                throw new IllegalStateException("on purpose");
              }

              @Override
              public void playbackFinished(long playback) {}
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
    assertTrue(right.statistics().packetsOut() >= 11);
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

  // --- the means ---

  private NioMediaEngine engine(MediaSettings settings) throws IOException {
    NioMediaEngine engine = new NioMediaEngine(settings);
    open.add(engine);
    return engine;
  }

  private SocketPhone phone(SocketPhone phone) {
    open.add(phone);
    return phone;
  }

  private static void pressed(SocketPhone phone, char key) throws IOException {
    for (int i = 0; i < 6; i++) {
      phone.press(key, i == 0, i >= 3, Math.min(i + 1, 4) * 160);
    }
    phone.timestamp += 800;
  }

  private static void say(SocketPhone phone, int frames) {
    try {
      for (int i = 0; i < frames; i++) {
        phone.say();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void awaitSilence(SocketPhone listener, SocketPhone speaker) throws IOException {
    for (int tries = 0; tries < 200; tries++) {
      if (!listener.hearsAnythingOf(speaker, 5)) {
        return;
      }
    }
    throw new AssertionError("it does not fall silent");
  }

  /** Once the packets that were still on their way have come. */
  private static boolean hearsAtLast(SocketPhone listener, SocketPhone speaker, double hertz)
      throws IOException {
    for (int tries = 0; tries < 50; tries++) {
      if (isTone(listener.listenTo(speaker, 10), hertz)) {
        return true;
      }
    }
    return false;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + SocketPhone.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "the condition did not come true");
      Thread.onSpinWait();
    }
  }

  private static void assertIsOneStream(List<SocketPhone.Packet> packets) {
    int marks = 0;
    for (int i = 1; i < packets.size(); i++) {
      SocketPhone.Packet before = packets.get(i - 1);
      SocketPhone.Packet packet = packets.get(i);
      assertEquals(before.ssrc(), packet.ssrc(), "SSRC of packet " + i);
      assertEquals((before.sequence() + 1) & 0xFFFF, packet.sequence(), "number of packet " + i);
      int step = packet.timestamp() - before.timestamp();
      assertTrue(step >= 160, "timestamp goes on at packet " + i + " by " + step);
      if (packet.marked()) {
        marks++;
      } else {
        assertEquals(160, step, "timestamp within a source, packet " + i);
      }
    }
    assertTrue(marks >= 2 && marks <= 6, marks + " changes of source are marked");
  }
}

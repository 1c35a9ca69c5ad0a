package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.SoundQuality;
import org.paraat.media.rtcp.CompoundPacket;
import org.paraat.media.rtcp.ControlPacket;
import org.paraat.media.rtcp.ControlPacket.Goodbye;
import org.paraat.media.rtcp.ControlPacket.SenderReport;
import org.paraat.media.rtcp.NtpClock;
import org.paraat.media.rtcp.Reception;
import org.paraat.media.rtcp.Reports;
import org.paraat.media.sdp.SessionDescription;

/** Reports over real sockets. */
@Timeout(60)
class ControlLineTest extends EngineKit {
  private final byte[] bytes = new byte[2000];

  /** A phone's socket, for sound or for reports. */
  private DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
    open(socket);
    return socket;
  }

  private SessionDescription call(RtpSession session, DatagramSocket sound, String attributes)
      throws Exception {
    return session.answer(
        SessionDescription.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=audio %d RTP/AVP 8\r\n%s"
                .formatted(sound.getLocalPort(), attributes)));
  }

  private List<ControlPacket> nextReport(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    do {
      socket.receive(packet);
    } while (packet.getLength() < 2 || (bytes[1] & 0xFF) < 192);
    List<ControlPacket> read = CompoundPacket.read(ByteBuffer.wrap(bytes, 0, packet.getLength()));
    assertTrue(!read.isEmpty(), "a report that can be read");
    return read;
  }

  private static void send(DatagramSocket from, ByteBuffer packet, int port) throws IOException {
    from.send(
        new DatagramPacket(
            packet.array(), packet.remaining(), new InetSocketAddress(LOOPBACK, port)));
  }

  @Test
  void eachSideLearnsHowTheOtherIsHeardAndOfTheEnd() throws Exception {
    RtpSession session = engine(MediaSettings.on(LOOPBACK)).open("leg", new Ear());
    DatagramSocket sound = socket();
    DatagramSocket control = socket();
    SessionDescription answer =
        call(session, sound, "a=rtcp:" + control.getLocalPort() + " IN IP4 127.0.0.1\r\n");
    assertTrue(!answer.toString().contains("rtcp-mux"));
    for (int i = 0; i < 10; i++) {
      ByteBuffer packet = ByteBuffer.allocate(172);
      RtpHeader.write(packet, 0, 8, i == 0, i < 8 ? i : i + 2, i * 160, 77);
      send(sound, packet, session.port());
    }
    List<ControlPacket> first = nextReport(control);
    SenderReport report = assertInstanceOf(SenderReport.class, first.getFirst());
    assertEquals(77, report.blocks().getFirst().ssrc());
    assertEquals(2, report.blocks().getFirst().lost());
    assertInstanceOf(ControlPacket.SourceName.class, first.get(1));
    Reception heard = new Reception();
    heard.packet(report.ssrc(), 1, 0, true, 0);
    Reports phone = new Reports(77, "phone", new NtpClock(0, System.nanoTime()), heard);
    ByteBuffer ours = ByteBuffer.allocate(300);
    CompoundPacket.write(ours, report);
    phone.take(ours.flip(), System.nanoTime());
    phone.write(ours.clear(), java.util.Optional.empty(), System.nanoTime());
    send(control, ours.flip(), session.port() + 1);
    await(() -> session.quality().roundTrip().isPresent());
    SoundQuality quality = session.quality();
    assertTrue(quality.roundTrip().orElseThrow().compareTo(Duration.ofSeconds(1)) < 0);
    assertEquals(12, quality.fromPeer().packets());
    assertEquals(2, quality.fromPeer().lost());
    assertEquals(0, quality.toPeer().orElseThrow().lost());
    assertTrue(session.wasHeardWithin(Duration.ofMinutes(1)));
    session.close();
    assertInstanceOf(Goodbye.class, nextReport(control).getLast());
  }

  @Test
  void reportsAmongTheSoundAreAnsweredAmongTheSound() throws Exception {
    RtpSession session = engine(MediaSettings.on(LOOPBACK)).open("leg", new Ear());
    DatagramSocket sound = socket();
    SessionDescription answer = call(session, sound, "a=rtcp-mux\r\n");
    assertTrue(answer.toString().contains("a=rtcp-mux"), answer::toString);
    assertInstanceOf(SenderReport.class, nextReport(sound).getFirst());
    session.close();
    assertInstanceOf(Goodbye.class, nextReport(sound).getLast());
  }

  @Test
  void reportsOfStrangersAreNotBelieved() throws Exception {
    RtpSession session = engine(MediaSettings.on(LOOPBACK)).open("leg", new Ear());
    call(session, socket(), "");
    DatagramSocket stranger =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 0));
    open(stranger);
    ByteBuffer report = ByteBuffer.allocate(100);
    CompoundPacket.write(report, new ControlPacket.ReceiverReport(5, List.of()));
    send(stranger, report.flip(), session.port() + 1);
    await(() -> session.statistics().dropped(DropReason.FOREIGN_SOURCE) == 1);
    assertTrue(!session.wasHeardWithin(Duration.ofMinutes(1)));
  }

  @Test
  void promptsComeInPacketsAsLongAsThePhoneLikes() throws Exception {
    for (int[] wish : new int[][] {{10, 80}, {30, 240}, {40, 320}, {60, 480}}) {
      RtpSession session = engine(MediaSettings.on(LOOPBACK)).open("leg", new Ear());
      DatagramSocket sound = socket();
      call(session, sound, "a=ptime:" + wish[0] + "\r\n");
      session.play(
          1,
          List.of(org.paraat.media.clip.ToneClip.sine(425, Duration.ofSeconds(1))),
          org.paraat.media.MediaSession.Repetition.ONCE);
      int timestamp = 0;
      for (int i = 0; i < 8; i++) {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        sound.receive(packet);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        assertEquals(RtpHeader.LENGTH + wish[1], packet.getLength(), "ptime " + wish[0]);
        if (i > 1 && !RtpHeader.isMarked(header, 0)) {
          assertEquals(wish[1], RtpHeader.timestamp(header, 0) - timestamp);
        }
        timestamp = RtpHeader.timestamp(header, 0);
      }
    }
  }

  @Test
  void aTinyPortRangeNeverGivesOnePortToTwo() throws Exception {
    NioMediaEngine engine =
        engine(MediaSettings.on(LOOPBACK).withPorts(23_000, 23_003).withQuarantine(Duration.ZERO));
    RtpSession one = engine.open("one", new Ear());
    RtpSession other = engine.open("other", new Ear());
    assertEquals(2, Math.abs(one.port() - other.port()));
  }
}

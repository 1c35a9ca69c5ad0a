package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;

/** Packets on their way from loop to loop. */
@Timeout(60)
class HandOverTest {

  @Test
  void aFullRingRefusesAndAnEmptiedOneTakesAgain() throws Exception {
    HandOver ring = new HandOver();
    try (DatagramChannel channel = DatagramChannel.open()) {
      RtpLine line = line(channel);
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < HandOver.SLOTS; i++) {
          assertTrue(ring.offer(line, line, packet(i), Meaning.A_LAW));
        }
        assertFalse(ring.offer(line, line, packet(0), Meaning.A_LAW));
        ring.deliver(0);
      }
    }
  }

  @Test
  void manyWritersLoseNothingThatWasTaken() throws Exception {
    HandOver ring = new HandOver();
    int perWriter = 5_000;
    try (DatagramChannel channel = DatagramChannel.open();
        DatagramSocket ear = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        ExecutorService writers = Executors.newFixedThreadPool(3)) {
      channel.configureBlocking(false);
      RtpLine source = line(channel);
      RtpLine target = line(channel);
      target.join(source);
      target.agree(agreement(ear), Ciphers.NONE);
      for (int writer = 0; writer < 3; writer++) {
        writers.execute(
            () -> {
              for (int i = 0; i < perWriter; i++) {
                while (!ring.offer(source, target, packet(i), Meaning.KEYS)) {
                  Thread.onSpinWait();
                }
              }
            });
      }
      writers.shutdown();
      while (!writers.awaitTermination(0, TimeUnit.SECONDS)) {
        ring.deliver(0);
      }
      ring.deliver(0);
      MediaStatistics statistics = target.counts().snapshot(0);
      long seen =
          statistics.packetsOut()
              + statistics.dropped().values().stream().mapToLong(Long::longValue).sum();
      assertEquals(3L * perWriter, seen);
    }
  }

  private static Agreement agreement(DatagramSocket ear) throws NotNegotiable {
    Negotiation negotiation =
        new Negotiation(new LocalStream(1, InetAddress.ofLiteral("127.0.0.1"), 20_000));
    negotiation.answer(
        SessionDescription.parse(
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            c=IN IP4 127.0.0.1
            m=audio %d RTP/AVP 8 101
            a=rtpmap:101 telephone-event/8000
            """
                .formatted(ear.getLocalPort())));
    return negotiation.agreement().orElseThrow();
  }

  private static RtpLine line(DatagramChannel channel) throws IOException {
    return new RtpLine(
        "test",
        new Ear(),
        new MediaLoop("unused"),
        new SocketPair(channel, DatagramChannel.open()),
        new OutgoingStream(1, 1, 1),
        "name",
        MediaSettings.on(InetAddress.ofLiteral("127.0.0.1")),
        new Unowned());
  }

  private static ByteBuffer packet(int sequence) {
    ByteBuffer packet = ByteBuffer.allocate(16);
    RtpHeader.write(packet, 0, 101, false, sequence & 0xFFFF, 0, 1);
    return packet;
  }
}

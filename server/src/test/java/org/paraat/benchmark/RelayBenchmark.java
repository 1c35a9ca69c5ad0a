package org.paraat.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.paraat.media.MediaListener;
import org.paraat.media.MediaSession;
import org.paraat.media.rtp.MediaSettings;
import org.paraat.media.rtp.NioMediaEngine;
import org.paraat.media.sdp.SessionDescription;

/**
 * A relayed RTP packet, through real sockets of this machine: sent to a session, relayed by one
 * media loop, received by the other phone. The two system calls of the phones are part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RelayBenchmark {
  private static final int PACKETS = 32;
  private static final long LOST_AFTER_NANOS = 1_000_000_000L;
  private static final int PACKET_BYTES = 172;
  private static final int FIRST_PORT = 16_000;

  private static final MediaListener NOBODY =
      new MediaListener() {
        @Override
        public void keyPressed(char key) {
          // nobody presses keys here
        }

        @Override
        public void playbackFinished(long playback) {
          // nothing is played here
        }
      };

  private final ByteBuffer packet = ByteBuffer.allocateDirect(PACKET_BYTES);
  private final ByteBuffer received = ByteBuffer.allocateDirect(2048);
  private NioMediaEngine engine;
  private DatagramChannel sender;
  private DatagramChannel receiver;
  private InetSocketAddress target;
  private short sequence;
  private int timestamp;

  @Setup
  public void bridge() throws Exception {
    engine =
        new NioMediaEngine(
            MediaSettings.on(InetAddress.getLoopbackAddress())
                .withPorts(FIRST_PORT, FIRST_PORT + 99)
                .withLoops(1)
                .withQuarantine(Duration.ZERO)
                .withMostPacketsPerSecond(10_000_000));
    sender = phone();
    receiver = phone();
    receiver.configureBlocking(false);
    MediaSession from = engine.open("from", NOBODY);
    MediaSession to = engine.open("to", NOBODY);
    SessionDescription answer = from.answer(offerOf(sender));
    to.answer(offerOf(receiver));
    from.connect(to);
    target = new InetSocketAddress("127.0.0.1", answer.streams().getFirst().port());
  }

  private static DatagramChannel phone() throws IOException {
    return DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
  }

  private static SessionDescription offerOf(DatagramChannel phone) throws Exception {
    int port = ((InetSocketAddress) phone.getLocalAddress()).getPort();
    return SessionDescription.parse(
        "v=0\r\no=p 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + ("m=audio " + port + " RTP/AVP 8\r\n")
            + "a=rtpmap:8 PCMA/8000\r\n");
  }

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int relayedPackets() throws IOException {
    for (int i = 0; i < PACKETS; i++) {
      packet.clear().put((byte) 0x80).put((byte) 8).putShort(sequence++).putInt(timestamp);
      packet.putInt(4711).position(PACKET_BYTES).flip();
      timestamp += 160;
      sender.send(packet, target);
    }
    int bytes = 0;
    for (int i = 0; i < PACKETS; i++) {
      bytes += receivedBytes();
    }
    return bytes;
  }

  private int receivedBytes() throws IOException {
    long end = System.nanoTime() + LOST_AFTER_NANOS;
    while (receiver.receive(received.clear()) == null) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("packet " + sequence + " was not relayed");
      }
      Thread.onSpinWait();
    }
    return received.position();
  }

  @TearDown
  public void hangUp() throws IOException {
    engine.close();
    sender.close();
    receiver.close();
  }
}

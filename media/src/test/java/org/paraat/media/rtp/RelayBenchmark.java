package org.paraat.media.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;

/**
 * What one relayed packet costs, beside the same datagrams over bare NIO.
 *
 * <p>Each invocation is filled by a packet from each of 64 phones; {@code relayed} and {@code bare}
 * carry them on with two system calls a packet and one select for all. What phones themselves cost
 * is in {@link #filled}: subtract it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RelayBenchmark {
  private static final int LEGS = 64;
  private static final int PACKET = RtpHeader.LENGTH + 160;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final List<DatagramChannel> phones = new ArrayList<>();
  private final List<DatagramChannel> ports = new ArrayList<>();
  private final ByteBuffer packet = ByteBuffer.allocateDirect(2048);
  private final List<RtpLine> lines = new ArrayList<>();
  private final Map<DatagramChannel, SocketAddress> farSide = new HashMap<>();
  private final List<SocketAddress> portAddresses = new ArrayList<>();
  private Selector bareSelector;
  private MediaLoop loop;
  private int sequence;

  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include(RelayBenchmark.class.getName()).build()).run();
  }

  @Setup(Level.Trial)
  public void open() throws IOException, NotNegotiable {
    bareSelector = Selector.open();
    loop = new MediaLoop("benchmark");
    for (int i = 0; i < LEGS; i++) {
      phones.add(channel());
      ports.add(channel());
      portAddresses.add(address(ports.getLast()));
    }
    MediaSettings settings = MediaSettings.on(LOOPBACK).withMostPacketsPerSecond(Integer.MAX_VALUE);
    for (int i = 0; i < LEGS; i++) {
      RtpLine line =
          new RtpLine(
              "leg " + i,
              new Ear(),
              loop,
              new SocketPair(ports.get(i), ports.get(i)),
              new OutgoingStream(i, 1, 1),
              "benchmark",
              settings,
              new Unowned());
      line.agree(agreement(i), Ciphers.NONE);
      lines.add(line);
      farSide.put(ports.get(i), address(phones.get(i ^ 1)));
    }
    for (int i = 0; i < LEGS; i++) {
      lines.get(i).join(lines.get(i ^ 1));
    }
  }

  private Agreement agreement(int leg) throws IOException, NotNegotiable {
    Negotiation negotiation = new Negotiation(new LocalStream(leg, LOOPBACK, 20_000));
    negotiation.answer(
        SessionDescription.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=audio %d RTP/AVP 8\r\n"
                .formatted(address(phones.get(leg)).getPort())));
    return negotiation.agreement().orElseThrow();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    for (DatagramChannel channel : ports) {
      channel.close();
    }
    for (DatagramChannel channel : phones) {
      channel.close();
    }
    bareSelector.close();
    loop.selector().close();
  }

  /** The engine: latch, counts, identity of the stream, header, and the two system calls. */
  @Benchmark
  @OperationsPerInvocation(LEGS)
  public long relayed() throws IOException {
    register(loop.selector());
    say();
    loop.round(0);
    return listen();
  }

  /** The same datagrams received and sent with nothing in between. */
  @Benchmark
  @OperationsPerInvocation(LEGS)
  public long bare() throws IOException {
    register(bareSelector);
    say();
    int[] carried = new int[1];
    while (carried[0] < LEGS) {
      bareSelector.selectNow(
          key -> {
            DatagramChannel channel = (DatagramChannel) key.channel();
            try {
              channel.receive(packet.clear());
              channel.send(packet.flip(), farSide.get(channel));
              carried[0]++;
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }
    return listen();
  }

  /** The phones alone: what is to be subtracted from the other two. */
  @Benchmark
  @OperationsPerInvocation(LEGS)
  public long filled() throws IOException {
    say();
    long octets = 0;
    for (DatagramChannel port : ports) {
      port.receive(packet.clear());
      octets += packet.position();
    }
    return octets;
  }

  private void say() throws IOException {
    sequence++;
    for (int i = 0; i < LEGS; i++) {
      packet.clear().limit(PACKET);
      RtpHeader.write(packet, 0, 8, false, sequence & 0xFFFF, sequence * 160, 1000 + i);
      phones.get(i).send(packet, portAddresses.get(i));
    }
  }

  private long listen() throws IOException {
    long octets = 0;
    for (DatagramChannel phone : phones) {
      if (phone.receive(packet.clear()) == null) {
        throw new IllegalStateException("a packet was not carried on");
      }
      octets += packet.position();
    }
    return octets;
  }

  private void register(Selector selector) throws IOException {
    if (ports.getFirst().keyFor(selector) == null) {
      for (int i = 0; i < LEGS; i++) {
        ports.get(i).register(selector, SelectionKey.OP_READ, lines.get(i));
      }
    }
  }

  private static DatagramChannel channel() throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.configureBlocking(false);
    channel.bind(new InetSocketAddress(LOOPBACK, 0));
    return channel;
  }

  private static InetSocketAddress address(DatagramChannel channel) throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }
}

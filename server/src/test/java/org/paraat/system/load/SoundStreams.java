package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The sound of many calls: a G.711 packet each 20 ms from each side, which carries its time. */
final class SoundStreams implements SoundPorts, AutoCloseable {
  private static final int PACKET = 172;
  private static final long MILLISECOND = 1_000_000L;
  private static final int SLOTS = 20;

  private final Selector selector;
  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(2048);
  private long[] delays = new long[1 << 16];
  private int received;
  private int sent;

  SoundStreams() throws IOException {
    selector = Selector.open();
  }

  /** What was sent and heard, with the time each packet took in nanoseconds. */
  record Heard(int sent, int received, long[] delays) {}

  private static final class Stream {
    final DatagramChannel channel;
    final ByteBuffer packet = ByteBuffer.allocateDirect(PACKET);
    InetSocketAddress remote;
    short sequence;
    int timestamp;

    Stream(DatagramChannel channel, int source) {
      this.channel = channel;
      packet.putShort(0, (short) 0x8008);
      packet.putInt(8, source);
    }
  }

  @Override
  public int open(String callId) {
    try {
      Stream stream = streams.get(callId);
      if (stream == null) {
        var channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
        channel.bind(new InetSocketAddress("127.0.0.1", 0));
        channel.configureBlocking(false);
        stream = new Stream(channel, streams.size() + 1);
        channel.register(selector, SelectionKey.OP_READ);
        streams.put(callId, stream);
      }
      return ((InetSocketAddress) stream.channel.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port for the sound of a call", e);
    }
  }

  @Override
  public void connected(String callId, int remotePort) {
    streams.get(callId).remote = new InetSocketAddress("127.0.0.1", remotePort);
  }

  /** Sends and hears for so long, and then half a second more for what is under way. */
  Heard carry(int seconds) throws IOException {
    sent = 0;
    received = 0;
    List<List<Stream>> slots = slots();
    long began = System.nanoTime();
    for (int tick = 0; tick < seconds * 1_000; tick++) {
      long due = began + tick * MILLISECOND;
      while (System.nanoTime() < due) {
        if (!hear()) {
          LockSupport.parkNanos(Math.min(200_000, due - System.nanoTime()));
        }
      }
      for (Stream stream : slots.get(tick % SLOTS)) {
        send(stream);
      }
      hear();
    }
    long end = System.nanoTime() + 500 * MILLISECOND;
    while (System.nanoTime() < end) {
      hear();
      LockSupport.parkNanos(MILLISECOND);
    }
    return new Heard(sent, received, Arrays.copyOf(delays, received));
  }

  private List<List<Stream>> slots() {
    var slots = new ArrayList<List<Stream>>();
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new ArrayList<>());
    }
    int at = 0;
    for (Stream stream : streams.values()) {
      if (stream.remote != null) {
        slots.get(at++ % SLOTS).add(stream);
      }
    }
    return slots;
  }

  private void send(Stream stream) throws IOException {
    ByteBuffer packet = stream.packet.clear();
    packet.putShort(2, stream.sequence++).putInt(4, stream.timestamp += 160);
    packet.putLong(12, System.nanoTime());
    sent += stream.channel.send(packet, stream.remote) > 0 ? 1 : 0;
  }

  private boolean hear() throws IOException {
    if (selector.selectNow() == 0) {
      return false;
    }
    for (SelectionKey key : selector.selectedKeys()) {
      var channel = (DatagramChannel) key.channel();
      while (channel.receive(incoming.clear()) != null) {
        note(System.nanoTime());
      }
    }
    selector.selectedKeys().clear();
    return true;
  }

  private void note(long now) {
    // other sizes are RTCP or silence made by the server
    if (incoming.position() != PACKET) {
      return;
    }
    if (received == delays.length) {
      delays = Arrays.copyOf(delays, received * 2);
    }
    delays[received++] = now - incoming.getLong(12);
  }

  @Override
  public void close() throws IOException {
    for (Stream stream : streams.values()) {
      stream.channel.close();
    }
    selector.close();
  }
}

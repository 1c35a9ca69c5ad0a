package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** One thread, its ports, its timers, and what it still has to send again. */
final class Wire implements AutoCloseable {
  private static final int MOST_BYTES = 65_535;
  private static final long FIRST_RESEND_NANOS = 500_000_000L;
  private static final int MOST_RESENDS = 6;

  private final Selector selector;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Map<String, Unanswered> unanswered = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);
  private long resent;
  private long timersMade;

  Wire() throws IOException {
    this.selector = Selector.open();
  }

  /** What takes the messages of a port. */
  interface Receiver {
    void received(SipText message, long nanos);
  }

  /** What takes the packets of a port for sound. */
  interface Packets {
    void received(ByteBuffer packet, long nanos);
  }

  /** A port of ours. */
  final class Port {
    private final DatagramChannel channel;
    private final int number;
    private final InetSocketAddress server;

    private Port(DatagramChannel channel, InetSocketAddress server) throws IOException {
      this.channel = channel;
      this.server = server;
      this.number = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    int number() {
      return number;
    }

    /** Sends; returns the time of sending. */
    long send(String message) {
      long now = System.nanoTime();
      try {
        channel.send(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), server);
      } catch (IOException e) {
        throw new IllegalStateException("cannot send to " + server, e);
      }
      return now;
    }

    /** Sends, and again and again until it is {@link #answered}. */
    long sendUntilAnswered(String key, String message) {
      unanswered.put(key, new Unanswered(this, message, 0));
      after(FIRST_RESEND_NANOS, () -> resend(key, FIRST_RESEND_NANOS));
      return send(message);
    }
  }

  private record Unanswered(Port port, String message, int times) {}

  private record Timer(long at, long order, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private void resend(String key, long waited) {
    Unanswered message = unanswered.get(key);
    if (message == null) {
      return;
    }
    if (message.times >= MOST_RESENDS) {
      unanswered.remove(key);
      return;
    }
    resent++;
    unanswered.put(key, new Unanswered(message.port, message.message, message.times + 1));
    message.port.send(message.message);
    after(waited * 2, () -> resend(key, waited * 2));
  }

  void answered(String key) {
    unanswered.remove(key);
  }

  /** How many messages had to be sent again. */
  long resent() {
    return resent;
  }

  /** Opens a port that sends to one server. */
  Port open(int port, InetSocketAddress server, Receiver receiver) throws IOException {
    var channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress("127.0.0.1", port));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, receiver);
    return new Port(channel, server);
  }

  /** Opens a port for sound. */
  DatagramChannel openSound(Packets packets) throws IOException {
    var channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress("127.0.0.1", 0));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, packets);
    return channel;
  }

  void after(long nanos, Runnable action) {
    timers.add(new Timer(System.nanoTime() + nanos, timersMade++, action));
  }

  /** Works until it is so or the time is over; returns whether it became so. */
  boolean runUntil(BooleanSupplier done, long atMostNanos) throws IOException {
    long end = System.nanoTime() + atMostNanos;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      while (!timers.isEmpty() && timers.peek().at <= System.nanoTime()) {
        timers.poll().action.run();
      }
      long wait = timers.isEmpty() ? 20 : (timers.peek().at - System.nanoTime()) / 1_000_000;
      if (wait > 0) {
        selector.select(Math.min(20, wait));
      } else {
        selector.selectNow();
      }
      for (SelectionKey key : selector.selectedKeys()) {
        var channel = (DatagramChannel) key.channel();
        if (key.attachment() instanceof Packets packets) {
          drainSound(channel, packets);
        } else {
          drain(channel, (Receiver) key.attachment());
        }
      }
      selector.selectedKeys().clear();
    }
    return true;
  }

  private void drainSound(DatagramChannel channel, Packets packets) throws IOException {
    while (channel.isOpen() && channel.receive(buffer.clear()) != null) {
      packets.received(buffer.flip(), System.nanoTime());
    }
  }

  private void drain(DatagramChannel channel, Receiver receiver) throws IOException {
    while (channel.receive(buffer.clear()) != null) {
      long now = System.nanoTime();
      String text = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
      if (text.length() > 12) {
        receiver.received(new SipText(text), now);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}

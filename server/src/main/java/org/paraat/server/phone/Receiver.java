package org.paraat.server.phone;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.paraat.media.codec.G711;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handset of one call: says a tone, types keys and gives what comes in to the ear. It has
 * sockets and packets of its own, so that what it hears proves something about the platform.
 */
final class Receiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
  private static final int HEADER = 12;
  private static final int FRAME = 160;
  private static final long FRAME_NANOSECONDS = 20_000_000;
  private static final int MOST_BYTES = 1500;
  private static final int LONGEST_GAP = 10 * Hearing.RATE;
  private static final double LOUDNESS = 6000;
  private static final int PORT_TRIES = 20;
  private static final Map<Integer, AudioCodec> OFFERED =
      Stream.of(AudioCodec.PCMA, AudioCodec.PCMU)
          .collect(toMap(AudioCodec::staticNumber, identity()));

  private final DatagramSocket socket;
  private final Negotiation negotiation;
  private final KeyPresses keys = new KeyPresses();
  private final Ear ear;
  private final int source = ThreadLocalRandom.current().nextInt();
  private volatile Optional<Agreement> agreement = Optional.empty();
  private volatile int tone;
  private volatile boolean isHolding;
  private int sequence = ThreadLocalRandom.current().nextInt(1 << 15);
  private long timestamp = ThreadLocalRandom.current().nextInt(1 << 30);
  private long heardIdentity = -1;
  private long heardUntil;

  private Receiver(DatagramSocket socket, Ear ear) {
    this.socket = socket;
    this.ear = ear;
    long session = ThreadLocalRandom.current().nextLong(1L << 40);
    negotiation =
        new Negotiation(new LocalStream(session, socket.getLocalAddress(), socket.getLocalPort()));
    // It has no ear for more.
    negotiation.prefer(List.of(AudioCodec.PCMA, AudioCodec.PCMU));
  }

  /** Lifts the receiver on an even port of its own. */
  static Receiver open(InetAddress address, Ear ear) throws IOException {
    for (int tries = 0; tries < PORT_TRIES; tries++) {
      var socket = new DatagramSocket(new InetSocketAddress(address, 0));
      if (socket.getLocalPort() % 2 == 0) {
        var receiver = new Receiver(socket, ear);
        Thread.ofVirtual().name("hears").start(receiver::listen);
        Thread.ofVirtual().name("speaks").start(receiver::speak);
        return receiver;
      }
      socket.close();
    }
    throw new IOException("no even port is free on " + address);
  }

  String offer() {
    return negotiation.offer().toString();
  }

  /** An offer that puts the other side on hold: nothing is said from now on. */
  String holds() {
    isHolding = true;
    return offer().replace("a=sendrecv", "a=sendonly");
  }

  /** An offer that takes the other side back. */
  String resumes() {
    isHolding = false;
    return offer();
  }

  String answer(String offer) throws NotNegotiable {
    String answer = negotiation.answer(SessionDescription.parse(offer)).toString();
    agreement = negotiation.agreement();
    return answer;
  }

  void accept(String answer) throws NotNegotiable {
    negotiation.accept(SessionDescription.parse(answer));
    agreement = negotiation.agreement();
  }

  /** Says a tone from now on; 0 is silence. */
  void say(int hertz) {
    tone = hertz;
  }

  /** Whether the other side takes keys in the stream of sound (RFC 4733). */
  boolean takesKeys() {
    return agreement.isPresent() && agreement.get().eventsSent().isPresent();
  }

  void press(String typed) {
    keys.press(typed);
  }

  private void speak() {
    long due = System.nanoTime();
    double phase = 0;
    while (!socket.isClosed()) {
      Optional<Agreement> now = agreement;
      if (now.isPresent() && now.get().maySend() && !isHolding) {
        KeyPresses.Step key = keys.next(timestamp);
        if (key.isKey() && now.get().eventsSent().isPresent()) {
          type(key, now.get());
        } else {
          int hertz = tone;
          send(
              now.get().payloadType(), false, timestamp, voice(hertz, phase, now.get()), now.get());
          phase += 2 * Math.PI * hertz * FRAME / Hearing.RATE;
        }
      }
      timestamp += FRAME;
      due += FRAME_NANOSECONDS;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private void type(KeyPresses.Step key, Agreement now) {
    for (int i = 0; i < key.times(); i++) {
      send(now.eventsSent().orElseThrow(), key.isFirst(), key.timestamp(), key.payload(), now);
    }
  }

  private static byte[] voice(int hertz, double phase, Agreement now) {
    byte[] sound = new byte[FRAME];
    for (int i = 0; i < FRAME; i++) {
      double angle = phase + 2 * Math.PI * hertz * i / Hearing.RATE;
      short sample = (short) (hertz == 0 ? 0 : LOUDNESS * Math.sin(angle));
      sound[i] = now.codec() == AudioCodec.PCMA ? G711.aLaw(sample) : G711.muLaw(sample);
    }
    return sound;
  }

  private void send(int type, boolean marker, long time, byte[] payload, Agreement now) {
    ByteBuffer packet = ByteBuffer.allocate(HEADER + payload.length);
    packet.put((byte) 0x80).put((byte) (marker ? type | 0x80 : type));
    packet.putShort((short) sequence++).putInt((int) time).putInt(source).put(payload);
    InetSocketAddress remote = now.remote().orElseThrow();
    try {
      socket.send(new DatagramPacket(packet.array(), packet.position(), remote));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        LOG.debug("sound to {} is lost: {}", remote, e.toString());
      }
    }
  }

  private void listen() {
    byte[] bytes = new byte[MOST_BYTES];
    while (!socket.isClosed()) {
      var packet = new DatagramPacket(bytes, bytes.length);
      try {
        socket.receive(packet);
      } catch (SocketException e) {
        if (!socket.isClosed()) {
          LOG.debug("nobody listens there now: {}", e.toString());
        }
        continue;
      } catch (IOException e) {
        LOG.warn("this phone hears no more: {}", e.toString());
        return;
      }
      hear(ByteBuffer.wrap(bytes, 0, packet.getLength()));
    }
  }

  private void hear(ByteBuffer packet) {
    boolean isSound = packet.remaining() > HEADER && (packet.get(0) & 0xF0) == 0x80;
    AudioCodec codec = isSound ? formats().get(packet.get(1) & 0x7F) : null;
    if (codec == null) {
      return;
    }
    ear.arrived(System.nanoTime());
    short[] sound = new short[packet.remaining() - HEADER];
    for (int i = 0; i < sound.length; i++) {
      byte code = packet.get(HEADER + i);
      sound[i] = codec == AudioCodec.PCMA ? G711.linearOfALaw(code) : G711.linearOfMuLaw(code);
    }
    long time = Integer.toUnsignedLong(packet.getInt(4));
    long source = Integer.toUnsignedLong(packet.getInt(8));
    int gap = (int) (time - heardUntil);
    if (source == heardIdentity && gap > 0) {
      ear.hear(new short[Math.min(gap, LONGEST_GAP)]);
    }
    if (source != heardIdentity || gap >= 0) {
      ear.hear(sound);
      heardIdentity = source;
      heardUntil = time + sound.length & 0xFFFFFFFFL;
    }
  }

  // Sound may arrive before the answer that describes it: what we offered is then meant.
  private Map<Integer, AudioCodec> formats() {
    return agreement.map(Agreement::receives).orElse(OFFERED);
  }

  @Override
  public void close() {
    socket.close();
  }
}

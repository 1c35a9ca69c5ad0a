package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.paraat.media.AudioClip;
import org.paraat.media.clip.LinearSound;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.clip.ToneMeter;
import org.paraat.media.codec.G711;
import org.paraat.media.codec.G722Decoder;
import org.paraat.media.codec.G722Encoder;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.media.srtp.CryptoLine;
import org.paraat.media.srtp.CryptoSuite;
import org.paraat.media.srtp.MasterKey;
import org.paraat.media.srtp.SrtpReceiver;
import org.paraat.media.srtp.SrtpSender;

/** A phone of tests: a real socket, a tone of its own to speak with, and an ear. */
final class SocketPhone implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String KEYS = "0123456789*#ABCD";
  private static final int FRAME = 160;

  /** One packet as it came. */
  record Packet(
      int payloadType, boolean marked, int sequence, int timestamp, int ssrc, byte[] payload) {
    boolean isSilence() {
      for (byte sample : payload) {
        if (sample != (byte) 0xD5 && sample != (byte) 0xFF) {
          return false;
        }
      }
      return true;
    }
  }

  private final DatagramSocket socket;
  private final AudioCodec law;
  private final int keysNumber;
  private final AudioClip tone;
  private final List<Packet> received = new ArrayList<>();
  private InetSocketAddress peer;
  private final G722Encoder wideVoice = new G722Encoder();
  private final G722Decoder wideEar = new G722Decoder();
  private Optional<CryptoSuite> suite = Optional.empty();
  private Optional<SrtpSender> sender = Optional.empty();
  private Optional<SrtpReceiver> receiver = Optional.empty();
  int ssrc = 0x1000;
  int sequence = 65_530;
  int timestamp = -1000;
  private int offset;

  SocketPhone(double hertz, AudioCodec law, int keysNumber) throws IOException {
    this("127.0.0.1", hertz, law, keysNumber);
  }

  /**
   * @param keysNumber payload type of telephone-event, or -1 for a phone without
   */
  SocketPhone(String address, double hertz, AudioCodec law, int keysNumber) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    this.law = law;
    this.keysNumber = keysNumber;
    tone = ToneClip.sine(hertz, Duration.ofSeconds(1));
    ssrc += socket.getLocalPort();
  }

  static SocketPhone ofALaw(double hertz) throws IOException {
    return new SocketPhone(hertz, AudioCodec.PCMA, 101);
  }

  /** From now on it encrypts, and says so when it calls. */
  SocketPhone encrypting(CryptoSuite by) {
    suite = Optional.of(by);
    return this;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Offers to the session and takes its answer. */
  SocketPhone call(RtpSession session) throws NotNegotiable {
    return call(session, socket.getLocalAddress().getHostAddress(), port(), "sendrecv");
  }

  SocketPhone call(RtpSession session, String address, int port, String direction)
      throws NotNegotiable {
    String keys = keysNumber < 0 ? "" : "a=rtpmap:" + keysNumber + " telephone-event/8000\r\n";
    Optional<CryptoLine> ours =
        suite.map(it -> new CryptoLine(7, it, MasterKey.fresh(it, new Random(ssrc))));
    StringBuilder crypto = new StringBuilder();
    ours.ifPresent(line -> line.writeTo(crypto));
    SessionDescription answer =
        session.answer(
            SessionDescription.parse(
                "v=0\r\no=- 1 1 IN %s\r\ns=-\r\nc=IN %s\r\nt=0 0\r\nm=audio %d %s %d%s\r\n%s%sa=%s\r\n"
                    .formatted(
                        inFamily(address),
                        inFamily(address),
                        port,
                        suite.isPresent() ? "RTP/SAVP" : "RTP/AVP",
                        law.staticNumber(),
                        keysNumber < 0 ? "" : " " + keysNumber,
                        keys,
                        crypto,
                        direction)));
    for (CryptoLine theirs : answer.streams().getFirst().crypto()) {
      // Keys that stay the same go on where they were.
      sender =
          sender.or(() -> Optional.of(new SrtpSender(theirs.suite(), ours.orElseThrow().key())));
      receiver = receiver.or(() -> Optional.of(new SrtpReceiver(theirs.suite(), theirs.key())));
    }
    peer =
        new InetSocketAddress(
            InetAddress.ofLiteral(answer.streams().getFirst().connection().orElseThrow()),
            answer.streams().getFirst().port());
    return this;
  }

  private static String inFamily(String address) {
    return (address.contains(":") ? "IP6 " : "IP4 ") + address;
  }

  /** Sends to the same place as another phone, as a stranger or after a move would. */
  SocketPhone intrudeOn(SocketPhone other) {
    peer = other.peer;
    return this;
  }

  /** Sends to this port of the same machine. */
  SocketPhone intrudeOn(int port) {
    peer = new InetSocketAddress(socket.getLocalAddress(), port);
    return this;
  }

  /** Sends the next 20 ms of our tone. */
  void say() throws IOException {
    byte[] codes = law == AudioCodec.PCMA ? tone.aLaw() : tone.muLaw();
    byte[] payload = new byte[FRAME];
    for (int i = 0; i < FRAME; i++) {
      // Past the slope at its beginning and before the one at its end the tone repeats seamlessly.
      payload[i] = codes[800 + (offset + i) % 6400];
    }
    if (law == AudioCodec.G722) {
      for (int i = 0; i < FRAME; i++) {
        payload[i] = wideVoice.encodeNarrow(G711.linearOfMuLaw(payload[i]));
      }
    }
    offset += FRAME;
    send(law.staticNumber(), false, payload);
    timestamp += FRAME;
  }

  /** One packet of a key; the caller moves the timestamp on when the key is over. */
  void press(char key, boolean first, boolean end, int duration) throws IOException {
    byte[] payload = {
      (byte) KEYS.indexOf(key), (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration
    };
    send(keysNumber, first, payload);
  }

  void send(int payloadType, boolean marked, byte[] payload) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(RtpHeader.LENGTH + payload.length);
    RtpHeader.write(packet, 0, payloadType, marked, sequence, timestamp, ssrc);
    packet.put(RtpHeader.LENGTH, payload);
    sequence = (sequence + 1) & 0xFFFF;
    ByteBuffer wire = sender.isPresent() ? sender.get().seal(packet) : packet;
    byte[] bytes = new byte[wire.remaining()];
    wire.get(wire.position(), bytes);
    sendRaw(bytes);
  }

  void sendRaw(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, peer));
  }

  /** The next packet, if one comes in time. */
  Optional<Packet> poll(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    DatagramPacket datagram = new DatagramPacket(new byte[2000], 2000);
    try {
      socket.receive(datagram);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength());
    if (receiver.isPresent()) {
      assertEquals(SrtpReceiver.Verdict.AUTHENTIC, receiver.get().open(bytes));
    }
    byte[] payload = new byte[bytes.limit() - RtpHeader.LENGTH];
    bytes.get(RtpHeader.LENGTH, payload);
    Packet packet =
        new Packet(
            RtpHeader.payloadType(bytes, 0),
            RtpHeader.isMarked(bytes, 0),
            RtpHeader.sequence(bytes, 0),
            RtpHeader.timestamp(bytes, 0),
            RtpHeader.ssrc(bytes, 0),
            payload);
    received.add(packet);
    return Optional.of(packet);
  }

  Packet next() throws IOException {
    return poll((int) PATIENCE.toMillis())
        .orElseGet(() -> fail("no packet came within " + PATIENCE));
  }

  Packet nextSound() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Packet packet = next();
    while (packet.isSilence()) {
      if (System.nanoTime() > end) {
        fail("only silence came within " + PATIENCE);
      }
      packet = next();
    }
    return packet;
  }

  /** Frames of sound that come by themselves. */
  short[] listen(int frames) throws IOException {
    short[] sound = new short[0];
    for (int i = 0; i < frames; i++) {
      sound = appended(sound, nextSound());
    }
    return sound;
  }

  /** Frames that come while somebody speaks; each is sent until the way is open, then in step. */
  short[] listenTo(SocketPhone speaker, int frames) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    short[] sound = new short[0];
    for (int heard = 0; heard < frames; ) {
      if (System.nanoTime() > end) {
        fail("heard only " + heard + " of " + frames + " frames within " + PATIENCE);
      }
      speaker.say();
      Optional<Packet> packet = poll(20);
      if (packet.isPresent() && !packet.get().isSilence()) {
        sound = appended(sound, packet.get());
        heard++;
      }
    }
    return sound;
  }

  /** Whether anything but silence comes while somebody speaks that many frames. */
  boolean hearsAnythingOf(SocketPhone speaker, int frames) throws IOException {
    for (int i = 0; i < frames; i++) {
      speaker.say();
      if (poll(10).filter(packet -> !packet.isSilence()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  static boolean isTone(short[] sound, double hertz) {
    return ToneMeter.share(sound, hertz) > 0.8;
  }

  List<Packet> received() {
    return received;
  }

  private short[] linear(Packet packet) {
    if (packet.payloadType() != AudioCodec.G722.staticNumber()) {
      return packet.payloadType() == AudioCodec.PCMU.staticNumber()
          ? LinearSound.ofMuLaw(packet.payload())
          : LinearSound.ofALaw(packet.payload());
    }
    short[] samples = new short[packet.payload().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = wideEar.decodeNarrow(packet.payload()[i]);
    }
    return samples;
  }

  private short[] appended(short[] sound, Packet packet) {
    short[] more = linear(packet);
    short[] all = java.util.Arrays.copyOf(sound, sound.length + more.length);
    System.arraycopy(more, 0, all, sound.length, more.length);
    return all;
  }

  @Override
  public void close() {
    socket.close();
  }
}

package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.media.rtp.SocketPhone.isTone;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** An engine, phones that are closed after each test, and ways to wait without sleeping. */
abstract class EngineKit {
  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  NioMediaEngine engine(MediaSettings settings) throws IOException {
    NioMediaEngine engine = new NioMediaEngine(settings);
    open.add(engine);
    return engine;
  }

  /** Something to be closed after the test. */
  void open(AutoCloseable closeable) {
    open.add(closeable);
  }

  SocketPhone phone(SocketPhone phone) {
    open.add(phone);
    return phone;
  }

  /**
   * Two parties whose sessions are joined.
   *
   * @param ear what was noticed at the patient's side
   */
  record Talk(RtpSession left, RtpSession right, SocketPhone patient, SocketPhone agent, Ear ear) {}

  Talk talk(SocketPhone patient, SocketPhone agent) throws Exception {
    return talk(MediaSettings.on(LOOPBACK), patient, agent);
  }

  Talk talk(MediaSettings settings, SocketPhone patient, SocketPhone agent) throws Exception {
    NioMediaEngine engine = engine(settings);
    var ear = new Ear();
    RtpSession left = engine.open("left", ear);
    RtpSession right = engine.open("right", new Ear());
    phone(patient).call(left);
    phone(agent).call(right);
    left.connect(right);
    return new Talk(left, right, patient, agent, ear);
  }

  /** Whatever comes next to each other in it: one source, numbers without a gap. */
  static void assertIsOneStream(List<SocketPhone.Packet> packets) {
    for (int i = 1; i < packets.size(); i++) {
      SocketPhone.Packet before = packets.get(i - 1);
      SocketPhone.Packet packet = packets.get(i);
      assertEquals(before.ssrc(), packet.ssrc(), "SSRC of packet " + i);
      assertEquals((before.sequence() + 1) & 0xFFFF, packet.sequence(), "number of packet " + i);
      assertTrue(packet.timestamp() - before.timestamp() >= 160, "timestamp of packet " + i);
    }
  }

  static void pressed(SocketPhone phone, char key) throws IOException {
    for (int i = 0; i < 6; i++) {
      phone.press(key, i == 0, i >= 3, Math.min(i + 1, 4) * 160);
    }
    phone.timestamp += 800;
  }

  static void say(SocketPhone phone, int frames) {
    try {
      for (int i = 0; i < frames; i++) {
        phone.say();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static void awaitSilence(SocketPhone listener, SocketPhone speaker) throws IOException {
    for (int tries = 0; tries < 200; tries++) {
      if (!listener.hearsAnythingOf(speaker, 5)) {
        return;
      }
    }
    throw new AssertionError("it does not fall silent");
  }

  /** Once the packets that were still on their way have come. */
  static boolean hearsAtLast(SocketPhone listener, SocketPhone speaker, double hertz)
      throws IOException {
    for (int tries = 0; tries < 50; tries++) {
      if (isTone(listener.listenTo(speaker, 10), hertz)) {
        return true;
      }
    }
    return false;
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + SocketPhone.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "the condition did not come true");
      Thread.onSpinWait();
    }
  }
}

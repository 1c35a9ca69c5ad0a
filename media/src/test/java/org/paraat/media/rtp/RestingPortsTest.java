package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.PortUse;
import org.paraat.media.PortsExhausted;

/** Ports whose sockets stay open while they rest, and ports that nobody gives back. */
@Timeout(60)
class RestingPortsTest extends EngineKit {
  // An address that no other program of this machine is likely to use.
  private static final InetAddress OWN = InetAddress.ofLiteral("127.83.21.10");

  private static MediaSettings onePort(int port) {
    return MediaSettings.on(OWN).withPorts(port, port + 1).withQuarantine(Duration.ZERO);
  }

  @Test
  void thePairOfAnEndedSessionServesTheNextOneAndKnowsNothingOfTheFirst() throws Exception {
    NioMediaEngine engine = engine(onePort(23_000));
    RtpSession first = engine.open("first", new Ear());
    phone(SocketPhone.ofALaw(600)).call(first).next();
    first.close();
    await(() -> engine.ports().used() == 0);
    assertThrows(BindException.class, () -> bind(23_000), "the socket is still open");
    RtpSession second = engine.open("second", new Ear());
    assertEquals(23_000, second.port());
    SocketPhone next = phone(SocketPhone.ofALaw(1000)).call(second);
    SocketPhone.Packet heard = next.next();
    assertTrue(heard.isSilence());
    say(next, 3);
    await(() -> second.statistics().packetsIn() == 3);
    assertEquals(0, engine.strays());
  }

  @Test
  void aPortThatIsStillSentToServesOnlyWhenNothingElseIsLeft() throws Exception {
    NioMediaEngine engine =
        engine(MediaSettings.on(OWN).withPorts(23_010, 23_013).withQuarantine(Duration.ZERO));
    RtpSession first = engine.open("first", new Ear());
    SocketPhone late = phone(SocketPhone.ofALaw(600)).call(first);
    first.close();
    await(() -> engine.ports().used() == 0);
    say(late, 4);
    await(() -> engine.strays() == 4);
    assertNotEquals(first.port(), engine.open("second", new Ear()).port());
    assertEquals(new PortUse(1, 1, 0, 0), engine.ports());
    RtpSession third = engine.open("third", new Ear());
    assertEquals(first.port(), third.port());
    assertThrows(PortsExhausted.class, () -> engine.open("fourth", new Ear()));
    SocketPhone next = phone(SocketPhone.ofALaw(1000)).call(third);
    // what comes before the loop knows of the session is still swept
    next.next();
    say(next, 3);
    await(() -> third.statistics().packetsIn() == 3);
  }

  @Test
  void noiseOnEveryRestingPortRefusesNoCall() throws Exception {
    NioMediaEngine engine =
        engine(
            MediaSettings.on(OWN)
                .withPorts(23_040, 23_239)
                .withQuarantine(Duration.ZERO)
                .withLoops(1));
    Set<Integer> noisy = rest(80, engine);
    try (var noise = new DatagramSocket(new InetSocketAddress(OWN, 0))) {
      for (int port : noisy) {
        noise.send(new DatagramPacket(new byte[20], 20, new InetSocketAddress(OWN, port)));
      }
    }
    await(() -> engine.strays() == noisy.size());
    assertFalse(noisy.contains(engine.open("the first", new Ear()).port()));
    for (int i = 1; i < 100; i++) {
      engine.open("leg " + i, new Ear());
    }
    assertEquals(new PortUse(100, 0, 0, 0), engine.ports());
    assertThrows(PortsExhausted.class, () -> engine.open("one more", new Ear()));
  }

  private static Set<Integer> rest(int number, NioMediaEngine engine) throws Exception {
    List<RtpSession> sessions = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      sessions.add(engine.open("before " + i, new Ear()));
    }
    sessions.forEach(RtpSession::close);
    await(() -> engine.ports().used() == 0);
    return sessions.stream().map(RtpSession::port).collect(Collectors.toSet());
  }

  @Test
  void pairsOfAFullLoopServeOnlyWhenNothingElseIsLeft() throws Exception {
    MediaLoop full = new MediaLoop("full");
    MediaLoop freest = new MediaLoop("freest");
    var range = new MediaSettings.Ports(23_240, 23_245, Duration.ZERO, 8);
    var ports = new BoundPorts(OWN, range, new Random(1));
    open(ports::close);
    BoundPorts.Opened first = ports.open("first", full);
    BoundPorts.Opened second = ports.open("second", full);
    ports.giveBack(first.lease(), first.sockets());
    ports.giveBack(second.lease(), second.sockets());
    full.sessions().set(33);
    BoundPorts.Opened fresh = ports.open("third", freest);
    open(fresh.sockets()::close);
    assertEquals(Optional.of(freest), fresh.sockets().loop());
    assertFalse(first.sockets().isOpen() && second.sockets().isOpen(), "one makes room");
    assertTrue(first.sockets().isOpen() || second.sockets().isOpen());
    full.sessions().set(32);
    BoundPorts.Opened rested = ports.open("fourth", freest);
    open(rested.sockets()::close);
    assertEquals(Optional.of(full), rested.sockets().loop());
  }

  @Test
  void whatWaitsAtADisturbedPairIsThrownAwayBeforeItServes() throws Exception {
    MediaLoop loop = new MediaLoop("in turns");
    var range = new MediaSettings.Ports(23_250, 23_251, Duration.ZERO, 8);
    var ports = new BoundPorts(OWN, range, new Random(1));
    SocketPair pair = ports.open("first", loop).sockets();
    open(pair::close);
    pair.rest(loop);
    try (var noise = new DatagramSocket(new InetSocketAddress(OWN, 0))) {
      for (int i = 0; i < 5; i++) {
        noise.send(new DatagramPacket(new byte[20], 20, new InetSocketAddress(OWN, 23_250)));
      }
    }
    loop.round(1000);
    assertEquals(1, loop.strays());
    pair.serve(loop.selector(), () -> {}, () -> {});
    assertEquals(5, loop.strays());
    assertNull(pair.sound().receive(ByteBuffer.allocate(20)));
  }

  @Test
  void noMoreStayOpenThanMay() throws Exception {
    NioMediaEngine engine =
        engine(MediaSettings.on(OWN).withPorts(23_020, 23_029).keepingAtMost(2));
    List<RtpSession> sessions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sessions.add(engine.open("leg " + i, new Ear()));
    }
    List<Integer> ports = sessions.stream().map(RtpSession::port).toList();
    sessions.forEach(RtpSession::close);
    await(() -> engine.ports().used() == 0);
    await(() -> ports.stream().filter(RestingPortsTest::isBound).count() == 2);
  }

  @Test
  void nothingStaysOpenBehindAnEngine() throws Exception {
    NioMediaEngine engine = new NioMediaEngine(onePort(23_030));
    engine.open("first", new Ear()).close();
    await(() -> engine.ports().used() == 0);
    engine.close();
    bind(23_030);
    bind(23_031);
  }

  @Test
  void whatAnOwnerLeftBehindIsReclaimed() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(OWN));
    RtpSession forgotten = engine.open("gone", new Ear());
    RtpSession other = engine.open("alive", new Ear());
    SocketPhone phone = phone(SocketPhone.ofALaw(600)).call(forgotten);
    phone.next();
    engine.reclaim("gone");
    await(() -> engine.owners().equals(List.of("alive")));
    forgotten.close();
    engine.reclaim("gone");
    assertEquals(1, engine.ports().used());
    assertNotEquals(forgotten.port(), other.port());
    assertFalse(engine.owners().contains("gone"));
  }

  private static boolean isBound(int port) {
    try {
      bind(port);
      return false;
    } catch (BindException e) {
      return true;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void bind(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(OWN, port))) {
      assertEquals(port, socket.getLocalPort());
    }
  }
}

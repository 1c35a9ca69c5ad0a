package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void aPortThatIsStillSentToGoesOnResting() throws Exception {
    NioMediaEngine engine = engine(onePort(23_010));
    RtpSession first = engine.open("first", new Ear());
    SocketPhone late = phone(SocketPhone.ofALaw(600)).call(first);
    first.close();
    await(() -> engine.ports().used() == 0);
    say(late, 4);
    await(() -> engine.strays() == 4);
    assertThrows(PortsExhausted.class, () -> engine.open("second", new Ear()));
    assertEquals(new PortUse(0, 1, 0, 0), engine.ports());
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

package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real sockets of the loopback. */
class NettyTransportsTest {
  private static final String MESSAGE = "MESSAGE x\r\nContent-Length: 4\r\n\r\nbody";

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final NettyLoop loop = new NettyLoop("sip-test", InstantSource.system());
  private final Ear left = new Ear();
  private final Ear right = new Ear();
  private final NettyTransports here = transports(left, Duration.ofSeconds(20));
  private final NettyTransports there = transports(right, Duration.ofSeconds(20));

  private NettyTransports transports(Ear ear, Duration firstMessage) {
    NettyTransports transports =
        new NettyTransports(
            loop,
            ListenSettings.on(new InetSocketAddress(loopback, 0))
                .connections(4, firstMessage, Duration.ofMinutes(1)));
    transports.start(ear);
    return transports;
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
    loop.close();
  }

  private void send(NettyTransports from, SipAddress to, String message) {
    loop.execute(() -> from.to(to).send(message.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void datagramsGoBothWays() throws InterruptedException {
    send(here, there.listening(Transport.UDP).orElseThrow(), MESSAGE);
    assertEquals("message " + MESSAGE, right.next());
    loop.execute(() -> right.flow.send("SIP/2.0 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals("message SIP/2.0 200 OK\r\n\r\n", left.next());
    assertEquals(here.listening(Transport.UDP), java.util.Optional.of(right.flow.remote()));
  }

  @Test
  void aConnectionIsMadeOnceAndUsedBothWays() throws InterruptedException {
    SipAddress target = there.listening(Transport.TCP).orElseThrow();
    send(here, target, MESSAGE);
    send(here, target, MESSAGE.replace("x", "y"));
    assertEquals("message " + MESSAGE, right.next());
    Flow first = right.flow;
    assertTrue(right.next().startsWith("message MESSAGE y"));
    assertEquals(first, right.flow);
    loop.execute(() -> first.send(MESSAGE.getBytes(StandardCharsets.UTF_8)));
    assertEquals("message " + MESSAGE, left.next());
    loop.execute(first::close);
    assertEquals("closed closed by us", right.next());
    assertEquals("closed closed by the peer", left.next());
  }

  @Test
  void aPingIsAnswered() throws Exception {
    try (Socket socket =
        new Socket(loopback, there.listening(Transport.TCP).orElseThrow().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertEquals('\r', socket.getInputStream().read());
      assertEquals('\n', socket.getInputStream().read());
    }
    assertEquals("closed closed by the peer", right.next());
  }

  @Test
  void aRefusedConnectionIsTold() throws InterruptedException {
    SipAddress target = there.listening(Transport.TCP).orElseThrow();
    there.close();
    send(here, target, MESSAGE);
    assertTrue(left.next().startsWith("closed "));
  }

  @Test
  void aClosedPortIsToldWhenItIsSuspected() throws InterruptedException {
    SipAddress target = there.listening(Transport.UDP).orElseThrow();
    there.close();
    for (int i = 0; i < 8; i++) {
      loop.schedule(Duration.ofSeconds(i), () -> here.to(target).suspect());
    }
    assertEquals("unreachable closed port", left.next());
  }

  @Test
  void aStreamThatLostItsFramingIsClosed() throws Exception {
    try (Socket socket =
        new Socket(loopback, there.listening(Transport.TCP).orElseThrow().port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("A b\r\nContent-Length: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertEquals(-1, socket.getInputStream().read());
    }
    assertTrue(right.next().startsWith("dropped "));
  }

  @Test
  void connectionsBeyondTheBoundAreClosed() throws Exception {
    Socket[] sockets = new Socket[5];
    for (int i = 0; i < sockets.length; i++) {
      sockets[i] = new Socket(loopback, there.listening(Transport.TCP).orElseThrow().port());
      sockets[i].setSoTimeout(10_000);
    }
    assertEquals(-1, sockets[4].getInputStream().read());
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void aConnectionWithoutAMessageIsClosed() throws Exception {
    Ear ear = new Ear();
    try (NettyTransports strict = transports(ear, Duration.ofMillis(50));
        Socket socket =
            new Socket(loopback, strict.listening(Transport.TCP).orElseThrow().port())) {
      socket.setSoTimeout(10_000);
      assertEquals(-1, socket.getInputStream().read());
      assertEquals("closed no message came", ear.next());
    }
  }

  @Test
  void aPortThatIsTakenIsSaidSo() {
    InetSocketAddress taken = here.listening(Transport.UDP).orElseThrow().address();
    NettyTransports third = new NettyTransports(loop, ListenSettings.on(taken));
    UncheckedIOException said =
        assertThrows(UncheckedIOException.class, () -> third.start(new Ear()));
    assertTrue(said.getMessage().contains("cannot listen on UDP"), said::getMessage);
  }

  @Test
  void whoListensOnAllAddressesShowsTheOneTowardsThePeer() {
    try (NettyTransports all =
        new NettyTransports(loop, ListenSettings.on(new InetSocketAddress(0)))) {
      all.start(new Ear());
      SipAddress shown = all.to(there.listening(Transport.UDP).orElseThrow()).local();
      assertEquals("127.0.0.1", shown.host());
      assertEquals(all.listening(Transport.UDP).orElseThrow().port(), shown.port());
    }
  }
}

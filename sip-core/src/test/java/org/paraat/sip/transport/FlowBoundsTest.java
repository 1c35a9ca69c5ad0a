package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What connections may cost us, and which address peers are shown. */
class FlowBoundsTest {
  private static final byte[] MESSAGE =
      "MESSAGE x\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final NettyLoop loop = new NettyLoop("sip-test", InstantSource.system());
  private final Ear ear = new Ear();
  private Optional<NettyTransports> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(NettyTransports::close);
    loop.close();
  }

  private NettyTransports start(ListenSettings settings) {
    var transports = new NettyTransports(loop, settings);
    open = Optional.of(transports);
    transports.start(ear);
    return transports;
  }

  private NettyTransports bounded(ConnectionBounds bounds) {
    return start(ListenSettings.on(new InetSocketAddress(loopback, 0)).bounded(bounds));
  }

  private Socket connect(NettyTransports there) throws Exception {
    var socket = new Socket(loopback, there.listening(Transport.TCP).orElseThrow().port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Test
  void oneSourceMayNotTakeAllConnections() throws Exception {
    NettyTransports there = bounded(ConnectionBounds.usual().connections(10, 1));
    try (Socket first = connect(there)) {
      first.getOutputStream().write(MESSAGE);
      ear.next();
      try (Socket second = connect(there)) {
        assertEquals(-1, second.getInputStream().read());
        assertEquals(Refusal.SOURCE_FULL, ear.nextRefusal());
      }
    }
    assertEquals("closed closed by the peer", ear.next());
    try (Socket again = connect(there)) {
      again.getOutputStream().write(MESSAGE);
      assertTrue(ear.next().startsWith("message"));
    }
  }

  @Test
  void whatIsKeptOfUnfinishedMessagesIsBoundedOverAllConnections() throws Exception {
    NettyTransports there = bounded(ConnectionBounds.usual().unfinished(70_000));
    byte[] usual = unfinished(4_000);
    byte[] large = unfinished(50_000);
    try (Socket first = connect(there);
        Socket second = connect(there);
        Socket third = connect(there)) {
      first.getOutputStream().write(MESSAGE);
      ear.next();
      first.getOutputStream().write(large);
      second.getOutputStream().write(large);
      assertEquals(Refusal.UNFINISHED_FULL, ear.nextRefusal());
      assertEquals("closed too much of unfinished messages is kept", ear.next());
      third.getOutputStream().write(usual);
      third.getOutputStream().write(new byte[1_000]);
      assertTrue(ear.next().startsWith("message"));
    }
  }

  /** All but a thousand bytes of a message. */
  private static byte[] unfinished(int body) {
    String head = "MESSAGE x\r\nContent-Length: " + (body + 1_000) + "\r\n\r\n";
    return (head + "b".repeat(body)).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPeerThatDoesNotReadIsClosedBeforeItCostsMuch() throws Exception {
    NettyTransports there = bounded(ConnectionBounds.usual().waiting(64 * 1024));
    try (Socket deaf = connect(there)) {
      deaf.getOutputStream().write(MESSAGE);
      ear.next();
      byte[] large = new byte[60_000];
      loop.execute(
          () -> {
            for (int i = 0; i < 1_000; i++) {
              ear.flow.send(large);
            }
          });
      assertEquals("closed the peer reads too slowly", ear.next());
      assertEquals(Refusal.READS_TOO_SLOWLY, ear.nextRefusal());
    }
  }

  @Test
  void aConnectionWithoutASignOfLifeIsClosedWhenItIsSuspected() throws Exception {
    NettyTransports there = bounded(ConnectionBounds.usual().silent(Duration.ofMillis(200)));
    try (Socket silent = connect(there)) {
      silent.getOutputStream().write(MESSAGE);
      ear.next();
      loop.execute(ear.flow::suspect);
      for (char expected : "\r\n\r\n".toCharArray()) {
        assertEquals(expected, silent.getInputStream().read());
      }
      assertEquals(-1, silent.getInputStream().read());
      assertEquals(Refusal.SILENT, ear.nextRefusal());
    }
  }

  @Test
  void aConnectionStandsForWhereItsPeerListensIfNothingElseDoes() throws Exception {
    NettyTransports there = bounded(ConnectionBounds.usual());
    try (Socket peer = connect(there)) {
      peer.getOutputStream().write(MESSAGE);
      ear.next();
      SipAddress listening = SipAddress.of(Transport.TCP, "127.0.0.1", 5099);
      var taken = new CompletableFuture<Flow>();
      loop.execute(
          () -> {
            ear.flow.sharesWith(5099);
            taken.complete(there.to(listening));
          });
      assertSame(ear.flow, taken.get());
    }
    assertEquals("closed closed by the peer", ear.next());
  }

  @Test
  void flowsThatOthersHoldAreBoundedToo() throws Exception {
    NettyTransports there = bounded(ConnectionBounds.usual().connections(1, 1));
    var first = new HeldFlow(5001);
    var second = new HeldFlow(5002);
    var handled = new CompletableFuture<Boolean>();
    there.intake().opened(first);
    there.intake().opened(second);
    assertEquals(Refusal.CONNECTIONS_FULL, ear.nextRefusal());
    there.intake().received(second, MESSAGE, () -> {});
    there.intake().received(first, MESSAGE, () -> handled.complete(true));
    assertTrue(handled.get());
    assertSame(first, ear.flow);
    assertTrue(second.isClosed);
    assertFalse(first.isClosed);
    there.intake().closed(first, "gone");
    ear.next();
    assertEquals("closed gone", ear.next());
    assertEquals(0, there.connections());
  }

  @Test
  void eachAddressFamilyIsReachedFromItsOwnPort() throws Exception {
    InetAddress six = InetAddress.ofLiteral("::1");
    NettyTransports there =
        start(ListenSettings.on(new InetSocketAddress(loopback, 0), new InetSocketAddress(six, 0)));
    SipAddress towards = SipAddress.of(Transport.UDP, "::1", 5099);
    assertEquals("[0:0:0:0:0:0:0:1]", there.to(towards).local().host());
    SipAddress four = SipAddress.of(Transport.UDP, "127.0.0.1", 5099);
    assertEquals("127.0.0.1", there.to(four).local().host());
  }

  @Test
  void peersAreShownTheAddressOfTheirNetwork() {
    var advertised =
        new Advertised(
            List.of(new Advertised.Rule(Network.parse("127.0.0.0/30").orElseThrow(), "192.0.2.1")),
            Optional.of("198.51.100.1"));
    NettyTransports there =
        start(ListenSettings.on(new InetSocketAddress(loopback, 0)).shownAs(advertised));
    SipAddress inside = SipAddress.of(Transport.UDP, "127.0.0.2", 5099);
    SipAddress outside = SipAddress.of(Transport.UDP, "127.0.0.9", 5099);
    assertEquals("192.0.2.1", there.to(inside).local().host());
    assertEquals("198.51.100.1", there.to(outside).local().host());
  }

  @Test
  void aNetworkHoldsWhatBeginsAlike() throws Exception {
    Network net = Network.parse("10.20.0.0/15").orElseThrow();
    assertTrue(net.contains(InetAddress.ofLiteral("10.21.255.1")));
    assertFalse(net.contains(InetAddress.ofLiteral("10.22.0.1")));
    assertFalse(net.contains(InetAddress.ofLiteral("::1")));
    assertTrue(Network.parse("2001:db8::/32").isPresent());
    assertTrue(Network.parse("0.0.0.0/0").orElseThrow().contains(loopback));
    assertEquals(Optional.empty(), Network.parse("10.0.0.0/33"));
    assertEquals(Optional.empty(), Network.parse("ten/8"));
  }

  @Test
  void silenceIsBounded() throws Exception {
    NettyTransports there =
        bounded(ConnectionBounds.usual().quiet(Duration.ofSeconds(20), Duration.ofMillis(200)));
    try (Socket idle = connect(there)) {
      idle.getOutputStream().write(MESSAGE);
      ear.next();
      assertEquals(-1, idle.getInputStream().read());
      assertEquals(Refusal.IDLE, ear.nextRefusal());
    }
  }

  /** A flow that somebody else holds. */
  private static final class HeldFlow implements Flow {
    private final SipAddress remote;
    private volatile boolean isClosed;

    private HeldFlow(int port) {
      remote = SipAddress.of(Transport.WS, "127.0.0.1", port);
    }

    @Override
    public Transport transport() {
      return Transport.WS;
    }

    @Override
    public SipAddress remote() {
      return remote;
    }

    @Override
    public SipAddress local() {
      return SipAddress.of(Transport.WS, "127.0.0.1", 8080);
    }

    @Override
    public void send(byte[] message) {}

    @Override
    public boolean isOpen() {
      return !isClosed;
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }
}

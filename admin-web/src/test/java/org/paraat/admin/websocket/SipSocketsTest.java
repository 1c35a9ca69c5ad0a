package org.paraat.admin.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.admin.RunningWeb;
import org.paraat.sip.transport.ConnectionBounds;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.Refusal;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.TransportHandler;

/** Real WebSockets of the JDK's client against the running web. */
@Timeout(60)
class SipSocketsTest implements TransportHandler {
  private static final String MESSAGE = "OPTIONS sip:x SIP/2.0\r\nContent-Length: 0\r\n\r\n";

  private final NettyLoop loop = new NettyLoop("sip-test", InstantSource.system());
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Refusal> refusals = new LinkedBlockingQueue<>();
  private volatile Flow flow;
  private Optional<RunningWeb> web = Optional.empty();
  private Optional<NettyTransports> transports = Optional.empty();

  private void start(SipSocketSettings settings, ConnectionBounds bounds) {
    var sip =
        new NettyTransports(
            loop,
            ListenSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .bounded(bounds));
    sip.start(this);
    transports = Optional.of(sip);
    web = Optional.of(RunningWeb.startedWithPhones(settings, sip.intake()));
  }

  private void start(SipSocketSettings settings) {
    start(settings, ConnectionBounds.usual());
  }

  private void start() {
    start(SipSocketSettings.usual());
  }

  @AfterEach
  void close() {
    client.shutdownNow(); // its end would wait for sockets that stand
    web.ifPresent(RunningWeb::close);
    transports.ifPresent(NettyTransports::close);
    loop.close();
  }

  private WebSocket connect(Heard heard) {
    return connect("/sip", "sip", "", heard);
  }

  private WebSocket connect(String path, String subprotocol, String origin, Heard heard) {
    var builder = client.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
    if (!subprotocol.isEmpty()) {
      builder.subprotocols(subprotocol);
    }
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    return builder
        .buildAsync(URI.create("ws://127.0.0.1:" + web.orElseThrow().port + path), heard)
        .join();
  }

  private int refused(String path, String subprotocol, String origin) {
    var failure =
        assertThrows(
            CompletionException.class, () -> connect(path, subprotocol, origin, new Heard()));
    return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return queue.poll(10, TimeUnit.SECONDS);
  }

  private void send(String message) {
    loop.execute(() -> flow.send(message.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void messagesGoBothWaysEachInAMessageOfItsOwn() throws Exception {
    start();
    var heard = new Heard();
    WebSocket phone = connect(heard);
    assertEquals("sip", phone.getSubprotocol());
    phone.sendText(MESSAGE, true).join();
    assertEquals(MESSAGE, next(notes));
    assertEquals(Transport.WS, flow.transport());
    assertEquals(web.orElseThrow().port, flow.local().port());
    send("SIP/2.0 200 OK\r\n\r\n");
    assertEquals("text SIP/2.0 200 OK\r\n\r\n", next(heard.notes));
  }

  @Test
  void whoSpeaksInBinaryIsAnsweredInBinary() throws Exception {
    start();
    var heard = new Heard();
    WebSocket phone = connect(heard);
    phone.sendBinary(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.UTF_8)), true).join();
    assertEquals(MESSAGE, next(notes));
    send("SIP/2.0 200 OK\r\n\r\n");
    assertEquals("binary SIP/2.0 200 OK\r\n\r\n", next(heard.notes));
  }

  @Test
  void aMessageInPartsIsJoined() throws Exception {
    start();
    WebSocket phone = connect(new Heard());
    phone.sendText(MESSAGE.substring(0, 5), false).join();
    phone.sendText(MESSAGE.substring(5, 20), false).join();
    phone.sendText(MESSAGE.substring(20), true).join();
    assertEquals(MESSAGE, next(notes));
  }

  @Test
  void aMessageBeyondTheBoundEndsTheConnection() throws Exception {
    start();
    WebSocket phone = connect(new Heard());
    phone.sendText("x".repeat(40_000), false).join();
    phone.sendText("x".repeat(40_000), true);
    assertTrue(next(notes).startsWith("closed "));
    assertEquals(Refusal.BROKEN_STREAM, next(refusals));
  }

  @Test
  void anEmptyLineTwiceIsAnsweredByOne() throws Exception {
    start();
    var heard = new Heard();
    WebSocket phone = connect(heard);
    phone.sendText("\r\n\r\n", true).join();
    assertEquals("text \r\n", next(heard.notes));
  }

  @Test
  void aPhoneIsAskedWhetherItIsThere() throws Exception {
    start(SipSocketSettings.usual().waiting(Duration.ofMillis(50), Duration.ofSeconds(20)));
    var heard = new Heard();
    WebSocket phone = connect(heard);
    assertEquals("ping", next(heard.notes));
    assertEquals("ping", next(heard.notes));
    phone.sendText(MESSAGE, true).join();
    assertEquals(MESSAGE, next(notes));
    heard.isDeaf = true; // it reads no more, and so answers no ping
    assertEquals("closed no sign of life", next(notes));
    assertEquals(Refusal.SILENT, next(refusals));
  }

  @Test
  void whoSendsNothingIsClosed() throws Exception {
    start(SipSocketSettings.usual().waiting(Duration.ofSeconds(20), Duration.ofMillis(50)));
    var heard = new Heard();
    connect(heard);
    assertEquals("closed 1013 no message came", next(heard.notes));
    assertEquals(Refusal.NO_MESSAGE_CAME, next(refusals));
  }

  @Test
  void aPhoneThatDoesNotReadIsClosed() throws Exception {
    start(SipSocketSettings.usual().holding(100_000));
    WebSocket phone = connect(new Heard());
    phone.sendText(MESSAGE, true).join();
    next(notes);
    loop.execute(
        () -> {
          for (int i = 0; i < 3; i++) {
            flow.send(new byte[50_000]);
          }
        });
    assertEquals("closed the peer reads too slowly", next(notes));
    assertEquals(Refusal.READS_TOO_SLOWLY, next(refusals));
  }

  @Test
  void whoFloodsWithEmptyLinesAndReadsNothingIsReadNoMoreUntilItReads() throws Exception {
    start();
    try (var flood = new WebSocketFlood(web.orElseThrow().port)) {
      assertTrue(flood.isHeldBack(WebSocketFlood.text("\r\n\r\n")), "all was read");
      flood.readAndSay(MESSAGE, () -> !notes.isEmpty());
      assertEquals(MESSAGE, next(notes));
    }
  }

  @Test
  void whoFloodsWithPingsAndReadsNothingIsReadNoMoreUntilItReads() throws Exception {
    start();
    try (var flood = new WebSocketFlood(web.orElseThrow().port)) {
      assertTrue(flood.isHeldBack(WebSocketFlood.ping("x".repeat(100))), "all was read");
      flood.readAndSay(MESSAGE, () -> !notes.isEmpty());
      assertEquals(MESSAGE, next(notes));
    }
  }

  @Test
  void aPhoneThatIsSuspectedTwiceIsAskedOnceAndStays() throws Exception {
    start();
    var heard = new Heard();
    heard.isLate = true;
    WebSocket phone = connect(heard);
    phone.sendText(MESSAGE, true).join();
    assertEquals(MESSAGE, next(notes));
    for (int i = 0; i < 5; i++) {
      flow.suspect();
    }
    // what it says next comes after all that was asked
    phone.sendText(MESSAGE, true).join();
    assertEquals(MESSAGE, next(notes));
    phone.request(1);
    assertEquals("ping", next(heard.notes));
    assertTrue(flow.isOpen());
    send("SIP/2.0 200 OK\r\n\r\n");
    assertEquals("text SIP/2.0 200 OK\r\n\r\n", next(heard.notes));
  }

  @Test
  void manyMessagesAtOnceAllArriveInOrder() throws Exception {
    start();
    WebSocket phone = connect(new Heard());
    for (int i = 0; i < 500; i++) {
      phone.sendText("message " + i, true).join();
    }
    for (int i = 0; i < 500; i++) {
      assertEquals("message " + i, next(notes));
    }
  }

  @Test
  void anotherPathOrSubprotocolIsRefused() throws Exception {
    start();
    assertEquals(404, refused("/elsewhere", "sip", ""));
    assertEquals(400, refused("/sip", "", ""));
    assertEquals(Refusal.WRONG_SUBPROTOCOL, next(refusals));
    assertEquals(400, refused("/sip", "mqtt", ""));
  }

  @Test
  void pagesOfOtherSitesAreRefusedUnlessTheyAreAllowed() throws Exception {
    start(SipSocketSettings.usual().allowing(List.of("https://phone.example")));
    assertEquals(403, refused("/sip", "sip", "https://evil.example"));
    assertEquals(Refusal.FOREIGN_ORIGIN, next(refusals));
    assertEquals(403, refused("/sip", "sip", "null"));
    connect("/sip", "sip", "https://phone.example", new Heard()).abort();
    connect("/sip", "sip", "http://127.0.0.1:" + web.orElseThrow().port, new Heard()).abort();
  }

  @Test
  void oneMoreThanThereMayBeIsClosed() throws Exception {
    start(SipSocketSettings.usual(), ConnectionBounds.usual().connections(1, 1));
    var first = new Heard();
    WebSocket phone = connect(first);
    phone.sendText(MESSAGE, true).join();
    assertEquals(MESSAGE, next(notes));
    var second = new Heard();
    connect(second);
    assertEquals("closed 1013 closed by us", next(second.notes));
    assertEquals(Refusal.CONNECTIONS_FULL, next(refusals));
    phone.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    assertEquals("closed closed by the peer", next(notes));
    connect(new Heard()).sendText(MESSAGE, true).join();
    assertEquals(MESSAGE, next(notes));
  }

  @Override
  public void onMessage(Flow from, byte[] message) {
    flow = from;
    notes.add(new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public void onFlowClosed(Flow from, String because) {
    notes.add("closed " + because);
  }

  @Override
  public void onUnreachable(Flow from, String because) {}

  @Override
  public void onDropped(Flow from, String because) {}

  @Override
  public void onRefused(Refusal because) {
    refusals.add(because);
  }

  /** What the phone hears. */
  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private volatile boolean isDeaf;

    /** It reads, and so answers pings, only when it is told to. */
    private volatile boolean isLate;

    @Override
    public void onOpen(WebSocket socket) {
      if (!isLate) {
        socket.request(1);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
      notes.add("text " + text);
      socket.request(1);
      return null; // taken at once, as the interface has it
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean isLast) {
      notes.add("binary " + StandardCharsets.UTF_8.decode(bytes));
      socket.request(1);
      return null; // taken at once, as the interface has it
    }

    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      notes.add("ping");
      if (!isDeaf) {
        socket.request(1);
      }
      return null; // taken at once, as the interface has it
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      notes.add("closed " + status + " " + reason);
      return null; // taken at once, as the interface has it
    }
  }
}

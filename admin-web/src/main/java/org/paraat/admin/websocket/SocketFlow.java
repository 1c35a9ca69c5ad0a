package org.paraat.admin.websocket;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.FlowIntake;
import org.paraat.sip.transport.Refusal;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/**
 * One WebSocket of a phone. SIP sends from its loop; reading, writing and the timers are done on
 * the web loop of the socket.
 */
final class SocketFlow implements Flow {
  private static final Buffer PING = Buffer.buffer("paraat");
  private static final String PONG_OF_SIP = "\r\n";
  private static final int LENGTH_OF_PING_OF_SIP = 4;
  private static final short TRY_AGAIN_LATER = 1013;

  private final Context loop;
  private final ServerWebSocket socket;
  private final FlowIntake intake;
  private final SipSocketSettings settings;
  private final SipAddress remote;
  private final SipAddress local;
  private final AtomicBoolean isOpen = new AtomicBoolean(true);
  private final AtomicInteger bytesWaiting = new AtomicInteger();

  // below: touched on the web loop only
  private long pinging = -1;
  private boolean isHeard = true;
  private boolean hasSpoken;
  private boolean isInText = true;
  private boolean isPaused;
  private boolean isLookPlanned;
  private int unhandled;

  /**
   * @param loop of the socket
   */
  SocketFlow(Context loop, ServerWebSocket socket, FlowIntake intake, SipSocketSettings settings) {
    this.loop = loop;
    this.socket = socket;
    this.intake = intake;
    this.settings = settings;
    Transport transport = socket.isSsl() ? Transport.WSS : Transport.WS;
    remote = address(transport, socket.remoteAddress());
    local = address(transport, socket.localAddress());
  }

  private static SipAddress address(Transport transport, SocketAddress address) {
    return SipAddress.of(transport, address.hostAddress(), address.port());
  }

  /** Begins to read. */
  void open() {
    intake.opened(this);
    socket.textMessageHandler(
        text -> {
          isInText = true;
          take(text.getBytes(StandardCharsets.UTF_8));
        });
    socket.binaryMessageHandler(
        bytes -> {
          isInText = false;
          take(bytes.getBytes());
        });
    socket.pongHandler(pong -> isHeard = true);
    socket.frameHandler(frame -> lookWhetherItReads());
    socket.drainHandler(drained -> readOrNot());
    socket.exceptionHandler(this::fail);
    socket.closeHandler(closed -> end("closed by the peer"));
    pingRegularly();
    loop.owner()
        .setTimer(
            settings.firstMessage().toMillis(),
            due -> {
              if (!hasSpoken) {
                refuse(Refusal.NO_MESSAGE_CAME, "no message came");
              }
            });
  }

  // --- what comes in ---

  private void take(byte[] message) {
    isHeard = true;
    if (isEmptyLines(message)) {
      // RFC 7118 6: phones may keep their way open as over TCP.
      if (message.length >= LENGTH_OF_PING_OF_SIP
          && !socket.isClosed()
          && !socket.writeQueueFull()) {
        socket.writeTextMessage(PONG_OF_SIP);
      }
      return;
    }
    hasSpoken = true;
    unhandled++;
    readOrNot();
    intake.received(this, message, () -> loop.runOnContext(go -> handled()));
  }

  private void handled() {
    unhandled--;
    readOrNot();
  }

  // Pings are answered before we see them, whether the answers are read or not. Vert.x goes on
  // reading after the handler of such a frame, even when paused there: hence the look afterwards.
  private void lookWhetherItReads() {
    if (!isLookPlanned && !socket.isClosed() && socket.writeQueueFull()) {
      isLookPlanned = true;
      loop.runOnContext(
          go -> {
            isLookPlanned = false;
            readOrNot();
          });
    }
  }

  // We stop reading while too much is on its way to SIP, or our answers are not read.
  private void readOrNot() {
    if (!isOpen.get() || socket.isClosed()) {
      return;
    }
    int most = isPaused ? settings.mostUnhandled() / 2 : settings.mostUnhandled() - 1;
    boolean isTooMuch = unhandled > most || socket.writeQueueFull();
    if (isTooMuch && !isPaused) {
      socket.pause();
    } else if (isPaused && !isTooMuch) {
      socket.resume();
    }
    isPaused = isTooMuch;
  }

  private static boolean isEmptyLines(byte[] message) {
    for (byte each : message) {
      if (each != '\r' && each != '\n') {
        return false;
      }
    }
    return true;
  }

  // A frame or a message beyond the bounds, or a connection that broke.
  private void fail(Throwable failure) {
    refuse(Refusal.BROKEN_STREAM, String.valueOf(failure.getMessage()));
  }

  // --- what goes out ---

  @Override
  public void send(byte[] message) {
    if (!isOpen.get()) {
      return;
    }
    if (bytesWaiting.addAndGet(message.length) > settings.mostBytesWaiting()) {
      refuse(Refusal.READS_TOO_SLOWLY, "the peer reads too slowly");
      return;
    }
    loop.runOnContext(go -> write(message));
  }

  private void write(byte[] message) {
    if (socket.isClosed()) {
      return;
    }
    Future<Void> written =
        isInText
            ? socket.writeTextMessage(new String(message, StandardCharsets.UTF_8))
            : socket.writeBinaryMessage(Buffer.buffer(message));
    written.onComplete(done -> bytesWaiting.addAndGet(-message.length));
  }

  private void pingRegularly() {
    loop.owner().cancelTimer(pinging);
    pinging = loop.owner().setPeriodic(settings.pingEvery().toMillis(), due -> ping());
  }

  private void ping() {
    if (!isHeard) {
      refuse(Refusal.SILENT, "no sign of life");
    } else if (isOpen.get()) {
      isHeard = false;
      socket.writePing(PING);
    }
  }

  // --- the end ---

  private void refuse(Refusal because, String told) {
    if (isOpen.get()) {
      intake.refused(because);
      end(told);
    }
  }

  private void end(String because) {
    if (!isOpen.getAndSet(false)) {
      return;
    }
    intake.closed(this, because);
    loop.runOnContext(
        go -> {
          loop.owner().cancelTimer(pinging);
          // Vert.x answers pings until the peer has closed too.
          socket.pause();
          if (!socket.isClosed()) {
            socket.close(TRY_AGAIN_LATER, because);
          }
        });
  }

  @Override
  public void close() {
    end("closed by us");
  }

  @Override
  public boolean isOpen() {
    return isOpen.get();
  }

  @Override
  public void suspect() {
    loop.runOnContext(
        go -> {
          // While a ping is unanswered, the time for that runs already.
          if (isHeard && isOpen.get()) {
            pingRegularly();
            ping();
          }
        });
  }

  @Override
  public Transport transport() {
    return remote.transport();
  }

  @Override
  public SipAddress remote() {
    return remote;
  }

  @Override
  public SipAddress local() {
    return local;
  }

  @Override
  public String toString() {
    return remote.toString();
  }
}

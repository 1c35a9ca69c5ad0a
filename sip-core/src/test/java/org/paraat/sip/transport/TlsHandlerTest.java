package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlsHandlerTest {
  /** A ClientHello whose last extension says to be longer than it is. */
  private static final byte[] BROKEN_HELLO =
      HexFormat.of()
          .parseHex(
              "1603010033"
                  + "0100002f"
                  + "0303"
                  + "5a".repeat(32)
                  + "00"
                  + "00021301"
                  + "0100"
                  + "0004"
                  + "000a0005");

  private final Queue<Runnable> arithmetic = new ArrayDeque<>();
  private TlsHandler handler;
  private EmbeddedChannel channel;

  @BeforeEach
  void connects() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(false);
    handler = new TlsHandler(engine, arithmetic::add);
    channel = new EmbeddedChannel(handler);
    channel.writeInbound(Unpooled.wrappedBuffer(BROKEN_HELLO));
    assertFalse(handler.handshakeFuture().isDone());
  }

  @Test
  void aHandshakeThatFailsEndsItsConnection() {
    calculates();
    assertInstanceOf(SSLHandshakeException.class, handler.handshakeFuture().cause());
    assertFalse(channel.isOpen());
  }

  @Test
  void whatFailsAfterTheConnectionHasEndedIsToldToNobody() {
    channel.unsafe().close(channel.voidPromise());
    channel.runPendingTasks();
    assertFalse(channel.isOpen());
    calculates();
    channel.checkException();
  }

  private void calculates() {
    while (!arithmetic.isEmpty()) {
      arithmetic.remove().run();
      channel.runPendingTasks();
    }
  }
}

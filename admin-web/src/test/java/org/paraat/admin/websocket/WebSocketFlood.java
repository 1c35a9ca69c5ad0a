package org.paraat.admin.websocket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A WebSocket that says the same thing as fast as it can and reads only when it is told to. */
final class WebSocketFlood implements AutoCloseable {
  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final int FRAMES_AT_ONCE = 1000;
  private static final long PATIENCE_MILLISECONDS = Duration.ofSeconds(2).toMillis();
  private static final int TEXT = 0x81;
  private static final int PING = 0x89;
  private static final int MASKED = 0x80;

  private final SocketChannel channel = SocketChannel.open();
  private final Selector selector = Selector.open();
  private final ByteBuffer heard = ByteBuffer.allocate(64 * 1024);
  private ByteBuffer begun = ByteBuffer.allocate(0);

  WebSocketFlood(int port) throws IOException {
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    String request =
        """
        GET /sip HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: sip

        """;
    channel.write(ByteBuffer.wrap(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    channel.read(heard);
    String answer = StandardCharsets.UTF_8.decode(heard.flip()).toString();
    assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_WRITE);
  }

  static byte[] text(String said) {
    return frame(TEXT, said);
  }

  static byte[] ping(String said) {
    return frame(PING, said);
  }

  // Masked with zeros, which changes nothing.
  private static byte[] frame(int kind, String said) {
    assertTrue(said.length() < 126);
    return ByteBuffer.allocate(6 + said.length())
        .put((byte) kind)
        .put((byte) (MASKED | said.length()))
        .putInt(0)
        .put(said.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /** Says it again and again; whether the other side stopped reading before all was said. */
  boolean isHeldBack(byte[] frame) throws IOException {
    ByteBuffer many = ByteBuffer.allocate(frame.length * FRAMES_AT_ONCE);
    for (int i = 0; i < FRAMES_AT_ONCE; i++) {
      many.put(frame);
    }
    for (int said = 0; said < MOST_BYTES; said += many.capacity()) {
      begun = many.duplicate().flip();
      while (begun.hasRemaining()) {
        if (channel.write(begun) == 0 && selector.select(PATIENCE_MILLISECONDS) == 0) {
          return true;
        }
        selector.selectedKeys().clear();
      }
    }
    return false;
  }

  /** Reads what comes, ends what was begun, says something else and reads on until it was heard. */
  void readAndSay(String message, BooleanSupplier wasHeard) throws IOException {
    channel.keyFor(selector).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    say(begun);
    say(ByteBuffer.wrap(frame(TEXT, message)));
    channel.keyFor(selector).interestOps(SelectionKey.OP_READ);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!wasHeard.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it is not heard though it reads");
      read(20);
    }
  }

  private void say(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      assertTrue(read(PATIENCE_MILLISECONDS), "it is held back though it reads");
      channel.write(bytes);
    }
  }

  private boolean read(long patience) throws IOException {
    boolean isReady = selector.select(patience) > 0;
    selector.selectedKeys().clear();
    assertTrue(channel.read(heard.clear()) >= 0, "it was closed");
    return isReady;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}

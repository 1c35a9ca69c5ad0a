package org.paraat.sip.transport;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/**
 * TLS of our connections. The arithmetic of a handshake takes milliseconds, so it is done on a
 * thread of its own: a thousand phones that come back at once must not hold up calls.
 */
final class Handshakes {
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  private final Certificates certificates;
  private final Connections connections;
  private final ExecutorService arithmetic;
  private final NettyLoop loop;
  private volatile boolean isOver;

  /** What came of a handshake. */
  interface Outcome {
    void ended(Optional<Throwable> failure);
  }

  Handshakes(NettyLoop loop, Certificates certificates, Connections connections) {
    this.loop = loop;
    this.certificates = certificates;
    this.connections = connections;
    // Never more tasks than handshakes, whose number is bounded.
    arithmetic = Executors.newSingleThreadExecutor(new DefaultThreadFactory("tls", true));
    watch();
  }

  /** Looks after the files, on no loop: a slow disk holds up neither calls nor handshakes. */
  private void watch() {
    loop.schedule(
        WATCH_EVERY,
        () -> {
          if (!isOver) {
            Thread.ofVirtual()
                .name("certificates")
                .start(
                    () -> {
                      certificates.refresh();
                      watch();
                    });
          }
        });
  }

  /** As the server. */
  void accept(SocketChannel channel, Outcome outcome) {
    furnish(channel, certificates.server().newEngine(channel.alloc()), outcome);
  }

  /**
   * As the client.
   *
   * @param name that the server's certificate must be for
   */
  void connect(SocketChannel channel, String name, int port, Outcome outcome) {
    furnish(channel, certificates.client().newEngine(channel.alloc(), name, port), outcome);
  }

  private void furnish(SocketChannel channel, SSLEngine engine, Outcome outcome) {
    var handler = new TlsHandler(engine, arithmetic);
    connections.handshakeBegan();
    handler.setHandshakeTimeout(connections.bounds().handshake().toMillis(), TimeUnit.MILLISECONDS);
    handler.setCloseNotifyFlushTimeoutMillis(500);
    channel.pipeline().addLast(handler);
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              connections.handshakeEnded();
              outcome.ended(
                  done.isSuccess() ? Optional.empty() : Optional.ofNullable(done.cause()));
            });
  }

  static Refusal refusalOf(Throwable failure) {
    return failure instanceof SslHandshakeTimeoutException
        ? Refusal.HANDSHAKE_TOO_SLOW
        : Refusal.HANDSHAKE_FAILED;
  }

  void close() {
    isOver = true;
    arithmetic.shutdown();
  }
}

package org.paraat.admin.websocket;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.SipParser;
import org.paraat.sip.transport.FlowIntake;
import org.paraat.sip.transport.Refusal;

/** Lets phones of browsers connect at {@code /sip}. */
public final class SipSockets {
  private static final String PATH = "/sip";
  private static final String SUBPROTOCOL = "sip";
  private static final int BYTES_READ_AT_ONCE = 16 * 1024;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final SipSocketSettings settings;
  private final Optional<FlowIntake> intake;

  /**
   * @param phones empty: nobody is let in
   */
  public SipSockets(SipSocketSettings settings, Optional<BrowserPhones> phones) {
    this.settings = settings;
    this.intake = phones.map(BrowserPhones::intake);
  }

  /** What a server needs that lets them in. */
  public static HttpServerOptions configure(HttpServerOptions options) {
    return options
        .setWebSocketSubProtocols(List.of(SUBPROTOCOL))
        .setMaxWebSocketFrameSize(SipParser.MOST_BYTES)
        .setMaxWebSocketMessageSize(SipParser.MOST_BYTES)
        // as much is read at once: each of ten thousand pings in it is answered before we look
        .setReceiveBufferSize(BYTES_READ_AT_ONCE)
        // what is small on the wire could become large here
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  /** Looks at who wants to connect, and where. */
  public void shakeHands(ServerWebSocketHandshake handshake) {
    if (intake.isEmpty() || !PATH.equals(handshake.path())) {
      handshake.reject(NOT_FOUND);
    } else if (isForeign(handshake.headers())) {
      intake.get().refused(Refusal.FOREIGN_ORIGIN);
      handshake.reject(FORBIDDEN);
    } else if (!speaksSip(handshake.headers())) {
      intake.get().refused(Refusal.WRONG_SUBPROTOCOL);
      handshake.reject(BAD_REQUEST);
    } else {
      handshake.accept().onSuccess(this::open);
    }
  }

  private void open(ServerWebSocket socket) {
    new SocketFlow(Vertx.currentContext(), socket, intake.orElseThrow(), settings).open();
  }

  // RFC 7118 4.1: the phone must offer it.
  private static boolean speaksSip(MultiMap headers) {
    return headers.getAll("Sec-WebSocket-Protocol").stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .anyMatch(offered -> offered.strip().equals(SUBPROTOCOL));
  }

  // Browsers always tell the page's site; what tells none is no browser, and proves itself by
  // digest.
  private boolean isForeign(MultiMap headers) {
    String origin = headers.get("Origin");
    if (origin == null || settings.origins().contains("*")) {
      return false;
    }
    return !settings.origins().contains(origin) && !isOurs(origin, headers.get("Host"));
  }

  private static boolean isOurs(String origin, String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException unreadable) {
      return false; // an origin that cannot be read is not ours
    }
  }
}

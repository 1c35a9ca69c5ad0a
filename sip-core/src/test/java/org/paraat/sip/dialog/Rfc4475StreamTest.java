package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.Rfc4475;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.Transport;

/** The messages of RFC 4475 over a real stream, each followed by a request that is right. */
class Rfc4475StreamTest {
  private static final int PATIENCE_MILLISECONDS = 20_000;
  private static final int CLERR_SAYS = 9999;
  private static final int CLERR_HAS = 154;
  private static final String NEXT =
      "\r\n\r\nOPTIONS sip:10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 10.0.0.2;branch=z9hG4bKnext\r\n"
          + "From: <sip:p@10.0.0.2>;tag=p\r\nTo: <sip:x@10.0.0.1>\r\nCall-ID: next\r\n"
          + "CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

  private final NettyLoop loop = new NettyLoop("sip-test", InstantSource.system());
  private final NettyTransports transports =
      new NettyTransports(
          loop, ListenSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  private final OpenDoor door = new OpenDoor(loop);
  private final SipEndpoint endpoint =
      new SipEndpoint(
          loop, transports, new SecureRandom(), SipSettings.standard(), door, SipTap.NONE);

  @BeforeEach
  void start() {
    endpoint.start();
  }

  @AfterEach
  void close() {
    loop.execute(() -> door.legs.forEach(leg -> leg.hangUp(Optional.empty())));
    transports.close();
    loop.close();
  }

  static List<String> names() {
    return Rfc4475.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void weReactAsThePageSays(String name) throws IOException {
    try (Socket peer = new Socket()) {
      peer.setSoTimeout(PATIENCE_MILLISECONDS);
      peer.connect(transports.listening(Transport.TCP).orElseThrow().address());
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      sent.write(Rfc4475.message(name));
      if (name.equals("clerr")) {
        sent.write(new byte[CLERR_SAYS - CLERR_HAS]);
      }
      sent.write(NEXT.getBytes(StandardCharsets.UTF_8));
      peer.getOutputStream().write(sent.toByteArray());
      assertEquals(Rfc4475.page().get(name).tcp(), reaction(peer.getInputStream()), name);
    }
    assertEquals(0, endpoint.counters().dropped(Drop.OUR_DEFECT), name);
  }

  /** The final statuses until the request that is right is answered, or the connection's end. */
  private static String reaction(InputStream stream) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    String text = "";
    boolean isClosed = false;
    while (!isClosed && !text.contains("Call-ID: next\r\n")) {
      int length = stream.read(some);
      isClosed = length < 0;
      if (!isClosed) {
        heard.write(some, 0, length);
        text = heard.toString(StandardCharsets.UTF_8);
      }
    }
    List<String> statuses =
        text.lines()
            .filter(line -> line.startsWith("SIP/2.0 ") && line.charAt(8) != '1')
            .map(line -> line.substring(8, 11))
            .toList();
    if (isClosed) {
      return String.join(", ", statuses) + (statuses.isEmpty() ? "closed" : ", closed");
    }
    return statuses.size() == 1
        ? "dropped"
        : String.join(", ", statuses.subList(0, statuses.size() - 1));
  }
}

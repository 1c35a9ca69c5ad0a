package org.paraat.server.rehearsal;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.dialog.SipSettings;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** A SIP port on loopback at which somebody of a rehearsal speaks. */
final class Outlet implements AutoCloseable {
  private final NettyLoop loop;
  private final NettyTransports transports;
  private final SipEndpoint endpoint;

  Outlet(NettyLoop loop, SipHandler handler) {
    this.loop = loop;
    transports =
        new NettyTransports(loop, ListenSettings.on(new InetSocketAddress("127.0.0.1", 0)));
    endpoint =
        new SipEndpoint(
            loop,
            transports,
            new SecureRandom(),
            SipSettings.standard().called("Paraat rehearsal"),
            handler,
            SipTap.NONE);
    endpoint.start();
  }

  SipEndpoint endpoint() {
    return endpoint;
  }

  int port() {
    return transports.listening(Transport.UDP).orElseThrow().port();
  }

  Flow to(SipAddress platform) {
    return transports.to(platform);
  }

  void execute(Runnable task) {
    loop.execute(task);
  }

  void schedule(Duration after, Runnable task) {
    loop.schedule(after, task);
  }

  /** How somebody is written whom the platform knows. */
  static String uri(String user, SipAddress platform) {
    return "sip:" + user + "@" + platform.host() + ":" + platform.port();
  }

  @Override
  public void close() {
    transports.close();
  }
}

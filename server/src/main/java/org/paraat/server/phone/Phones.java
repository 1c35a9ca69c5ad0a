package org.paraat.server.phone;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** Connects phones to one platform, each with a port of its own. */
public final class Phones implements AutoCloseable {
  private final SipAddress platform;
  private final Recordings recordings = Recordings.ours();
  private final NettyLoop loop = new NettyLoop("phones", InstantSource.system());

  private Phones(SipAddress platform) {
    this.platform = platform;
  }

  public static Phones calling(String host, int sipPort) {
    return new Phones(SipAddress.of(Transport.UDP, host, sipPort));
  }

  public Phone connect(Identity identity) throws NotConnected {
    return connect(identity, words -> {});
  }

  /**
   * @param teller is told each thing that happens in a call, in words
   * @throws NotConnected when the port of a carrier is taken
   */
  public Phone connect(Identity identity, Consumer<String> teller) throws NotConnected {
    var address = new InetSocketAddress(platform.address().getAddress(), identity.port());
    var transports = new NettyTransports(loop, ListenSettings.on(address));
    try {
      return new Phone(identity, platform, recordings, loop, transports, teller);
    } catch (UncheckedIOException e) {
      throw new NotConnected(
          "Port %d of %s cannot be had for %s; does another program play that carrier? Looking: ss -lunp (%s)"
              .formatted(
                  identity.port(), platform.host(), identity.name(), e.getCause().getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    loop.close();
  }

  /** A phone has no port to talk by; the message says what to do. */
  public static final class NotConnected extends Exception {
    private static final long serialVersionUID = 1L;

    NotConnected(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

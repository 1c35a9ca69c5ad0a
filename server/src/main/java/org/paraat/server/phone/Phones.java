package org.paraat.server.phone;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
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

  /**
   * @throws NotConnected when the port of a carrier is taken
   */
  public Phone connect(Identity identity) throws NotConnected {
    var address = new InetSocketAddress(platform.address().getAddress(), identity.port());
    var transports = new NettyTransports(loop, ListenSettings.on(address));
    try {
      return new Phone(identity, platform, recordings, loop, transports);
    } catch (UncheckedIOException e) {
      throw new NotConnected(
          "%s needs port %d of %s, and another program has it: one scripts/demo at a time; \"ss -lunp\" shows who. (%s)"
              .formatted(
                  identity.name(), identity.port(), platform.host(), e.getCause().getMessage()),
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

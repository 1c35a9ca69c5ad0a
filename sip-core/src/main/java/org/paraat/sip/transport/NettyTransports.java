package org.paraat.sip.transport;

import java.util.Optional;

/** UDP and TCP on sockets of the system. */
public final class NettyTransports implements Transports {
  private final NettyLoop loop;
  private final ListenSettings settings;
  private volatile Optional<Ports> ports = Optional.empty();

  private record Ports(UdpPort udp, TcpPort tcp) {}

  public NettyTransports(NettyLoop loop, ListenSettings settings) {
    this.loop = loop;
    this.settings = settings;
  }

  /**
   * Waits for the ports, so it must not be called on the loop.
   *
   * @throws java.io.UncheckedIOException when a port cannot be had
   */
  @Override
  public void start(TransportHandler handler) {
    UdpPort udp = new UdpPort(loop, settings, handler);
    try {
      ports = Optional.of(new Ports(udp, new TcpPort(loop, settings, handler)));
    } catch (RuntimeException taken) {
      udp.close();
      throw taken;
    }
  }

  @Override
  public Flow to(SipAddress address) {
    Ports open = ports.orElseThrow(() -> new IllegalStateException("not started"));
    return switch (address.transport()) {
      case UDP -> open.udp().to(address);
      case TCP -> open.tcp().to(address);
      case TLS, WS, WSS ->
          throw new IllegalArgumentException("not listening on " + address.transport());
    };
  }

  @Override
  public Optional<SipAddress> listening(Transport transport) {
    return switch (transport) {
      case UDP -> ports.map(open -> open.udp().bound());
      case TCP -> ports.map(open -> open.tcp().bound());
      case TLS, WS, WSS -> Optional.empty();
    };
  }

  /** Closes the ports and all connections; not on the loop. */
  @Override
  public void close() {
    ports.ifPresent(
        open -> {
          open.udp().close();
          open.tcp().close();
          loop.execute(open.tcp()::closeConnections);
        });
    ports = Optional.empty();
  }
}

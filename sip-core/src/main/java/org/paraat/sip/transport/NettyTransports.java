package org.paraat.sip.transport;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;

/** UDP, TCP and TLS on sockets of the system. */
public final class NettyTransports implements Transports {
  private final NettyLoop loop;
  private final ListenSettings settings;
  private final Connections connections;
  private final FlowIntake intake;
  private volatile Optional<Listening> listening = Optional.empty();
  private volatile Optional<Certificates> certificates = Optional.empty();

  /** What stands while we listen. */
  private record Listening(
      TransportHandler handler,
      Ports<UdpPort> udp,
      Ports<StreamPort> tcp,
      Ports<StreamPort> tls,
      Optional<Handshakes> handshakes) {

    private void close() {
      udp.forEach(UdpPort::close);
      tcp.forEach(StreamPort::close);
      tls.forEach(StreamPort::close);
      handshakes.ifPresent(Handshakes::close);
    }
  }

  public NettyTransports(NettyLoop loop, ListenSettings settings) {
    this.loop = loop;
    this.settings = settings;
    connections = new Connections(settings.bounds());
    intake = new FlowIntake(loop, connections, () -> listening.map(Listening::handler));
  }

  /** Where flows come in that others hold. */
  public FlowIntake intake() {
    return intake;
  }

  /** Our certificate; empty while we do not listen for TLS. */
  public Optional<Certificates> certificates() {
    return certificates;
  }

  /** How many connections are open; from any thread. */
  public int connections() {
    return connections.open();
  }

  /** How many TLS handshakes are under way; from any thread. */
  public int handshakes() {
    return connections.handshakes();
  }

  /**
   * Waits for the ports, so it must not be called on the loop.
   *
   * @throws java.io.UncheckedIOException when a port cannot be had
   * @throws IllegalStateException when the certificate cannot be used; its message says why
   */
  @Override
  public void start(TransportHandler handler) {
    if (settings.tls().isPresent()) {
      certificates = Optional.of(read(settings.tls().get()));
    }
    var opening =
        new Listening(
            handler,
            new Ports<>(),
            new Ports<>(),
            new Ports<>(),
            certificates.map(ours -> new Handshakes(loop, ours, connections)));
    try {
      settings.addresses().forEach(address -> listen(opening, address));
    } catch (RuntimeException taken) {
      opening.close();
      throw taken;
    }
    listening = Optional.of(opening);
  }

  private static Certificates read(TlsSettings tls) {
    try {
      return Certificates.of(tls, InstantSource.system());
    } catch (CertificateUnusable unusable) {
      throw new IllegalStateException(unusable.getMessage(), unusable);
    }
  }

  private void listen(Listening opening, InetSocketAddress address) {
    TransportHandler handler = opening.handler();
    opening.udp().add(new UdpPort(loop, settings, address, handler));
    opening
        .tcp()
        .add(new StreamPort(loop, settings, address, handler, connections, Optional.empty()));
    if (opening.handshakes().isPresent()) {
      InetSocketAddress encrypted = settings.tlsAddress(address.getAddress());
      opening
          .tls()
          .add(
              new StreamPort(
                  loop, settings, encrypted, handler, connections, opening.handshakes()));
    }
  }

  @Override
  public Flow to(SipAddress address) {
    return to(address, "");
  }

  @Override
  public Flow to(SipAddress address, String serverName) {
    Listening open = listening.orElseThrow(() -> new IllegalStateException("not started"));
    return switch (address.transport()) {
      case UDP -> open.udp().towards(address).to(address);
      case TCP -> open.tcp().towards(address).to(address, "");
      case TLS -> {
        if (open.tls().isEmpty()) {
          throw new IllegalArgumentException("not speaking TLS");
        }
        yield open.tls().towards(address).to(address, serverName);
      }
      // Only a browser makes a WebSocket: requests to it take the one that it made.
      case WS, WSS -> throw new IllegalArgumentException("not connecting by WebSocket");
    };
  }

  @Override
  public Optional<SipAddress> listening(Transport transport) {
    return switch (transport) {
      case UDP -> listening.map(open -> open.udp().first().bound());
      case TCP -> listening.map(open -> open.tcp().first().bound());
      case TLS ->
          listening.filter(open -> !open.tls().isEmpty()).map(open -> open.tls().first().bound());
      case WS, WSS -> Optional.empty();
    };
  }

  /** Closes the ports and all connections; not on the loop. */
  @Override
  public void close() {
    listening.ifPresent(
        open -> {
          open.close();
          loop.execute(() -> open.tcp().forEach(StreamPort::closeConnections));
          loop.execute(() -> open.tls().forEach(StreamPort::closeConnections));
        });
    listening = Optional.empty();
  }
}

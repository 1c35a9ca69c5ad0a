package org.paraat.sip.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.TransportHandler;
import org.paraat.sip.transport.Transports;

/** One address of the simulated network. */
final class SimulatedHost implements Transports {
  private static final int FIRST_CLIENT_PORT = 40_000;

  private final SimulatedNetwork network;
  private final String host;
  private final int port;
  private final Map<SipAddress, SimulatedConnection> connections = new LinkedHashMap<>();
  private Optional<TransportHandler> handler = Optional.empty();
  private int clientPorts;

  SimulatedHost(SimulatedNetwork network, String host, int port) {
    this.network = network;
    this.host = host;
    this.port = port;
  }

  @Override
  public void start(TransportHandler newHandler) {
    handler = Optional.of(newHandler);
  }

  @Override
  public Flow to(SipAddress address) {
    return switch (address.transport()) {
      case UDP -> new SimulatedFlow(this, address(Transport.UDP), address);
      case TCP -> {
        SimulatedConnection open = connections.get(address);
        yield open != null && open.isOpen() ? open : connect(address);
      }
      case TLS, WS, WSS ->
          throw new IllegalArgumentException("not listening on " + address.transport());
    };
  }

  private SimulatedConnection connect(SipAddress address) {
    SipAddress source =
        SipAddress.of(Transport.TCP, host, FIRST_CLIENT_PORT + clientPorts++ % 20_000);
    SimulatedConnection connection = new SimulatedConnection(this, source, address);
    connections.put(address, connection);
    network.loop().schedule(network.streamDelay(), () -> establish(connection));
    return connection;
  }

  private void establish(SimulatedConnection connection) {
    if (!connection.isOpen()) {
      return;
    }
    if (network.isCutOff(connection.remote()) || network.isCutOff(connection.local())) {
      return; // a connection attempt into the void: SIP's own timers give it up
    }
    Optional<SimulatedHost> peer = network.listening(connection.remote());
    if (peer.isEmpty()) {
      connection.lose("connection refused");
      return;
    }
    connection.join(peer.get().accept(connection.local()));
  }

  private SimulatedConnection accept(SipAddress from) {
    SimulatedConnection accepted = new SimulatedConnection(this, address(Transport.TCP), from);
    connections.put(from, accepted);
    return accepted;
  }

  void forget(SimulatedConnection connection) {
    connections.remove(connection.remote(), connection);
  }

  void receive(SipAddress from, byte[] message) {
    Flow flow = new SimulatedFlow(this, address(Transport.UDP), from);
    tell(listener -> listener.onMessage(flow, message));
  }

  void tell(Consumer<TransportHandler> event) {
    handler.ifPresent(event);
  }

  SimulatedNetwork network() {
    return network;
  }

  boolean isListening() {
    return handler.isPresent();
  }

  SipAddress address(Transport transport) {
    return SipAddress.of(transport, host, port);
  }

  @Override
  public Optional<SipAddress> listening(Transport transport) {
    return switch (transport) {
      case UDP, TCP -> Optional.of(address(transport));
      case TLS, WS, WSS -> Optional.empty();
    };
  }

  /** Vanishes like a process that ends: its connections break, its port is closed. */
  @Override
  public void close() {
    handler = Optional.empty();
    List.copyOf(connections.values()).forEach(Flow::close);
    connections.clear();
    network.leave(this);
  }
}

package org.paraat.sip.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** One end of a stream of the simulated network; carries whole messages. */
final class SimulatedConnection implements Flow {
  private final SimulatedHost host;
  private final SipAddress local;
  private final SipAddress remote;
  private final List<byte[]> early = new ArrayList<>();
  private Optional<SimulatedConnection> peer = Optional.empty();
  private boolean isOpen = true;

  SimulatedConnection(SimulatedHost host, SipAddress local, SipAddress remote) {
    this.host = host;
    this.local = local;
    this.remote = remote;
  }

  void join(SimulatedConnection other) {
    peer = Optional.of(other);
    other.peer = Optional.of(this);
    early.forEach(this::send);
    early.clear();
  }

  @Override
  public void send(byte[] message) {
    if (!isOpen) {
      return;
    }
    if (peer.isEmpty()) {
      early.add(message);
      return;
    }
    if (!host.network().isLost(this, message)) {
      SimulatedConnection other = peer.get();
      host.network().loop().schedule(host.network().streamDelay(), () -> other.deliver(message));
    }
  }

  private void deliver(byte[] message) {
    if (isOpen) {
      host.tell(handler -> handler.onMessage(this, message));
    }
  }

  /** This end learns that the stream is broken. */
  void lose(String because) {
    if (isOpen) {
      isOpen = false;
      host.forget(this);
      host.tell(handler -> handler.onFlowClosed(this, because));
    }
  }

  @Override
  public void close() {
    if (!isOpen) {
      return;
    }
    lose("closed by us");
    peer.ifPresent(
        other ->
            host.network()
                .loop()
                .schedule(host.network().streamDelay(), () -> other.lose("closed by the peer")));
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public SipAddress local() {
    return local;
  }

  @Override
  public SipAddress remote() {
    return remote;
  }

  @Override
  public String toString() {
    return "connection " + local + " to " + remote;
  }
}

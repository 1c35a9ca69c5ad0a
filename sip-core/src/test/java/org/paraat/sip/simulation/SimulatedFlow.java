package org.paraat.sip.simulation;

import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** A path for datagrams of the simulated network. */
record SimulatedFlow(SimulatedHost host, SipAddress local, SipAddress remote) implements Flow {

  @Override
  public Transport transport() {
    return Transport.UDP;
  }

  @Override
  public void send(byte[] message) {
    host.network().datagram(host, this, message);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}

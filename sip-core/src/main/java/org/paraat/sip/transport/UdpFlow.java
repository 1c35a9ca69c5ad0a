package org.paraat.sip.transport;

/** A path by way of our UDP port; equal to every other to the same peer. */
record UdpFlow(UdpPort port, SipAddress local, SipAddress remote) implements Flow {

  @Override
  public Transport transport() {
    return Transport.UDP;
  }

  @Override
  public void send(byte[] message) {
    port.send(this, message);
  }

  @Override
  public void suspect() {
    port.suspect(this);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return remote.toString();
  }
}

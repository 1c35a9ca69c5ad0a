package org.paraat.sip.dialog;

import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** A connection of an earlier life of the process: nothing can be sent by it. */
record GonePath(SipAddress local, SipAddress remote) implements Flow {

  @Override
  public Transport transport() {
    return remote.transport();
  }

  @Override
  public void send(byte[] message) {
    throw new IllegalStateException("a path of an earlier life leads nowhere");
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public void close() {}
}

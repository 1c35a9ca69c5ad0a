package org.paraat.sip.transport;

/** A place where we listen. */
interface Port {

  SipAddress bound();

  /** Stops listening; not on the loop. */
  void close();
}

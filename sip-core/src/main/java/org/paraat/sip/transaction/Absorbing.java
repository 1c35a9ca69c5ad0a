package org.paraat.sip.transaction;

/** What takes a request that comes again. */
interface Absorbing {

  /** The same request came again. */
  void onRetransmission();
}

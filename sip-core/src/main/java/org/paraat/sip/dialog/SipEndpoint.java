package org.paraat.sip.dialog;

import java.util.random.RandomGenerator;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.Transports;

/** Our end of SIP: places and takes calls, sends and answers requests. Used on the loop only. */
public final class SipEndpoint {

  /**
   * @param random source of tags and branches: a {@code SecureRandom}, seeded in tests
   * @param tap who sees every message, for the trace of a call
   */
  public SipEndpoint(
      Loop loop,
      Transports transports,
      RandomGenerator random,
      SipSettings settings,
      SipHandler handler,
      SipTap tap) {
    throw new UnsupportedOperationException("lands next");
  }

  /** Begins to listen. */
  public void start() {}

  /** Places a call; the listener hears nothing before this returned. */
  public InviteDialog invite(OutgoingInvite invite, InviteListener listener) {
    throw new UnsupportedOperationException("lands next");
  }

  /** Sends a request outside any dialog. */
  public void send(OutgoingRequest request, ResponseListener listener) {
    throw new UnsupportedOperationException("lands next");
  }
}

package org.paraat.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import org.paraat.sip.transport.Flow;

/** Who sees every message that passes; must not change it. */
public interface SipTap {

  /** Sees nothing. */
  SipTap NONE =
      new SipTap() {
        @Override
        public void received(Flow flow, SIPMessage message) {}

        @Override
        public void sent(Flow flow, SIPMessage message) {}
      };

  /** A request came in, or a response to one of ours; retransmissions too. */
  void received(Flow flow, SIPMessage message);

  /** A message was sent for the first time. */
  void sent(Flow flow, SIPMessage message);
}

package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;

/** Who is told what came of a request that we sent; exactly one of these is called, once. */
public interface ResponseListener {

  /** For whoever does not mind. */
  ResponseListener IGNORED =
      new ResponseListener() {
        @Override
        public void onResponse(SIPResponse response) {}

        @Override
        public void onTimeout() {}

        @Override
        public void onUnreachable(String because) {}
      };

  /** A final response, from 200 to 699. */
  void onResponse(SIPResponse response);

  /** No response came in time. */
  void onTimeout();

  /** The network said no: connection refused, closed port. */
  void onUnreachable(String because);
}

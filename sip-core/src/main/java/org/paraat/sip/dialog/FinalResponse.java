package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import org.paraat.sip.transaction.ClientListener;

/** Tells of a request's end only. */
record FinalResponse(ResponseListener heard) implements ClientListener {

  @Override
  public void onResponse(SIPResponse response) {
    if (response.getStatusCode() >= 200) {
      heard.onResponse(response);
    }
  }

  @Override
  public void onTimeout() {
    heard.onTimeout();
  }

  @Override
  public void onUnreachable(String because) {
    heard.onUnreachable(because);
  }
}

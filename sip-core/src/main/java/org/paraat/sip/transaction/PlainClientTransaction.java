package org.paraat.sip.transaction;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import org.paraat.sip.transport.Flow;

/** A request other than INVITE that we sent (RFC 3261 17.1.2). */
public final class PlainClientTransaction extends ClientTransaction {
  private enum State {
    TRYING,
    PROCEEDING,
    COMPLETED,
    TERMINATED
  }

  private State state = State.TRYING;

  PlainClientTransaction(
      Transactions table,
      String key,
      SIPRequest request,
      Via via,
      Flow flow,
      ClientListener heard) {
    super(table, key, request, via, flow, heard);
  }

  @Override
  Duration pauseAfter(Duration pause) {
    return state == State.PROCEEDING ? table.settings().t2() : table.settings().next(pause);
  }

  @Override
  void onResponse(SIPResponse response) {
    switch (state) {
      case TRYING, PROCEEDING -> {
        if (response.getStatusCode() < 200) {
          state = State.PROCEEDING;
        } else {
          complete();
        }
        listener.onResponse(response);
      }
      case COMPLETED, TERMINATED -> {}
    }
  }

  private void complete() {
    stopRepeating();
    end.cancel();
    if (flow().isReliable()) {
      terminate();
    } else {
      state = State.COMPLETED;
      end = after(table.settings().t4(), this::terminate);
    }
  }

  @Override
  boolean isWaitingForFirstResponse() {
    return state == State.TRYING;
  }

  @Override
  boolean isWaiting() {
    return state == State.TRYING || state == State.PROCEEDING;
  }

  @Override
  void terminate() {
    state = State.TERMINATED;
    stopRepeating();
    end.cancel();
    table.forget(this);
  }
}

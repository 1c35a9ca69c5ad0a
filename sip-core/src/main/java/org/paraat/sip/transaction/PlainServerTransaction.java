package org.paraat.sip.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** A request other than INVITE that came in (RFC 3261 17.2.2). */
public final class PlainServerTransaction extends ServerTransaction {
  private enum State {
    TRYING,
    PROCEEDING,
    COMPLETED
  }

  private State state = State.TRYING;
  private final Loop.Timer timer;

  PlainServerTransaction(Transactions table, String key, SIPRequest request, Flow flow, Flow back) {
    super(table, key, request, flow, back);
    // Our peer gives up by then: whoever should have answered is late or broken.
    timer = table.loop().schedule(table.settings().giveUp(), this::onNeverAnswered);
  }

  private void onNeverAnswered() {
    if (isUnanswered()) {
      respond(response(500, "Server Internal Error"));
    }
  }

  @Override
  public void respond(SIPResponse response) {
    switch (state) {
      case TRYING, PROCEEDING -> {
        sendFirst(response);
        if (response.getStatusCode() < 200) {
          state = State.PROCEEDING;
        } else {
          complete();
        }
      }
      case COMPLETED -> {}
    }
  }

  private void complete() {
    timer.cancel();
    state = State.COMPLETED;
    if (isReliable()) {
      table.forget(this);
    } else {
      table.keepAnswer(this);
    }
  }

  @Override
  public boolean isUnanswered() {
    return state == State.TRYING || state == State.PROCEEDING;
  }

  @Override
  public void onRetransmission() {
    switch (state) {
      case TRYING -> {}
      case PROCEEDING, COMPLETED -> sendAgain();
    }
  }
}

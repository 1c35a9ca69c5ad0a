package org.paraat.sip.transaction;

import org.paraat.sip.transport.Flow;

/**
 * What is left of a request that was answered, until its sender repeats it no more (Timer J): the
 * answer, without the request that a busy hour would otherwise keep thousands of.
 */
record AnsweredRequest(Transactions table, Flow back, byte[] answer) implements Absorbing {

  int length() {
    return answer.length;
  }

  @Override
  public void onRetransmission() {
    table.resend(back, answer);
  }
}

package org.paraat.sip.transaction;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** A request that we sent, with the responses to it (RFC 3261 17.1). */
public abstract sealed class ClientTransaction
    permits InviteClientTransaction, PlainClientTransaction {
  static final Loop.Timer NONE = () -> {};
  static final byte[] NOTHING = {};

  final Transactions table;
  final ClientListener listener;
  private final String key;
  private Optional<SIPRequest> request;
  private Flow flow;
  private final Via via;
  private byte[] bytes = NOTHING;
  private boolean isSuspicious;

  /** Sends the request again while no response is there: Timers A and E. */
  Loop.Timer retransmit = NONE;

  /** Ends the waiting, or later the transaction. */
  Loop.Timer end = NONE;

  ClientTransaction(
      Transactions table,
      String key,
      SIPRequest request,
      Via via,
      Flow flow,
      ClientListener heard) {
    this.table = table;
    this.key = key;
    this.request = Optional.of(request);
    this.via = via;
    this.flow = flow;
    this.listener = heard;
  }

  /** Known until it was accepted. */
  public SIPRequest request() {
    return request.orElseThrow();
  }

  /** What only waits for copies of its answer needs no message, and some wait for long. */
  final void letGoOfRequest() {
    request = Optional.empty();
  }

  /** A response came, and the request is not sent again. */
  final void stopRepeating() {
    retransmit.cancel();
    bytes = NOTHING;
  }

  public Flow flow() {
    return flow;
  }

  /** From now on another path leads to the peer. */
  final void moveTo(Flow other) {
    flow = other;
  }

  Via via() {
    return via;
  }

  String key() {
    return key;
  }

  /** Sends the request for the first time, and again over a path that may lose it. */
  final void start() {
    end = after(table.settings().giveUp(), this::timeOut);
    if (!flow.isReliable()) {
      retransmitAfter(table.settings().t1());
    }
    bytes = table.send(flow, request());
  }

  private void retransmitAfter(Duration pause) {
    retransmit =
        after(
            pause,
            () -> {
              repeat();
              retransmitAfter(pauseAfter(pause));
            });
  }

  /** How long to wait before the next repetition. */
  abstract Duration pauseAfter(Duration pause);

  abstract void onResponse(SIPResponse response);

  /** Whether the network's no still matters: nothing was heard from the peer yet. */
  abstract boolean isWaitingForFirstResponse();

  /** Whether a final response is still awaited. */
  abstract boolean isWaiting();

  /** Ends without a word to the listener. */
  abstract void terminate();

  /** The connection ended while a final response was awaited. */
  void onFlowClosed(String because) {
    fail(because);
  }

  final void fail(String because) {
    terminate();
    listener.onUnreachable(because);
  }

  final void timeOut() {
    if (flow.isReliable()) {
      flow.suspect();
    }
    terminate();
    listener.onTimeout();
  }

  /** Sends the request once more; the first time the network is asked too. */
  private void repeat() {
    if (!isSuspicious) {
      isSuspicious = true;
      flow.suspect();
    }
    table.resend(flow, bytes);
  }

  final Loop.Timer after(Duration time, Runnable task) {
    return table.loop().schedule(time, task);
  }
}

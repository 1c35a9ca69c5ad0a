package org.paraat.sip.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.Flow;

/** A request that came in, with our responses to it (RFC 3261 17.2). */
public abstract sealed class ServerTransaction implements Absorbing
    permits InviteServerTransaction, PlainServerTransaction {
  private static final byte[] NOTHING = {};

  final Transactions table;
  private final String key;
  private Optional<SIPRequest> request;
  private final Flow flow;
  private final Flow back;
  private final String toTag;
  private byte[] last = NOTHING;

  ServerTransaction(Transactions table, String key, SIPRequest request, Flow flow, Flow back) {
    this.table = table;
    this.key = key;
    this.request = Optional.of(request);
    this.flow = flow;
    this.back = back;
    this.toTag = table.tokens().token();
  }

  /** Known until it was refused, or until its acceptance was acknowledged. */
  public SIPRequest request() {
    return request.orElseThrow();
  }

  /** Nothing new is said of it: what it brought need not be kept while its answer is repeated. */
  final void letGoOfRequest() {
    request = Optional.empty();
  }

  /** Nothing more is said: a call that lasts for hours needs neither question nor answer. */
  final void letGoOfMessages() {
    request = Optional.empty();
    last = NOTHING;
  }

  /** The path that the request came by. */
  public Flow flow() {
    return flow;
  }

  /** The tag that our responses give to a To header without one. */
  public String toTag() {
    return toTag;
  }

  /** A response to the request, to be completed and sent. */
  public SIPResponse response(int status, String reasonPhrase) {
    return SipMessages.response(request(), status, reasonPhrase, toTag);
  }

  /** Sends a response; one that comes too late is ignored. */
  public abstract void respond(SIPResponse response);

  /** Whether a final response can still be given. */
  public abstract boolean isUnanswered();

  String key() {
    return key;
  }

  void sendFirst(SIPResponse response) {
    last = table.send(back, response);
  }

  AnsweredRequest answered() {
    return new AnsweredRequest(table, back, last);
  }

  boolean hasSpoken() {
    return last.length > 0;
  }

  void sendAgain() {
    if (last.length > 0) {
      table.resend(back, last);
    }
  }

  boolean isReliable() {
    return flow.isReliable();
  }
}

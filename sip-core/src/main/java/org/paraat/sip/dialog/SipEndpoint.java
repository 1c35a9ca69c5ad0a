package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.SipCounters;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transaction.ServerTransaction;
import org.paraat.sip.transaction.TransactionUser;
import org.paraat.sip.transaction.Transactions;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transports;

/** Our end of SIP: places and takes calls, sends and answers requests. Used on the loop only. */
public final class SipEndpoint {
  private final Wire wire;
  private final SipHandler handler;
  private final FirstLook firstLook;
  private final String registrationCallId;
  private long sequence;

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
    this.handler = handler;
    Tokens tokens = new Tokens(random);
    SipCounters counters = new SipCounters();
    Transactions transactions =
        new Transactions(
            loop, transports, settings.transactions(), tokens, counters, tap, new Incoming());
    wire =
        new Wire(
            loop,
            transports,
            transactions,
            settings,
            tokens,
            new OwnHeaders(settings),
            new DialogTable(),
            counters);
    firstLook = new FirstLook(wire.own(), settings);
    registrationCallId = tokens.token();
  }

  /** Begins to listen. */
  public void start() {
    wire.transactions().start();
  }

  /** Places a call; the listener hears nothing before this returned. */
  public InviteDialog invite(OutgoingInvite invite, InviteListener listener) {
    Optional<GenericURI> target = SipUris.parse(invite.target());
    OutgoingLeg leg =
        new OutgoingLeg(
            wire,
            invite,
            target.orElseGet(() -> SipUris.of("", invite.flow().remote().host())),
            listener);
    if (target.isEmpty()) {
      leg.forget();
      wire.loop()
          .execute(
              () ->
                  listener.onFailed(
                      new InviteFailure.Unreachable("not a SIP URI: " + invite.target())));
    } else {
      leg.call();
    }
    return leg;
  }

  /**
   * Sends a request outside any dialog; the listener hears nothing before this returned. Those of
   * one endpoint that register share a Call-ID, with rising numbers (RFC 3261 10.2).
   */
  public void send(OutgoingRequest request, ResponseListener listener) {
    Optional<GenericURI> target = SipUris.parse(request.target());
    if (target.isEmpty()) {
      wire.loop().execute(() -> listener.onUnreachable("not a SIP URI: " + request.target()));
      return;
    }
    String callId =
        request.method().equals("REGISTER") ? registrationCallId : wire.tokens().token();
    new Exchange(wire, request, target.get(), callId, () -> ++sequence, listener).send(List.of());
  }

  /**
   * Goes on with a subscription of an earlier life; without a path where that was a connection.
   *
   * @throws IllegalArgumentException when what was kept makes no sense
   */
  public NotifierDialog restore(KeptDialog kept) {
    SipAddress hop = SipAddress.of(kept.transport(), kept.host(), kept.port());
    Flow flow =
        kept.transport().isReliable()
            ? new GonePath(
                wire.transports()
                    .listening(kept.transport())
                    .orElseThrow(IllegalArgumentException::new),
                hop)
            : wire.transports().to(hop);
    return new NotifierDialog(
        wire, Dialog.ofEarlierLife(kept, flow, NextHop.through(wire.transports())));
  }

  /** What passed and what was thrown away. */
  public SipCounters counters() {
    return wire.counters();
  }

  /** How many dialogs stand. */
  public int dialogs() {
    return wire.dialogs().size();
  }

  /** How many transactions are remembered: after half a minute of quiet none. */
  public int transactions() {
    return wire.transactions().size();
  }

  /** What the transactions bring. */
  private final class Incoming implements TransactionUser {

    @Override
    public void onInvite(InviteServerTransaction transaction) {
      SIPRequest request = transaction.request();
      if (isRefused(transaction)) {
        return;
      }
      if (request.getToTag() != null) {
        wire.dialogs()
            .find(request)
            .ifPresentOrElse(leg -> leg.onReinvite(transaction), () -> unknown(transaction));
      } else if (wire.dialogs().size() >= wire.settings().mostDialogs()) {
        wire.counters().count(Drop.TABLE_FULL);
        refuse(transaction, 503, "Overloaded", "Retry-After", "5");
      } else {
        offer(transaction);
      }
    }

    private void offer(InviteServerTransaction transaction) {
      try {
        handler.onInvite(new ReceivedInvite(wire, transaction));
      } catch (RuntimeException defect) {
        if (transaction.isUnanswered()) {
          transaction.respond(transaction.response(500, "Server Internal Error"));
        }
        throw defect;
      }
    }

    @Override
    public void onRequest(PlainServerTransaction transaction) {
      SIPRequest request = transaction.request();
      if (isRefused(transaction)) {
        return;
      }
      if (request.getToTag() != null && !request.getMethod().equals("REGISTER")) {
        wire.dialogs()
            .find(request)
            .ifPresentOrElse(leg -> leg.onRequest(transaction), () -> strayRequest(transaction));
      } else {
        handler.onRequest(new ReceivedRequest(wire, transaction));
      }
    }

    @Override
    public void onAck(SIPRequest ack, Flow flow) {
      wire.dialogs()
          .find(ack)
          .ifPresentOrElse(leg -> leg.onAck(ack), () -> wire.counters().count(Drop.STRAY_ACK));
    }

    @Override
    public void onFlowClosed(Flow flow, String because) {
      wire.dialogs().onFlowClosed(flow);
      handler.onFlowClosed(flow, because);
    }

    private boolean isRefused(ServerTransaction transaction) {
      Optional<SIPResponse> objection = firstLook.objection(transaction);
      objection.ifPresent(transaction::respond);
      return objection.isPresent();
    }

    private void strayRequest(PlainServerTransaction transaction) {
      boolean isRefer = transaction.request().getMethod().equals("REFER");
      if (isRefer && wire.dialogs().awaitsAnswerFrom(transaction.request())) {
        unknown(transaction);
      } else {
        handler.onStrayRequest(new ReceivedRequest(wire, transaction));
      }
    }

    /** RFC 3261 14.2: while our INVITE is open; a 481 would end a call whose 2xx was lost. */
    private void unknown(ServerTransaction transaction) {
      SIPResponse response =
          wire.dialogs().awaitsAnswerFrom(transaction.request())
              ? transaction.response(491, "Request Pending")
              : transaction.response(481, "Call/Transaction Does Not Exist");
      wire.own().dress(response);
      transaction.respond(response);
    }

    private void refuse(
        ServerTransaction transaction, int status, String phrase, String name, String value) {
      SIPResponse response = transaction.response(status, phrase);
      wire.own().dress(response);
      response.addHeader(SipMessages.header(name, value));
      transaction.respond(response);
    }
  }
}

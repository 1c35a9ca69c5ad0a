package org.paraat.sip.transaction;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.Flow;

/** An INVITE that we sent (RFC 3261 17.1.1, with the Accepted state of RFC 6026). */
public final class InviteClientTransaction extends ClientTransaction {
  private enum State {
    CALLING,
    PROCEEDING,
    ACCEPTED,
    COMPLETED,
    TERMINATED
  }

  private static final ClientListener NOBODY =
      new ClientListener() {
        @Override
        public void onResponse(SIPResponse response) {}

        @Override
        public void onTimeout() {}

        @Override
        public void onUnreachable(String because) {}
      };

  private State state = State.CALLING;
  private boolean isCancelled;
  private boolean isAbandoned;
  private boolean isOrphaned;
  private byte[] ack = NOTHING;

  InviteClientTransaction(
      Transactions table,
      String key,
      SIPRequest request,
      Via via,
      Flow flow,
      ClientListener heard) {
    super(table, key, request, via, flow, heard);
  }

  // Timer A doubles without the cap of T2.
  @Override
  Duration pauseAfter(Duration pause) {
    return pause.plus(pause);
  }

  /** Whether a CANCEL may be sent now (RFC 3261 9.1): a provisional response is there. */
  public boolean isCancellable() {
    return state == State.PROCEEDING && !isCancelled;
  }

  /** Sends CANCEL; the final response to the INVITE still comes, or {@code onTimeout}. */
  public void cancel(Optional<Reason> reason) {
    if (!isCancellable()) {
      return;
    }
    sendCancel(reason);
    end.cancel();
    end = after(table.settings().giveUp(), this::timeOut);
  }

  private void sendCancel(Optional<Reason> reason) {
    isCancelled = true;
    SIPRequest cancel = sameHop("CANCEL", (To) request().getTo());
    reason.ifPresent(why -> cancel.addHeader(SipMessages.header("Reason", why.headerValue())));
    table.sendCancel(cancel, via(), flow(), NOBODY);
  }

  /**
   * The dialog is over: a final response is still acknowledged, but not awaited for ever, because
   * the peer stops repeating it when it says BYE.
   */
  public void abandon() {
    isAbandoned = true;
    if (isWaiting()) {
      end.cancel();
      end = after(table.settings().giveUp(), this::timeOut);
    }
  }

  /**
   * For the listener it is over, but the peer rings on, and may answer by another connection (RFC
   * 3261 18.2.2): it is asked to stop, and what it still says is taken.
   */
  @Override
  void onFlowClosed(String because) {
    if (isOrphaned) {
      return; // so did the way that was tried instead; the time of this one runs
    }
    if (state != State.PROCEEDING) {
      fail(because);
      return;
    }
    isOrphaned = true;
    end.cancel();
    end = after(table.settings().giveUp(), this::terminate);
    table
        .anew(flow())
        .ifPresent(
            other -> {
              moveTo(other);
              sendCancel(Optional.empty());
            });
    listener.onUnreachable(because);
  }

  @Override
  void onResponse(SIPResponse response) {
    int status = response.getStatusCode();
    switch (state) {
      case CALLING, PROCEEDING -> {
        stopRepeating();
        if (status < 200) {
          proceed(response);
        } else if (status < 300) {
          accept(response);
        } else {
          complete(response);
        }
      }
      case ACCEPTED -> {
        if (status >= 200 && status < 300) {
          listener.onResponse(response);
        }
      }
      case COMPLETED -> {
        if (status >= 300) {
          table.resend(flow(), ack);
        }
      }
      case TERMINATED -> {}
    }
  }

  private void proceed(SIPResponse response) {
    if (state == State.CALLING) {
      state = State.PROCEEDING;
      if (!isAbandoned) {
        end.cancel();
      }
    }
    listener.onResponse(response);
  }

  private void accept(SIPResponse response) {
    state = State.ACCEPTED;
    end.cancel();
    end = after(table.settings().giveUp(), this::terminate);
    letGoOfRequest();
    listener.onResponse(response);
  }

  private void complete(SIPResponse response) {
    SIPRequest acknowledgement = sameHop("ACK", (To) response.getTo());
    acknowledgement.addHeader(via());
    ack = table.send(flow(), acknowledgement);
    end.cancel();
    if (flow().isReliable()) {
      terminate();
    } else {
      state = State.COMPLETED;
      end = after(table.settings().linger(), this::terminate);
    }
    listener.onResponse(response);
  }

  /** A request that takes the very path of the INVITE: same target, routes and branch. */
  private SIPRequest sameHop(String method, To to) {
    SIPRequest invite = request();
    SIPRequest other =
        SipMessages.request(
            method,
            invite.getRequestLine().getUri(),
            (From) invite.getFrom(),
            to,
            (CallID) invite.getCallId(),
            invite.getCSeq().getSeqNumber());
    if (invite.getRouteHeaders() != null) {
      other.addHeader(invite.getRouteHeaders());
    }
    return other;
  }

  @Override
  boolean isWaitingForFirstResponse() {
    return state == State.CALLING;
  }

  @Override
  boolean isWaiting() {
    return state == State.CALLING || state == State.PROCEEDING;
  }

  @Override
  void terminate() {
    state = State.TERMINATED;
    stopRepeating();
    end.cancel();
    table.forget(this);
  }
}

package org.paraat.sip.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** An INVITE that came in (RFC 3261 17.2.1, with the Accepted state of RFC 6026). */
public final class InviteServerTransaction extends ServerTransaction {
  private enum State {
    PROCEEDING,
    ACCEPTED,
    COMPLETED,
    CONFIRMED,
    TERMINATED
  }

  private static final Loop.Timer NONE = () -> {};

  private final Optional<String> mergeKey;
  private final long sequence;
  private State state = State.PROCEEDING;
  private Optional<ServerListener> listener = Optional.empty();
  private Optional<SIPRequest> cancel = Optional.empty();
  private boolean wasAskedToWait;
  private Loop.Timer retransmit = NONE;
  private Loop.Timer end = NONE;

  /**
   * @param mergeKey equal for the same INVITE by another way (RFC 3261 8.2.2.2); empty within a
   *     dialog
   */
  InviteServerTransaction(
      Transactions table,
      String key,
      Optional<String> mergeKey,
      SIPRequest request,
      Flow flow,
      Flow back) {
    super(table, key, request, flow, back);
    this.mergeKey = mergeKey;
    this.sequence = request.getCSeq().getSeqNumber();
  }

  Optional<String> mergeKey() {
    return mergeKey;
  }

  /** The number of the INVITE in its dialog. */
  public long sequence() {
    return sequence;
  }

  /** Who is told when the caller gives up from now on; see {@link #cancel} for before. */
  public void listen(ServerListener newListener) {
    listener = Optional.of(newListener);
  }

  /** The CANCEL that ended the wish for this call. */
  public Optional<SIPRequest> cancel() {
    return cancel;
  }

  /** Says 100, which lives from hop to hop and has no tag, unless more was said already. */
  void tryingUnlessAnswered() {
    if (state == State.PROCEEDING && !hasSpoken()) {
      sendFirst(SipMessages.response(request(), 100, "Trying", ""));
    }
  }

  @Override
  public void respond(SIPResponse response) {
    if (state != State.PROCEEDING) {
      return;
    }
    wasAskedToWait = wasAskedToWait || hasSpoken();
    sendFirst(response);
    int status = response.getStatusCode();
    if (status >= 300) {
      complete();
    } else if (status >= 200) {
      state = State.ACCEPTED;
      listener = Optional.empty(); // a CANCEL comes too late
      end = table.loop().schedule(table.settings().giveUp(), this::terminate);
    }
  }

  /** Sends the 2xx once more: until the ACK comes, that is the dialog's to ask for. */
  public void repeatAnswer() {
    if (state == State.ACCEPTED) {
      sendAgain();
    }
  }

  /** The ACK of the 2xx is there, or is awaited no more. */
  public void acknowledged() {
    if (state == State.ACCEPTED || state == State.TERMINATED) {
      letGoOfMessages();
    }
  }

  /** Sends the last provisional response once more, so that nobody on the way gives up. */
  public void repeatProvisional() {
    if (state == State.PROCEEDING) {
      sendAgain();
    }
  }

  private void complete() {
    state = State.COMPLETED;
    listener = Optional.empty();
    // Who was cancelled may still become a leg, so that its listener hears of it.
    if (cancel.isEmpty()) {
      letGoOfRequest();
    }
    // RFC 3261 8.2.7: who hears a refusal as the first word asks again until it arrives. If we
    // repeated it by ourselves, a stranger with a false address could have us send much to somebody
    // else.
    if (!isReliable() && wasAskedToWait) {
      retransmitAfter(table.settings().t1());
    }
    end = table.loop().schedule(table.settings().giveUp(), this::terminate);
  }

  private void retransmitAfter(Duration pause) {
    retransmit =
        table
            .loop()
            .schedule(
                pause,
                () -> {
                  sendAgain();
                  retransmitAfter(table.settings().next(pause));
                });
  }

  /** The CANCEL that belongs to this INVITE. */
  void onCancel(SIPRequest request) {
    if (state == State.PROCEEDING && cancel.isEmpty()) {
      cancel = Optional.of(request);
      listener.ifPresent(told -> told.onCancel(request));
    }
  }

  /**
   * An ACK with the branch of this INVITE.
   *
   * @return whether it is the dialog's: it then acknowledges a 2xx
   */
  boolean onAck() {
    switch (state) {
      case COMPLETED -> {
        state = State.CONFIRMED;
        retransmit.cancel();
        end.cancel();
        Duration timerI = isReliable() ? Duration.ZERO : table.settings().t4();
        if (timerI.isZero()) {
          terminate();
        } else {
          end = table.loop().schedule(timerI, this::terminate);
        }
      }
      case PROCEEDING, CONFIRMED, TERMINATED -> {}
      case ACCEPTED -> {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isUnanswered() {
    return state == State.PROCEEDING;
  }

  boolean isRefused() {
    return state == State.COMPLETED || state == State.CONFIRMED;
  }

  @Override
  public void onRetransmission() {
    switch (state) {
      case PROCEEDING, COMPLETED -> sendAgain();
      case ACCEPTED, CONFIRMED, TERMINATED -> {}
    }
  }

  private void terminate() {
    state = State.TERMINATED;
    retransmit.cancel();
    end.cancel();
    table.forget(this);
  }
}

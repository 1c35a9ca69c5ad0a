package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.StringTokenizer;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.InviteServerTransaction;

/** Provisional responses that the caller acknowledges, one after the other (RFC 3262 3). */
final class ReliableResponses {
  private static final int MOST_WAITING = 4;
  private static final long MOST_FIRST_NUMBER = 1L << 30;

  private final Wire wire;
  private final InviteServerTransaction invite;
  private final Runnable onGivenUp;
  private final Deque<SIPResponse> waiting = new ArrayDeque<>();
  private Optional<SIPResponse> pending = Optional.empty();
  private Optional<Repetition> repetition = Optional.empty();
  private long number;

  /**
   * @param onGivenUp what happens when one was not acknowledged in 64 T1
   */
  ReliableResponses(Wire wire, InviteServerTransaction invite, Runnable onGivenUp) {
    this.wire = wire;
    this.invite = invite;
    this.onGivenUp = onGivenUp;
    number = wire.tokens().below(MOST_FIRST_NUMBER);
  }

  /** Sends one that must arrive, as soon as the one before it has. */
  void send(SIPResponse response) {
    if (pending.isEmpty()) {
      sendNow(response);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(response);
    }
  }

  private void sendNow(SIPResponse response) {
    pending = Optional.of(response);
    response.addHeader(SipMessages.header("Require", SipSettings.RELIABLE));
    response.addHeader(SipMessages.header("RSeq", String.valueOf(++number)));
    invite.respond(response);
    // Without the cap of T2, over every transport.
    Duration longestPause = wire.settings().transactions().giveUp();
    repetition =
        Optional.of(
            new Repetition(
                wire,
                invite::repeatProvisional,
                longestPause,
                () -> {
                  stop();
                  onGivenUp.run();
                }));
  }

  /** Whether something waits for its PRACK. */
  boolean isPending() {
    return pending.isPresent();
  }

  /** Whether a description waits for its PRACK: until then no 200 may follow. */
  boolean isDescribing() {
    return pending.filter(response -> response.getRawContent() != null).isPresent();
  }

  /** Whether a PRACK is for what waits. */
  boolean isAcknowledgedBy(SIPRequest prack) {
    StringTokenizer said = new StringTokenizer(Headers.value(prack, "RAck").orElse(""));
    return pending.isPresent()
        && said.countTokens() == 3
        && said.nextToken().equals(String.valueOf(number))
        && said.nextToken().equals(String.valueOf(invite.sequence()))
        && said.nextToken().equals("INVITE");
  }

  /** The PRACK is there: what waited behind it may go. */
  void acknowledged() {
    repetition.ifPresent(Repetition::stop);
    pending = Optional.empty();
    SIPResponse next = waiting.poll();
    if (next != null) {
      sendNow(next);
    }
  }

  /** Nothing more is sent; the PRACK of what was sent may still come. */
  void stop() {
    repetition.ifPresent(Repetition::stop);
    waiting.clear();
  }
}

package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.paraat.sip.digest.DigestClient;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transaction.InviteClientTransaction;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** The INVITE that opens a call, sent again when the peer wants a proof or longer timers. */
final class OpeningInvite {
  private static final int MOST_RAISES = 3;
  private static final int MOST_SECONDS = 86_400;

  private final Wire wire;
  private final OutgoingInvite spec;
  private final GenericURI target;
  private final Function<SentInvite, ClientListener> listener;
  private final String callId;
  private final From from;
  private final To to;
  private final Loop.Timer limit;
  private Optional<InviteClientTransaction> transaction = Optional.empty();
  private long sequence;
  private boolean isProven;
  private int raises;
  private int leastInterval;

  /**
   * @param listener made for each try
   * @param neverAnswered what to do when that has lasted for too long
   */
  OpeningInvite(
      Wire wire,
      OutgoingInvite spec,
      GenericURI target,
      Function<SentInvite, ClientListener> listener,
      Runnable neverAnswered) {
    this.wire = wire;
    this.spec = spec;
    this.target = target;
    this.listener = listener;
    callId = wire.tokens().token() + '@' + spec.flow().local().host();
    Parties parties = new Parties(spec.flow());
    from = parties.from(spec.from(), wire.tokens().token());
    to = spec.to().map(parties::to).orElseGet(() -> SipMessages.to("", target));
    limit = wire.loop().schedule(wire.settings().longestUnanswered(), neverAnswered);
    wire.dialogs().awaitsAnswer(id(""));
  }

  /** Somebody has answered, or nobody will. */
  void isOver() {
    limit.cancel();
    wire.dialogs().awaitsNoAnswer(id(""));
  }

  /**
   * @param remoteTag that the peer has shown; empty: none yet
   */
  DialogId id(String remoteTag) {
    return new DialogId(callId, from.getTag(), remoteTag);
  }

  void send(List<HeaderLine> proof) {
    SIPRequest invite =
        SipMessages.request("INVITE", target, from, to, SipMessages.callId(callId), ++sequence);
    SipMessages.limitHops(invite, spec.hopsLeft());
    wire.own().addContact(invite, spec.flow().local());
    wire.own().addAbilities(invite);
    if (leastInterval > 0) {
      SessionTerms.askFor(invite, leastInterval);
    } else {
      wire.own().askForTimer(invite);
    }
    wire.own().dress(invite);
    Parties parties = new Parties(spec.flow());
    spec.assertedIdentity()
        .ifPresent(
            party ->
                invite.addHeader(
                    SipMessages.header("P-Asserted-Identity", parties.written(party))));
    spec.headers().forEach(header -> SipMessages.add(invite, header));
    proof.forEach(header -> SipMessages.add(invite, header));
    spec.sdp().ifPresent(sdp -> SipMessages.carry(invite, Body.sdp(sdp)));
    ClientListener told = listener.apply(SentInvite.of(invite, proof));
    transaction = Optional.of(wire.transactions().invite(invite, spec.flow(), told));
  }

  /** The path that leads to whoever is called. */
  Flow flow() {
    return transaction.map(InviteClientTransaction::flow).orElseGet(spec::flow);
  }

  /** Sends CANCEL, or nothing while that is not allowed. */
  void cancel(Optional<Reason> reason) {
    transaction.ifPresent(invite -> invite.cancel(reason));
  }

  /**
   * Tries once more when a refusal says how.
   *
   * @return whether it did
   */
  boolean isSentAgain(SIPResponse refusal) {
    return switch (refusal.getStatusCode()) {
      case 401, 407 -> proves(refusal);
      case 422 -> raises(refusal);
      default -> false;
    };
  }

  /** Answers a challenge, once. */
  private boolean proves(SIPResponse challenge) {
    if (isProven || spec.credentials().isEmpty()) {
      return false;
    }
    Optional<HeaderLine> proof =
        DigestClient.prove(
            transaction.orElseThrow().request(),
            challenge,
            spec.credentials().get(),
            wire.tokens());
    isProven = true;
    proof.ifPresent(line -> send(List.of(line)));
    return proof.isPresent();
  }

  /** Asks for longer session timers (RFC 4028 7.3). */
  private boolean raises(SIPResponse refusal) {
    OptionalInt least = SessionTerms.leastIn(refusal);
    boolean isSensible =
        raises < MOST_RAISES
            && least.isPresent()
            && least.getAsInt() > leastInterval
            && least.getAsInt() <= MOST_SECONDS;
    if (isSensible) {
      raises++;
      leastInterval = Math.max(least.getAsInt(), wire.settings().sessionTimers().seconds());
      isProven = false;
      send(List.of());
    }
    return isSensible;
  }
}

package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Reason;
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transport.Flow;

/** A leg that we began: we call. */
final class OutgoingLeg extends Leg {
  private static final int MOST_FORKS = 10;

  private final OutgoingInvite spec;
  private final OpeningInvite opening;
  private final Map<String, Fork> forks = new LinkedHashMap<>();
  private Optional<Fork> winner = Optional.empty();
  private Optional<Fork> heard = Optional.empty();
  private boolean isLeaving;
  private Optional<Reason> leaveReason = Optional.empty();
  private boolean hasTried;
  private boolean hasRung;
  private String shownTag = "";

  OutgoingLeg(Wire wire, OutgoingInvite spec, GenericURI target, InviteListener listener) {
    super(wire, listener);
    this.spec = spec;
    opening = new OpeningInvite(wire, spec, target, Heard::new, this::neverAnswered);
  }

  /** Sends the INVITE. */
  void call() {
    opening.send(List.of());
  }

  private void neverAnswered() {
    if (isOpening() && !isEnded()) {
      InviteListener told = listener();
      hangUp(Optional.of(Reason.sip(408, "Request Timeout")));
      told.onFailed(new InviteFailure.TimedOut());
    }
  }

  /** What comes of one INVITE, which another may follow. */
  private final class Heard implements ClientListener {
    private final SentInvite invite;

    private Heard(SentInvite invite) {
      this.invite = invite;
    }

    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      if (status < 200) {
        onProvisional(invite, response);
      } else if (status < 300) {
        onAccepted(invite, response);
      } else if (isOpening() && (isLeaving || !opening.isSentAgain(response))) {
        fail(InviteFailure.Refused.by(response));
      }
    }

    @Override
    public void onTimeout() {
      if (isOpening()) {
        fail(new InviteFailure.TimedOut());
      }
    }

    @Override
    public void onUnreachable(String because) {
      if (isOpening()) {
        fail(new InviteFailure.Unreachable(because));
      }
    }
  }

  private void fail(InviteFailure failure) {
    InviteListener told = listener();
    forget();
    told.onFailed(failure);
  }

  private void onProvisional(SentInvite invite, SIPResponse response) {
    if (isLeaving) {
      opening.cancel(leaveReason);
      return;
    }
    if (!isOpening()) {
      return;
    }
    if (!hasTried) {
      hasTried = true;
      listener().onTrying();
    }
    int status = response.getStatusCode();
    if (status > 100 && shownTag.isEmpty()) {
      shownTag = Dialog.tag(response.getToTag());
    }
    Optional<String> sdp = status > 100 ? Headers.sdp(response) : Optional.empty();
    boolean isReliable = Fork.isReliable(response);
    Optional<Fork> fork =
        sdp.isPresent() || isReliable ? forkOf(invite, response) : Optional.empty();
    if (isReliable && !(fork.isPresent() && fork.get().takesReliable(response))) {
      return;
    }
    boolean rings = status > 100 && (status < 183 || (sdp.isEmpty() && status == 183));
    if (rings && !hasRung) {
      hasRung = true;
      listener().onRinging();
    }
    if (sdp.isPresent() && fork.isPresent() && fork.get().describes(sdp.get())) {
      onDescribed(fork.get(), sdp.get());
    }
  }

  // Of several phones that describe themselves, the last one is heard.
  private void onDescribed(Fork fork, String sdp) {
    if (fork.awaitsAnswer()) {
      heard = Optional.of(fork);
      listener().onEarlyOffer(sdp);
    } else if (spec.sdp().isPresent()) {
      heard = Optional.of(fork);
      listener().onEarlyMedia(sdp);
    }
  }

  private Optional<Fork> forkOf(SentInvite invite, SIPResponse response) {
    String tag = Dialog.tag(response.getToTag());
    Fork known = forks.get(tag);
    if (known == null && forks.size() < MOST_FORKS) {
      known = fork(invite);
      forks.put(tag, known);
    }
    return Optional.ofNullable(known);
  }

  private Fork fork(SentInvite invite) {
    return new Fork(this, invite, opening.flow(), spec.credentials(), spec.sdp());
  }

  private void onAccepted(SentInvite invite, SIPResponse response) {
    String tag = Dialog.tag(response.getToTag());
    Fork fork = forks.get(tag);
    if (fork != null && fork.isConfirmed()) {
      fork.acknowledgeAgain();
      return;
    }
    if (fork == null) {
      if (winner.isPresent() && forks.size() >= MOST_FORKS) {
        return;
      }
      fork = fork(invite);
      forks.put(tag, fork);
    }
    fork.confirm(response);
    // An answer that comes when the call has failed is one too many, like that of a second phone.
    if (winner.isEmpty() && isOpening()) {
      win(fork, response);
    } else {
      fork.decline(winner.map(_ -> Reason.COMPLETED_ELSEWHERE));
    }
  }

  private void win(Fork fork, SIPResponse response) {
    opening.isOver();
    winner = Optional.of(fork);
    for (Fork other : forks.values()) {
      if (other != fork) {
        other.close();
      }
    }
    fork.handOver();
    establish();
    Optional<String> news = fork.newsIn(response);
    if (isLeaving) {
      fork.acknowledge(Optional.empty());
      bye(leaveReason);
      return;
    }
    timer().orElseThrow().agree(response);
    if (spec.sdp().isPresent() || fork.isExchanged()) {
      fork.acknowledge(Optional.empty());
      spec.sdp().ifPresent(renegotiation()::exchanged);
      renegotiation().begin();
      listener().onAnswered(news.or(() -> lastWordOf(fork)));
    } else if (news.isPresent()) {
      listener().onAnswered(news);
    } else {
      answeredWithoutOffer();
    }
  }

  /** Where another phone was heard last, the one that answered says once more who it is. */
  private Optional<String> lastWordOf(Fork fork) {
    boolean isHeard = heard.isEmpty() || heard.get() == fork;
    return isHeard || fork.described().isEmpty() ? Optional.empty() : Optional.of(fork.described());
  }

  private void answeredWithoutOffer() {
    InviteListener told = listener();
    hangUp(Optional.of(Reason.sip(488, "No offer in the answer")));
    told.onFailed(
        new InviteFailure.Refused(
            488, "No offer in the answer", List.of(), Optional.empty(), Optional.empty()));
  }

  @Override
  public void acknowledge(String sdp) {
    if (spec.sdp().isPresent()) {
      throw new IllegalStateException("we made the offer: the ACK is sent already");
    }
    if (isEnded()) {
      return;
    }
    if (isOpening()) {
      heard.filter(Fork::awaitsAnswer).ifPresent(fork -> fork.answerEarly(sdp));
    } else if (isEstablished() && !winner.orElseThrow().isAcknowledged()) {
      winner.get().acknowledge(Optional.of(sdp));
      renegotiation().exchanged(sdp);
      renegotiation().begin();
    }
  }

  @Override
  void leave(Optional<Reason> reason) {
    isLeaving = true;
    leaveReason = reason;
    if (isEstablished()) {
      if (!winner.orElseThrow().isAcknowledged()) {
        winner.get().acknowledge(Optional.empty());
      }
      bye(reason);
    } else {
      // Without a provisional response yet, the CANCEL waits for one (RFC 3261 9.1).
      opening.cancel(reason);
    }
  }

  @Override
  public void ring() {
    throw notCalled();
  }

  @Override
  public void progress(String sdp) {
    throw notCalled();
  }

  @Override
  public boolean canOfferEarly() {
    throw notCalled();
  }

  @Override
  public void answer(String sdp) {
    throw notCalled();
  }

  @Override
  public void reject(int status, String reasonPhrase, List<HeaderLine> headers) {
    throw notCalled();
  }

  private static IllegalStateException notCalled() {
    return new IllegalStateException("we are the caller of this leg");
  }

  @Override
  void onAcknowledgedBy(SIPRequest reinvite) {}

  @Override
  boolean takesAck(SIPRequest ack) {
    return false;
  }

  @Override
  void onEarlyBye(SIPRequest bye) {}

  @Override
  DialogId earlyId() {
    return opening.id(shownTag);
  }

  @Override
  Flow earlyFlow() {
    return spec.flow();
  }

  @Override
  public void moved(Flow from, Flow to) {
    forks.values().forEach(fork -> fork.dialog().ifPresent(known -> known.moved(from, to)));
  }

  @Override
  Optional<Renegotiation> earlyRenegotiation() {
    return heard.flatMap(Fork::changes);
  }

  @Override
  void onPrack(IncomingRequest prack, PlainServerTransaction transaction) {
    prack.respond(481, "No Such Response");
  }

  @Override
  void onForgotten() {
    opening.isOver();
    if (winner.isEmpty()) {
      forks.values().forEach(Fork::close);
    }
  }
}

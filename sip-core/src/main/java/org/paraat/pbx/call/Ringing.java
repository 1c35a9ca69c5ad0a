package org.paraat.pbx.call;

import java.time.Duration;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.pbx.vocabulary.LegId;

/** One party is called, and the caller hears it ring. */
public final class Ringing implements RingsParties {
  /** Some phones cancel a consultation and then ask to transfer to whom it rang. */
  private static final Duration LINGERS_FOR = Duration.ofMillis(500);

  /** Who is transferred goes back to who transferred them sooner than a caller gives up. */
  private static final Duration TRANSFER_RINGS = Duration.ofSeconds(20);

  /** A carrier thinks for seconds before it rings. */
  private static final Duration TRANSFER_RINGS_OUTSIDE = Duration.ofSeconds(30);

  private static final TimerName LINGERS = TimerName.of("a transfer to whom it rings");

  private final Party party;
  private final Duration ringTime;
  private final Optional<Alerting> alerting;
  private final RingingParties parties;
  private boolean lingers;

  /** Rings as the urgency of the call says. */
  public Ringing(Party party, Duration ringTime) {
    this(party, ringTime, Optional.empty(), new RingingParties());
  }

  public Ringing(Party party, Duration ringTime, Alerting alerting) {
    this(party, ringTime, Optional.of(alerting), new RingingParties());
  }

  private Ringing(
      Party party, Duration ringTime, Optional<Alerting> alerting, RingingParties parties) {
    this.party = party;
    this.ringTime = ringTime;
    this.alerting = alerting;
    this.parties = parties;
  }

  @Override
  public RingingParties parties() {
    return parties;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    var shownAs = ShownAs.to(party, call, turn.directory());
    turn.tell(call, inWords());
    if (call.isAnswered()) {
      // a carrier may think for seconds before it rings: who was spoken to hangs up on silence
      turn.ringbackTo(call);
    }
    Alerting as = alerting.orElse(Alerting.of(call.urgency()));
    return parties
        .ring(party, new Manner(ringTime(call), shownAs, as), call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  private Duration ringTime(Call call) {
    Duration ofTransfer =
        switch (party) {
          case Party.AtPhone _ -> TRANSFER_RINGS;
          case Party.Outside _, Party.EmergencyServices _, Party.Stranger _ ->
              TRANSFER_RINGS_OUTSIDE;
        };
    boolean isShorter = call.net().isPresent() && ofTransfer.compareTo(ringTime) < 0;
    return isShorter ? ofTransfer : ringTime;
  }

  @Override
  public Next onRinging(LegId leg, Call call, Turn turn) {
    parties.onRinging(leg, call, turn);
    turn.ringbackTo(call);
    call.net()
        .ifPresent(
            net -> turn.reportTransfer(call, net.leg(), TransferState.RINGING, Cause.NORMAL));
    return Next.STAY;
  }

  @Override
  public Next onEarlyMedia(LegId leg, Call call, Turn turn) {
    parties.onEarlyMedia(leg, call, turn);
    if (!lingers) {
      turn.earlyMedia(call, leg);
    }
    return Next.STAY;
  }

  @Override
  public Next onFailed(LegId leg, Cause cause, int status, Call call, Turn turn) {
    return goesOn(RingsParties.super.onFailed(leg, cause, status, call, turn), call, turn);
  }

  @Override
  public Next onLinesChanged(Call call, Turn turn) {
    return goesOn(RingsParties.super.onLinesChanged(call, turn), call, turn);
  }

  /** Who heard the tone of a carrier that is left hears ours until the next one is heard. */
  private Next goesOn(Next next, Call call, Turn turn) {
    boolean isListening = call.leg(call.callerLeg()).filter(Leg::hasSound).isPresent();
    if (next.equals(Next.STAY) && isListening && !lingers) {
      turn.ringbackTo(call);
    }
    return next;
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    turn.trace(call, party + " was not reached", refusal.cause().inWords());
    return lingers ? Next.end(Cause.CALLER_GAVE_UP) : new Next.NotReached(refusal.cause());
  }

  @Override
  public Next onAnswered(LegId leg, Call call, Turn turn) {
    return lingers
        ? Next.end(Cause.CALLER_GAVE_UP)
        : RingsParties.super.onAnswered(leg, call, turn);
  }

  /** A phone that sends its calls elsewhere is followed; a carrier does so by itself. */
  @Override
  public Next onMoved(LegId leg, String to, Call call, Turn turn) {
    return party instanceof Party.AtPhone phone && !lingers
        ? new Next.Follow(phone, to)
        : RingsParties.super.onMoved(leg, to, call, turn);
  }

  // --- a consultation that is given up in order to be transferred to ---

  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    boolean isHandedOver = call.net().isPresent();
    if (!leg.equals(call.callerLeg()) || call.about().isEmpty() || isHandedOver) {
      return RingsParties.super.onHungUp(leg, cause, call, turn);
    }
    lingers = true;
    turn.setTimer(call, LINGERS, LINGERS_FOR);
    return Next.STAY;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    return timer.equals(LINGERS)
        ? Next.end(Cause.CALLER_GAVE_UP)
        : goesOn(RingsParties.super.onTimer(timer, call, turn), call, turn);
  }

  /** Whether it rings for a moment more although who called has hung up. */
  public boolean lingers() {
    return lingers;
  }

  /** From now on it rings in another call: its legs must have moved there. */
  public void ringsFor(Call before, Call now, Turn turn) {
    lingers = false;
    turn.cancelTimer(before, LINGERS);
    parties.ringFor(ringTime(now), now, turn);
  }

  @Override
  public void leave(Call call, Turn turn) {
    parties.stop(call, turn);
    turn.cancelTimer(call, LINGERS);
    turn.stopPlaying(call, call.callerLeg());
  }

  @Override
  public Phase copy(Copier copier) {
    var copy = new Ringing(party, ringTime, alerting, new RingingParties(parties));
    copy.lingers = lingers;
    return copy;
  }

  @Override
  public String inWords() {
    return "rings " + party;
  }
}

package org.paraat.pbx.call;

import java.time.Duration;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.LegId;

/** One party is called, and the caller hears it ring. */
public final class Ringing implements RingsParties {
  private final Party party;
  private final Duration ringTime;
  private final RingingParties parties;

  public Ringing(Party party, Duration ringTime) {
    this(party, ringTime, new RingingParties());
  }

  private Ringing(Party party, Duration ringTime, RingingParties parties) {
    this.party = party;
    this.ringTime = ringTime;
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
    return parties
        .ring(party, new Manner(ringTime, shownAs, Alerting.of(call.urgency())), call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  @Override
  public Next onRinging(LegId leg, Call call, Turn turn) {
    parties.onRinging(leg, call, turn);
    turn.ringbackTo(call);
    return Next.STAY;
  }

  @Override
  public Next onEarlyMedia(LegId leg, Call call, Turn turn) {
    parties.onRinging(leg, call, turn);
    turn.earlyMedia(call, leg);
    return Next.STAY;
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    turn.trace(call, party + " was not reached", refusal.cause().inWords());
    return new Next.NotReached(refusal.cause());
  }

  @Override
  public void leave(Call call, Turn turn) {
    parties.stop(call, turn);
    turn.stopPlaying(call, call.callerLeg());
  }

  @Override
  public Phase copy(Copier copier) {
    return new Ringing(party, ringTime, new RingingParties(parties));
  }

  @Override
  public String inWords() {
    return "rings " + party;
  }
}

package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;

/** A phase in which parties ring for the caller; the first who answers talks with them. */
public interface RingsParties extends Phase {

  RingingParties parties();

  /** A party does not take the call, and there is no other way to reach it. */
  Next onRefused(Refusal refusal, Call call, Turn turn);

  @Override
  default Next onTrying(LegId leg, Call call, Turn turn) {
    parties().onTrying(leg, call, turn);
    return Next.STAY;
  }

  @Override
  default Next onRinging(LegId leg, Call call, Turn turn) {
    parties().onRinging(leg, call, turn);
    return Next.STAY;
  }

  @Override
  default Next onEarlyMedia(LegId leg, Call call, Turn turn) {
    parties().onEarlyMedia(leg, call, turn);
    return Next.STAY;
  }

  /** A peer of a carrier has died or lives again. */
  default Next onLinesChanged(Call call, Turn turn) {
    parties().onLinesChanged(call, turn);
    return Next.STAY;
  }

  @Override
  default Next onAnswered(LegId leg, Call call, Turn turn) {
    Optional<Party> winner = parties().onAnswered(leg, call, turn);
    if (winner.isEmpty()) {
      throw new IllegalStateException(leg + " answered and was not rung by this phase");
    }
    turn.trace(call, winner.get() + " answered", "it was the first to do so");
    BusyPhone.tookAnother(call, leg, turn);
    return Next.talk(call.callerLeg(), leg);
  }

  /** Somebody whose phone did not ring takes the call; their leg is in it already. */
  default Next onPickedUp(LegId by, Call call, Turn turn) {
    parties().wonByAnother();
    BusyPhone.tookAnother(call, by, turn);
    return Next.talk(call.callerLeg(), by);
  }

  @Override
  default Next onFailed(LegId leg, Cause cause, int status, Call call, Turn turn) {
    return parties()
        .onFailed(leg, cause, status, call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  @Override
  default Next onTimer(TimerName timer, Call call, Turn turn) {
    return parties()
        .onTimer(timer, call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }
}

package org.paraat.pbx.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Recall;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.call.WaitingMusic;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Segment;

/**
 * The target of a transfer did not take the caller: they are with who transferred them again, who
 * is rung when the phone does not take them back by itself, and at last at the head of their queue.
 */
public final class Returned implements RingsParties, Conversation {
  /** Phones take the line back by themselves when they hear that a transfer failed. */
  private static final Duration TAKES_BACK_WITHIN = Duration.ofSeconds(5);

  /** A caller who comes from no queue waits so long for who transferred them. */
  private static final Duration AT_MOST = Duration.ofSeconds(45);

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final TimerName RING = TimerName.of("ring who transferred");

  private final Call.Net transferor;
  private final LegId caller;
  private final RingingParties parties;
  private Instant since = Instant.EPOCH;

  public Returned(Call.Net transferor, LegId caller) {
    this(transferor, caller, new RingingParties());
  }

  private Returned(Call.Net transferor, LegId caller, RingingParties parties) {
    this.transferor = transferor;
    this.caller = caller;
    this.parties = parties;
  }

  @Override
  public RingingParties parties() {
    return parties;
  }

  @Override
  public Pair pair() {
    return new Pair(caller, transferor.leg());
  }

  @Override
  public Next enter(Call call, Turn turn) {
    since = turn.at();
    call.netIsGone();
    turn.nowLives(call, Segment.Kind.RETURNED, transferor.party().name(turn.directory()));
    turn.tell(call, "returns to " + transferor.party());
    Optional<Leg> leg = call.leg(transferor.leg());
    if (leg.filter(there -> !there.holds()).isPresent()) {
      return Next.talk(caller, transferor.leg());
    }
    WaitingMusic.goOn(call, caller, turn);
    if (leg.isPresent()) {
      turn.setTimer(call, RING, TAKES_BACK_WITHIN);
      return Next.STAY;
    }
    return ring("the phone that transferred is gone", call, turn);
  }

  @Override
  public Next onResumed(LegId leg, Call call, Turn turn) {
    return leg.equals(transferor.leg()) ? Next.talk(caller, leg) : Next.STAY;
  }

  @Override
  public Next onTransferAsked(Event.TransferAsked asked, Call call, Turn turn) {
    return asked.leg().equals(transferor.leg())
        ? new Next.Transfer(asked)
        : RingsParties.super.onTransferAsked(asked, call, turn);
  }

  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    if (leg.equals(caller)) {
      return Next.end(cause.ofConversation());
    }
    boolean isTransferor = leg.equals(transferor.leg());
    return isTransferor && parties.ringing().isEmpty()
        ? ring("the phone that transferred is gone", call, turn)
        : Next.STAY;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    return timer.equals(RING)
        ? ring("the phone did not take the caller back", call, turn)
        : RingsParties.super.onTimer(timer, call, turn);
  }

  private Next ring(String because, Call call, Turn turn) {
    turn.cancelTimer(call, RING);
    Duration time = Recall.hasQueue(call) ? Recall.RING_TIME : left(turn);
    return Recall.ring(transferor.party(), time, because, parties, call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  private Duration left(Turn turn) {
    return Duration.between(turn.at(), since.plus(AT_MOST));
  }

  @Override
  public Next onAnswered(LegId leg, Call call, Turn turn) {
    parties.onAnswered(leg, call, turn);
    turn.trace(call, transferor.party() + " took the caller back", "the phone was answered");
    return takenBack(leg, call, turn);
  }

  @Override
  public Next onPickedUp(LegId by, Call call, Turn turn) {
    parties.wonByAnother();
    return takenBack(by, call, turn);
  }

  private Next takenBack(LegId by, Call call, Turn turn) {
    return Recall.takenBack(by, Optional.of(transferor.leg()), transferor.wrapUp(), call, turn);
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    Recall.isRefused(refusal, call, turn);
    return Recall.toQueue(call, turn)
        .orElseGet(
            () -> {
              if (left(turn).compareTo(AGAIN_AFTER) > 0) {
                turn.setTimer(call, RING, AGAIN_AFTER);
                return Next.STAY;
              }
              Recall.letGo(call, turn);
              return new Next.NotReached(refusal.cause());
            });
  }

  @Override
  public void leave(Call call, Turn turn) {
    parties.stop(call, turn);
    turn.cancelTimer(call, RING);
    turn.stopPlaying(call, caller);
  }

  @Override
  public Phase copy(Copier copier) {
    var copy = new Returned(transferor, caller, new RingingParties(parties));
    copy.since = since;
    return copy;
  }

  @Override
  public String inWords() {
    return "returns to " + transferor.party();
  }
}

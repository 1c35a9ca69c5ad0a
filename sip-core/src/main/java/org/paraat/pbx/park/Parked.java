package org.paraat.pbx.park;

import java.time.Duration;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Deadline;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Recall;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.call.WaitingMusic;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;

/** The caller waits at a parking place; when nobody fetches them, who parked them is rung. */
public final class Parked implements RingsParties {
  private static final Duration FETCHED_WITHIN = Duration.ofSeconds(120);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(60);

  /** Nobody waits for a phone that is not there, or not any more. */
  private static final int MOST_IN_VAIN = 5;

  private static final TimerName COMES_BACK = TimerName.of("comes back from the parking place");

  private final int place;
  private final Call.Net parker;
  private final ParkingPlaces places;
  private final RingingParties parties;
  private int inVain;

  public Parked(int place, Call.Net parker, ParkingPlaces places) {
    this(place, parker, places, new RingingParties());
  }

  private Parked(int place, Call.Net parker, ParkingPlaces places, RingingParties parties) {
    this.place = place;
    this.parker = parker;
    this.places = places;
    this.parties = parties;
  }

  public int place() {
    return place;
  }

  @Override
  public RingingParties parties() {
    return parties;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Party by = parker.party();
    places.take(place, call.id());
    turn.nowLives(call, Segment.Kind.PARKED, Integer.toString(place));
    turn.trace(call, "is parked at place " + place, by + " parked the caller");
    turn.tell(call, "is parked at place " + place + " by " + by);
    WaitingMusic.begin(Prompts.PARKED_LINE, call, call.callerLeg(), turn);
    turn.setTimer(call, COMES_BACK, FETCHED_WITHIN);
    Deadline.isWatched(call, turn);
    return Next.STAY;
  }

  @Override
  public boolean takesOver() {
    return true;
  }

  @Override
  public Next onPlaybackFinished(LegId leg, Call call, Turn turn) {
    WaitingMusic.goOn(call, leg, turn);
    return Next.STAY;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    if (timer.equals(Deadline.TIMER)) {
      return Deadline.isOverForWhoWaits(call, turn);
    }
    if (!timer.equals(COMES_BACK)) {
      return RingsParties.super.onTimer(timer, call, turn);
    }
    String because = "nobody fetched the caller from place " + place;
    return Recall.ring(parker.party(), Recall.RING_TIME, because, parties, call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  @Override
  public Next onAnswered(LegId leg, Call call, Turn turn) {
    parties.onAnswered(leg, call, turn);
    turn.trace(call, parker.party() + " took the caller back", "the phone was answered");
    return Recall.takenBack(leg, Optional.empty(), parker.wrapUp(), call, turn);
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    Recall.isRefused(refusal, call, turn);
    Optional<Next> queue = Recall.toQueue(call, turn);
    if (queue.isPresent()) {
      return queue.get();
    }
    inVain = refusal.cause() == Cause.DEVICE_UNREACHABLE ? inVain + 1 : 0;
    if (inVain == MOST_IN_VAIN) {
      turn.trace(call, "is no longer parked", "there is no phone to bring the caller back to");
      return new Next.NotReached(refusal.cause());
    }
    turn.setTimer(call, COMES_BACK, AGAIN_AFTER);
    return Next.STAY;
  }

  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    return leg.equals(call.callerLeg()) ? Next.end(cause.ofConversation()) : Next.STAY;
  }

  /** Whether somebody is rung for the caller, or will be. */
  public boolean comesBack(Call call) {
    return call.timers().containsKey(COMES_BACK) || !parties.ringing().isEmpty();
  }

  @Override
  public void leave(Call call, Turn turn) {
    places.leave(call.id());
    parties.stop(call, turn);
    turn.cancelTimer(call, COMES_BACK);
    turn.cancelTimer(call, Deadline.TIMER);
    turn.stopPlaying(call, call.callerLeg());
  }

  @Override
  public Phase copy(Copier copier) {
    var copy =
        new Parked(
            place,
            parker,
            copier.counterpartOf(places, ParkingPlaces.class),
            new RingingParties(parties));
    copy.inVain = inVain;
    return copy;
  }

  @Override
  public String inWords() {
    return "is parked at place " + place;
  }
}

package org.paraat.pbx.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Attempt.Progress;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;

/**
 * Parties that ring for one call at the same time: the first who answers gets it, and the others
 * are told that it was completed elsewhere.
 */
public final class RingingParties {
  /** A phone of ours that says nothing at all for this long is not there. */
  private static final Duration SILENCE_UNTIL_UNREACHABLE = Duration.ofSeconds(3);

  private static final String RING_TIME = "ring time";
  private static final String SILENCE = "silence";
  private static final String ONLY_TRYING = "only trying";

  private final List<Attempt> attempts = new ArrayList<>();
  private boolean isWon;

  public RingingParties() {}

  public RingingParties(RingingParties original) {
    original.attempts.forEach(attempt -> attempts.add(new Attempt(attempt)));
    isWon = original.isWon;
  }

  /**
   * Calls one more party.
   *
   * @return a refusal when there is no way to call it
   */
  public Optional<Refusal> ring(Party party, Manner manner, Call call, Turn turn) {
    Attempt attempt = new Attempt(party, manner, OverTrunks.waysFor(party, turn));
    attempts.add(attempt);
    return switch (party) {
      case Party.AtPhone phone -> {
        attempt.isOn(Dialling.phone(call, phone, manner, turn).id());
        startTimers(attempt, SILENCE_UNTIL_UNREACHABLE, call, turn);
        yield Optional.empty();
      }
      case Party.Outside _, Party.EmergencyServices _ -> overNextTrunk(attempt, call, turn);
      case Party.Stranger _ -> throw new IllegalStateException("a stranger cannot be called");
    };
  }

  /** Who is being called at this moment. */
  public List<Party> ringing() {
    return attempts.stream().map(Attempt::party).toList();
  }

  /** Whoever rings now rings for so long from now on. */
  void ringFor(Duration time, Call call, Turn turn) {
    attempts.forEach(each -> turn.setTimer(call, TimerName.of(RING_TIME, each.leg()), time));
  }

  public void onTrying(LegId leg, Call call, Turn turn) {
    heard(leg, Progress.TRYING, call, turn);
  }

  public void onRinging(LegId leg, Call call, Turn turn) {
    heard(leg, Progress.RINGING, call, turn);
  }

  public void onEarlyMedia(LegId leg, Call call, Turn turn) {
    heard(leg, Progress.HEARD, call, turn);
  }

  /** A peer of a carrier has died or lives again. */
  public void onLinesChanged(Call call, Turn turn) {
    attempts.forEach(attempt -> OverTrunks.leaveTheDead(attempt, call, turn));
  }

  /** The race is over: {@link #stop} ends the others. */
  public Optional<Party> onAnswered(LegId leg, Call call, Turn turn) {
    Optional<Attempt> winner = attemptOn(leg);
    winner.ifPresent(
        attempt -> {
          isWon = true;
          drop(attempt, call, turn);
        });
    return winner.map(Attempt::party);
  }

  /**
   * @return the refusal, unless another trunk is tried
   */
  public Optional<Refusal> onFailed(LegId leg, Cause cause, int status, Call call, Turn turn) {
    return attemptOn(leg).flatMap(attempt -> failed(attempt, cause, status, call, turn));
  }

  /**
   * @return the refusal, when this timer was the end of an attempt
   */
  public Optional<Refusal> onTimer(TimerName timer, Call call, Turn turn) {
    Optional<Attempt> found = timer.leg().flatMap(this::attemptOn);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Attempt attempt = found.get();
    boolean isPhone = attempt.party() instanceof Party.AtPhone;
    Cause cause =
        timer.isFor(RING_TIME)
            ? Cause.NO_ANSWER
            : isPhone ? Cause.DEVICE_UNREACHABLE : Cause.TRUNK_UNREACHABLE;
    turn.hangUp(call, attempt.leg(), cause);
    return failed(attempt, cause, 0, call, turn);
  }

  /** Somebody who was not rung took the call: {@link #stop} ends the others. */
  public void wonByAnother() {
    isWon = true;
  }

  /** Ends one attempt without blame. */
  public void withdraw(Party party, Call call, Turn turn) {
    for (Attempt attempt : List.copyOf(attempts)) {
      if (attempt.party().equals(party)) {
        turn.hangUp(call, attempt.leg(), Cause.NO_ANSWER);
        drop(attempt, call, turn);
      }
    }
  }

  /** Ends all attempts: with somebody who won, the others are losers of a race. */
  public void stop(Call call, Turn turn) {
    Cause cause = isWon ? Cause.COMPLETED_ELSEWHERE : Cause.CALLER_GAVE_UP;
    for (Attempt attempt : List.copyOf(attempts)) {
      turn.hangUp(call, attempt.leg(), cause);
      drop(attempt, call, turn);
    }
  }

  private Optional<Refusal> failed(Attempt attempt, Cause cause, int status, Call call, Turn turn) {
    cancelTimers(attempt, call, turn);
    if (attempt.party() instanceof Party.AtPhone phone && isPhoneAtFault(cause)) {
      turn.agents().fellSilent(phone.device(), turn.at());
    }
    if (attempt.mayGoOnAfter(status, cause)) {
      turn.trace(
          call,
          "the trunk did not carry the call to " + attempt.party(),
          status == 0 ? cause.inWords() : "it answered " + status);
      return overNextTrunk(attempt, call, turn);
    }
    attempts.remove(attempt);
    return Optional.of(new Refusal(attempt.party(), cause));
  }

  private Optional<Refusal> overNextTrunk(Attempt attempt, Call call, Turn turn) {
    Optional<Refusal> refusal = OverTrunks.next(attempt, call, turn);
    refusal.ifPresent(_ -> attempts.remove(attempt));
    return refusal;
  }

  private void heard(LegId leg, Progress progress, Call call, Turn turn) {
    Optional<Attempt> found = attemptOn(leg);
    if (found.isEmpty()) {
      return;
    }
    Attempt attempt = found.get();
    attempt.heard(progress);
    turn.cancelTimer(call, TimerName.of(SILENCE, leg));
    Optional<Trunk> trunk = call.leg(leg).flatMap(Leg::trunk).flatMap(turn.directory()::trunk);
    if (attempt.progress() == Progress.TRYING && trunk.isPresent()) {
      turn.setTimer(call, TimerName.of(ONLY_TRYING, leg), trunk.get().patience().tryingUntilNext());
    } else {
      turn.cancelTimer(call, TimerName.of(ONLY_TRYING, leg));
    }
  }

  /** Declining is a person's wish; these are a phone that does not work. */
  private static boolean isPhoneAtFault(Cause cause) {
    return switch (cause) {
      case DEVICE_UNREACHABLE, NOT_ALLOWED, PROTOCOL_ERROR, MEDIA_NOT_ACCEPTABLE -> true;
      case NORMAL,
          COMPLETED_ELSEWHERE,
          CALLER_GAVE_UP,
          BUSY,
          DECLINED,
          NO_ANSWER,
          MOVED,
          UNKNOWN_NUMBER,
          GOES_IN_CIRCLES,
          CONVERSATION_GONE,
          TRUNK_FAILED,
          TRUNK_UNREACHABLE,
          ALL_TRUNKS_FAILED,
          SOUND_LOST,
          NOBODY_REACHABLE,
          LASTED_TOO_LONG,
          OVERLOAD,
          SHUTTING_DOWN,
          PLATFORM_RESTARTED,
          OUR_BUG ->
          false;
    };
  }

  private void drop(Attempt attempt, Call call, Turn turn) {
    cancelTimers(attempt, call, turn);
    attempts.remove(attempt);
  }

  static void startTimers(Attempt attempt, Duration silence, Call call, Turn turn) {
    turn.setTimer(call, TimerName.of(SILENCE, attempt.leg()), silence);
    turn.setTimer(call, TimerName.of(RING_TIME, attempt.leg()), attempt.manner().ringTime());
  }

  static void cancelTimers(Attempt attempt, Call call, Turn turn) {
    turn.cancelTimer(call, TimerName.of(SILENCE, attempt.leg()));
    turn.cancelTimer(call, TimerName.of(ONLY_TRYING, attempt.leg()));
    turn.cancelTimer(call, TimerName.of(RING_TIME, attempt.leg()));
  }

  private Optional<Attempt> attemptOn(LegId leg) {
    for (Attempt attempt : attempts) {
      if (leg.equals(attempt.leg())) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }
}

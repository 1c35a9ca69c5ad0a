package org.paraat.pbx.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Recall;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;

/** The phone that must take back whom it holds: it is reminded, then rung, and given up at last. */
final class Owner {
  static final TimerName AGAIN = TimerName.of("ring who held again");

  private static final int REMINDERS = 2;
  private static final Duration REMINDER_RINGS = Duration.ofSeconds(4);
  private static final Duration SHORT_RECALL = Duration.ofSeconds(10);

  /** A recall goes on so long for a caller who comes from no queue and whose owner is gone. */
  private static final Duration LAST_RECALL = Duration.ofSeconds(45);

  /** The phone of an owner who is gone may be busy, or without a connection, for a moment. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private final Party.AtPhone phone;
  private final LegId holder;
  private final LegId kept;
  private final Duration wrapUp;
  private final HoldClock clock;
  private final RingingParties parties;
  private Instant awaitedUntil = Instant.EPOCH;
  private boolean isRecall;
  private boolean isLent;

  /**
   * @param holder the leg of this phone
   * @param parties what rings for who is on hold
   */
  Owner(Party.AtPhone phone, Leg holder, LegId kept, RingingParties parties) {
    this(phone, holder.id(), kept, holder.wrapUp(), new HoldClock(), parties);
  }

  private Owner(
      Party.AtPhone phone,
      LegId holder,
      LegId kept,
      Duration wrapUp,
      HoldClock clock,
      RingingParties parties) {
    this.phone = phone;
    this.holder = holder;
    this.kept = kept;
    this.wrapUp = wrapUp;
    this.clock = clock;
    this.parties = parties;
  }

  /** The same of a copied call, for which these ring. */
  Owner copy(RingingParties copied) {
    var copy = new Owner(phone, holder, kept, wrapUp, new HoldClock(clock), copied);
    copy.awaitedUntil = awaitedUntil;
    copy.isRecall = isRecall;
    copy.isLent = isLent;
    return copy;
  }

  DeviceId device() {
    return phone.device();
  }

  // --- time ---

  /** From now on the minutes count, from the first. */
  void start(Call call, Turn turn) {
    if (!isRecall) {
      clock.start(call, turn);
    }
  }

  /** Also a recall that rings stops, and comes a minute after the consultation. */
  void consults(Call call, Turn turn) {
    if (isRecall && !parties.ringing().isEmpty() && call.leg(holder).isPresent()) {
      parties.stop(call, turn);
      isRecall = false;
      clock.countAnother(call, turn);
    }
    clock.standsStill(call, turn);
  }

  void consultsNoMore(Call call, Turn turn) {
    if (!isRecall) {
      clock.goesOn(call, turn);
    }
  }

  Next minuteIsOver(Segment.Kind kind, Call call, Turn turn) {
    int minutes = clock.minuteIsOver();
    if (minutes > REMINDERS) {
      Duration time = kind == Segment.Kind.INTERRUPTED ? SHORT_RECALL : Recall.RING_TIME;
      return recall(time, "the caller is on hold for " + minutes + " minutes", call, turn);
    }
    clock.countAnother(call, turn);
    remind(minutes, call, turn);
    return Next.STAY;
  }

  void stop(Call call, Turn turn) {
    clock.stop(call, turn);
    turn.cancelTimer(call, AGAIN);
  }

  // --- to take the caller back ---

  /** A tone over what the owner hears, else a short ring. */
  private void remind(int minutes, Call call, Turn turn) {
    Optional<Leg> talking =
        turn.exchange().legs().of(device()).stream()
            .filter(leg -> leg.isAnswered() && leg.bridgedTo().isPresent())
            .findFirst();
    if (talking.isPresent()) {
      turn.trace(call, phone + " is reminded", "minute " + minutes + " on hold");
      turn.exchange()
          .call(talking.get().call())
          .ifPresent(
              other ->
                  turn.whisper(
                      other, talking.get().id(), other.language(), List.of(Prompts.REMINDER)));
      return;
    }
    isRecall = false;
    String because = "to remind of who is on hold, minute " + minutes;
    // a phone that cannot be rung now is rung a minute later
    Recall.ring(phone, REMINDER_RINGS, because, parties, call, turn);
  }

  /** The leg that held has ended here: whatever rang for that is rung anew, for the last time. */
  Next isGone(Cause cause, Call call, Turn turn) {
    // a phone that is lost and busy at once has started anew: the queue is the shorter way
    boolean isLost = cause.isMishap() && Recall.hasQueue(call);
    return isGone(
        "the phone that held is gone", isLost ? Duration.ZERO : patience(call), call, turn);
  }

  private Next isGone(String because, Duration tries, Call call, Turn turn) {
    parties.stop(call, turn);
    awaitedUntil = turn.at().plus(tries);
    return recall(patience(call), because, call, turn);
  }

  private static Duration patience(Call call) {
    return Recall.hasQueue(call) ? SHORT_RECALL : LAST_RECALL;
  }

  private Duration isAwaitedFor(Turn turn) {
    return Duration.between(turn.at(), awaitedUntil);
  }

  Next ringAgain(Call call, Turn turn) {
    return recall(isAwaitedFor(turn), "who held did not take the caller", call, turn);
  }

  private Next recall(Duration time, String because, Call call, Turn turn) {
    clock.stop(call, turn);
    call.isNowFor(kept);
    isRecall = true;
    return Recall.ring(phone, time, because, parties, call, turn)
        .map(refusal -> refused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  Next answered(LegId leg, Call call, Turn turn) {
    turn.trace(call, phone + " took the caller back", "the phone was answered");
    return takenBack(leg, call, turn);
  }

  Next takenBack(LegId by, Call call, Turn turn) {
    call.isNowFor(kept);
    return Recall.takenBack(by, Optional.of(holder), wrapUp, call, turn);
  }

  Next refused(Refusal refusal, Call call, Turn turn) {
    if (!isRecall) {
      return Next.STAY;
    }
    Recall.isRefused(refusal, call, turn);
    boolean isGone = call.leg(holder).isEmpty() && !isLent;
    boolean mayBeWorthIt = refusal.cause() == Cause.BUSY || !Recall.hasQueue(call);
    if (isGone && mayBeWorthIt && isAwaitedFor(turn).compareTo(AGAIN_AFTER) > 0) {
      turn.setTimer(call, AGAIN, AGAIN_AFTER);
      return Next.STAY;
    }
    Optional<Next> queue = Recall.toQueue(call, turn);
    if (queue.isPresent()) {
      return queue.get();
    }
    if (isGone) {
      return new Next.NotReached(refusal.cause());
    }
    isRecall = false;
    clock.countAnother(call, turn);
    return Next.STAY;
  }

  // --- a phone with one line, which took an emergency with the leg that holds ---

  void lends() {
    isLent = true;
  }

  boolean isLent() {
    return isLent;
  }

  void isHome() {
    isLent = false;
  }

  /** The leg has ended there. */
  Next isGoneFromThere(Call call, Turn turn) {
    isLent = false;
    return isGone("the phone that took the emergency is gone", patience(call), call, turn);
  }

  /** Whether it will be reminded or rung, or its line comes back. */
  boolean isSeenTo(Call call) {
    boolean isRinging = !parties.ringing().isEmpty() || call.timers().containsKey(AGAIN);
    boolean isThere = call.leg(holder).isPresent();
    return isRinging || clock.isWoundUp() && (isThere || isLent);
  }
}

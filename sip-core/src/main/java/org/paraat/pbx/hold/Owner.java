package org.paraat.pbx.hold;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Consultation;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Recall;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;

/**
 * Whose duty somebody on hold is: reminded after each minute, then rung, and at last relieved by
 * the queue that the caller came from.
 */
final class Owner {
  private static final int REMINDERS = 2;
  private static final Duration REMINDER_RINGS = Duration.ofSeconds(4);
  private static final Duration SHORT_RECALL = Duration.ofSeconds(10);

  /** A recall goes on so long for a caller who comes from no queue and whose owner is gone. */
  private static final Duration LAST_RECALL = Duration.ofSeconds(45);

  private final Party.AtPhone phone;
  private final LegId holder;
  private final LegId kept;
  private final HoldClock clock;
  private boolean isRecall;

  /**
   * @param holder the leg of the phone
   * @param kept the leg of who is on hold
   */
  Owner(Party.AtPhone phone, LegId holder, LegId kept) {
    this.phone = phone;
    this.holder = holder;
    this.kept = kept;
    clock = new HoldClock();
  }

  Owner(Owner original) {
    phone = original.phone;
    holder = original.holder;
    kept = original.kept;
    clock = new HoldClock(original.clock);
    isRecall = original.isRecall;
  }

  boolean isAt(DeviceId device) {
    return phone.device().equals(device);
  }

  void begin(Call call, Turn turn) {
    clock.start(call, turn);
    Consultation.mayHaveBegun(call, phone.device(), turn);
    if (Consultation.goesOn(call, phone.device(), turn)) {
      clock.standsStill(call, turn);
    }
  }

  void stop(Call call, Turn turn) {
    clock.stop(call, turn);
  }

  /** Whether a reminder is to come. */
  boolean isWoundUp() {
    return clock.isWoundUp();
  }

  /** The phone has ended its other conversation, and holds this one. */
  void isFreeAgain(Call call, Turn turn) {
    if (!isRecall) {
      clock.start(call, turn);
    }
  }

  /** Also a recall that rings stops, and comes a minute after the consultation. */
  void standStill(RingingParties parties, Call call, Turn turn) {
    if (isRecall && !parties.ringing().isEmpty() && call.leg(holder).isPresent()) {
      parties.stop(call, turn);
      isRecall = false;
      clock.countAnother(call, turn);
    }
    clock.standsStill(call, turn);
  }

  /** A consultation has ended, which need not be the last. */
  void consultedEnough(Call call, Turn turn) {
    if (!Consultation.goesOn(call, phone.device(), turn)) {
      clock.goesOn(call, turn);
    }
  }

  Next onMinute(boolean isInterrupted, RingingParties parties, Call call, Turn turn) {
    int minutes = clock.minuteIsOver();
    if (minutes > REMINDERS) {
      Duration time = isInterrupted ? SHORT_RECALL : Recall.RING_TIME;
      String because = "the caller is on hold for " + minutes + " minutes";
      return recall(time, because, parties, call, turn);
    }
    clock.countAnother(call, turn);
    remind(minutes, parties, call, turn);
    return Next.STAY;
  }

  /** A tone over what the owner hears, else a short ring. */
  private void remind(int minutes, RingingParties parties, Call call, Turn turn) {
    Optional<Leg> talking =
        turn.exchange().legs().of(phone.device()).stream()
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

  /** The leg that held is gone: the person is rung anew. */
  Next isGone(String because, RingingParties parties, Call call, Turn turn) {
    parties.stop(call, turn);
    Duration time = Recall.hasQueue(call) ? SHORT_RECALL : LAST_RECALL;
    return recall(time, because, parties, call, turn);
  }

  private Next recall(Duration time, String because, RingingParties parties, Call call, Turn turn) {
    clock.stop(call, turn);
    call.isNowFor(kept);
    isRecall = true;
    return Recall.ring(phone, time, because, parties, call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  /** The phone does not take the call that rang there. */
  Next onRefused(Refusal refusal, Call call, Turn turn) {
    if (!isRecall) {
      return Next.STAY;
    }
    turn.trace(call, refusal.party() + " did not take the caller back", refusal.cause().inWords());
    return Recall.toQueue(call, turn)
        .orElseGet(
            () -> {
              if (call.leg(holder).isEmpty()) {
                return new Next.NotReached(refusal.cause());
              }
              isRecall = false;
              clock.countAnother(call, turn);
              return Next.STAY;
            });
  }

  @Override
  public String toString() {
    return phone.toString();
  }
}

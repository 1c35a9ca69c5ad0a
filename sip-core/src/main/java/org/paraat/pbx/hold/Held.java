package org.paraat.pbx.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Consultation;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Recall;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.call.WaitingMusic;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * One party hears music and the other owns the hold: it is reminded, then rung, and at last the
 * caller goes back to the head of the queue. A phone of ours owns; a party outside only waits.
 */
public final class Held implements RingsParties, Conversation {
  private static final int REMINDERS = 2;
  private static final Duration REMINDER_RINGS = Duration.ofSeconds(4);
  private static final Duration SHORT_RECALL = Duration.ofSeconds(10);

  /** A recall goes on so long for a caller who comes from no queue and whose owner is gone. */
  private static final Duration LAST_RECALL = Duration.ofSeconds(45);

  /** The phone of an owner who is gone may be busy, or without a connection, for a moment. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  /** A phone says that it holds a moment before or after it answers the other call. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(3);

  /** A phone that holds sends nothing: whether it is still there must be asked. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(20);

  private static final TimerName QUESTION = TimerName.of("whether who holds is there");
  private static final TimerName AGAIN = TimerName.of("ring who held again");
  private static final TimerName LONGEST = TimerName.of("longest hold");

  private final LegId holder;
  private final LegId kept;
  private final HoldClock clock;
  private final RingingParties parties;
  private Segment.Kind kind;
  private Optional<Party.AtPhone> owner = Optional.empty();
  private Duration wrapUp = Duration.ZERO;
  private Instant since = Instant.EPOCH;
  private Instant ownerIsAwaitedUntil = Instant.EPOCH;
  private boolean isRecall;
  private boolean isLent;

  /**
   * @param kind HELD or INTERRUPTED
   */
  public Held(LegId holder, LegId kept, Segment.Kind kind) {
    this(holder, kept, kind, new HoldClock(), new RingingParties());
  }

  private Held(
      LegId holder, LegId kept, Segment.Kind kind, HoldClock clock, RingingParties parties) {
    this.holder = holder;
    this.kept = kept;
    this.kind = kind;
    this.clock = clock;
    this.parties = parties;
  }

  @Override
  public RingingParties parties() {
    return parties;
  }

  @Override
  public Optional<LegId> partnerOf(LegId leg) {
    return leg.equals(holder)
        ? Optional.of(kept)
        : leg.equals(kept) ? Optional.of(holder) : Optional.empty();
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Leg holding = call.leg(holder).orElseThrow();
    wrapUp = holding.wrapUp();
    since = turn.at();
    turn.unbridge(call, kept);
    turn.setTimer(call, LONGEST, turn.limits().longestConversation());
    String because = holding.party() + (holding.holds() ? " holds" : " took another call");
    turn.trace(call, kind == Segment.Kind.INTERRUPTED ? "is interrupted" : "is on hold", because);
    turn.tell(call, "on hold, " + because);
    waits(call, turn);
    if (holding.party() instanceof Party.AtPhone phone) {
      owner = Optional.of(phone);
      clock.start(call, turn);
      askWhetherThere(call, turn);
      Consultation.mayHaveBegun(call, phone.device(), turn);
      if (Consultation.goesOn(call, phone.device(), turn)) {
        clock.standsStill(call, turn);
      }
    }
    return Next.STAY;
  }

  private void waits(Call call, Turn turn) {
    String who = call.leg(holder).orElseThrow().party().name(turn.directory());
    turn.nowLives(call, kind, who);
    boolean isInterrupted = kind == Segment.Kind.INTERRUPTED;
    WaitingMusic.begin(isInterrupted ? Prompts.INTERRUPTED : Prompts.ON_HOLD, call, kept, turn);
  }

  @Override
  public Next onPlaybackFinished(LegId leg, Call call, Turn turn) {
    if (leg.equals(kept)) {
      WaitingMusic.goOn(call, kept, turn);
    }
    return Next.STAY;
  }

  // --- what the two do ---

  @Override
  public Next onResumed(LegId leg, Call call, Turn turn) {
    if (!leg.equals(holder)) {
      return Next.STAY;
    }
    turn.trace(call, "is off hold", "the phone took the caller back");
    return together(call);
  }

  private Next together(Call call) {
    LegId other = call.callerLeg().equals(kept) ? holder : kept;
    return Next.talk(call.callerLeg(), other);
  }

  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    if (leg.equals(kept)) {
      boolean isLost = cause.isMishap() && call.callerLeg().equals(holder);
      if (isLost && call.wayBack().isPresent()) {
        turn.trace(call, "goes back to where it waited", "who was on hold was lost");
        return Next.goTo(call.wayBack().get().to());
      }
      turn.trace(call, "who was on hold hung up", cause.inWords());
      return Next.end(cause.ofConversation());
    }
    if (!leg.equals(holder)) {
      return Next.STAY;
    }
    if (owner.isEmpty()) {
      turn.trace(call, "who held hung up", cause.inWords());
      return Next.end(cause.ofConversation());
    }
    call.isNowFor(kept);
    turn.trace(call, "lost who held", cause.inWords());
    // a phone that is lost and busy at once has started anew: the queue is the shorter way
    Duration tries = cause.isMishap() && Recall.hasQueue(call) ? Duration.ZERO : patience(call);
    return ownerIsGone("the phone that held is gone", tries, call, turn);
  }

  @Override
  public Next onTransferAsked(Event.TransferAsked asked, Call call, Turn turn) {
    return call.leg(holder).isPresent() && partnerOf(asked.leg()).isPresent()
        ? new Next.Transfer(asked)
        : RingsParties.super.onTransferAsked(asked, call, turn);
  }

  // --- what happens in other calls ---

  @Override
  public Next onSignal(Signal signal, Call call, Turn turn) {
    return switch (signal) {
      case Signal.PhoneTookAnother(var phone, var urgency) when isOwnedAt(phone) -> {
        boolean isOfThatMoment = !turn.at().isAfter(since.plus(SAME_MOMENT));
        if (urgency == Urgency.EMERGENCY && kind == Segment.Kind.HELD && isOfThatMoment) {
          kind = Segment.Kind.INTERRUPTED;
          turn.trace(call, "is interrupted", "the phone took an emergency in that moment");
          waits(call, turn);
        }
        yield Next.STAY;
      }
      case Signal.PhoneIsFreeAgain(var phone) when isOwnedAt(phone) -> isFreeAgain(call, turn);
      case Signal.LegCameHome(var leg) when leg.equals(holder) -> {
        isLent = false;
        turn.trace(call, "is off hold", "the emergency is over");
        yield together(call);
      }
      case Signal.LentLegGone(var leg) when leg.equals(holder) -> {
        isLent = false;
        yield ownerIsGone("the phone that took the emergency is gone", patience(call), call, turn);
      }
      case Signal.ConsultationBegan _ when owner.isPresent() -> {
        standStill(call, turn);
        yield Next.STAY;
      }
      case Signal.ConsultationEnded _ -> {
        if (!isRecall && owner.filter(o -> Consultation.goesOn(call, o.device(), turn)).isEmpty()) {
          clock.goesOn(call, turn);
        }
        yield Next.STAY;
      }
      case Signal.PhoneTookAnother _,
          Signal.PhoneIsFreeAgain _,
          Signal.AgentAssigned _,
          Signal.AgentGone _,
          Signal.AgentNeededElsewhere _,
          Signal.NobodyReachable _,
          Signal.EmergencyWaits _,
          Signal.LinesChanged _,
          Signal.TakenByKey _,
          Signal.LegCameHome _,
          Signal.LentLegGone _,
          Signal.ConsultationBegan _,
          Signal.StandbyPhoneAssigned _ ->
          Next.STAY;
    };
  }

  /** The leg that holds goes to an emergency and comes back afterwards. */
  public void lends() {
    isLent = true;
  }

  @Override
  public boolean awaits(LegId leg) {
    return isLent && leg.equals(holder);
  }

  /** Also a recall that rings stops, and comes a minute after the consultation. */
  private void standStill(Call call, Turn turn) {
    if (isRecall && !parties.ringing().isEmpty() && call.leg(holder).isPresent()) {
      parties.stop(call, turn);
      isRecall = false;
      clock.countAnother(call, turn);
    }
    clock.standsStill(call, turn);
  }

  private boolean isOwnedAt(DeviceId phone) {
    return owner.filter(o -> o.device().equals(phone)).isPresent();
  }

  private Next isFreeAgain(Call call, Turn turn) {
    Optional<Leg> leg = call.leg(holder);
    if (leg.isEmpty()) {
      return Next.STAY;
    }
    if (leg.get().holds()) {
      if (!isRecall) {
        clock.start(call, turn);
      }
      return Next.STAY;
    }
    turn.trace(call, "is off hold", "the phone is free again and had never said that it holds");
    return together(call);
  }

  // --- time ---

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    if (timer.equals(LONGEST)) {
      turn.trace(call, "was ended", "nobody may be on hold for longer");
      return Next.end(Cause.LASTED_TOO_LONG);
    }
    if (timer.equals(QUESTION)) {
      askWhetherThere(call, turn);
      return Next.STAY;
    }
    if (timer.equals(AGAIN)) {
      return recall(ownerIsAwaitedFor(turn), "who held did not take the caller", call, turn);
    }
    if (!timer.equals(HoldClock.MINUTE)) {
      return RingsParties.super.onTimer(timer, call, turn);
    }
    int minutes = clock.minuteIsOver();
    if (minutes > REMINDERS) {
      Duration time = kind == Segment.Kind.INTERRUPTED ? SHORT_RECALL : Recall.RING_TIME;
      return recall(time, "the caller is on hold for " + minutes + " minutes", call, turn);
    }
    clock.countAnother(call, turn);
    remind(minutes, call, turn);
    return Next.STAY;
  }

  /**
   * A phone that holds is silent, so only a question tells whether it lives; the first shows
   * whether it is one that answers. One that took another call is heard there.
   */
  private void askWhetherThere(Call call, Turn turn) {
    call.leg(holder).filter(Leg::holds).ifPresent(turn::askIfThere);
    turn.setTimer(call, QUESTION, BETWEEN_QUESTIONS);
  }

  /** A tone over what the owner hears, else a short ring. */
  private void remind(int minutes, Call call, Turn turn) {
    Party.AtPhone phone = owner.orElseThrow();
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

  /**
   * Whatever rang for a phone that had a leg here is rung anew, for the last time.
   *
   * @param tries for how long a phone that cannot be rung now is tried again
   */
  private Next ownerIsGone(String because, Duration tries, Call call, Turn turn) {
    parties.stop(call, turn);
    ownerIsAwaitedUntil = turn.at().plus(tries);
    return recall(patience(call), because, call, turn);
  }

  private static Duration patience(Call call) {
    return Recall.hasQueue(call) ? SHORT_RECALL : LAST_RECALL;
  }

  private Duration ownerIsAwaitedFor(Turn turn) {
    return Duration.between(turn.at(), ownerIsAwaitedUntil);
  }

  private Next recall(Duration time, String because, Call call, Turn turn) {
    clock.stop(call, turn);
    call.isNowFor(kept);
    isRecall = true;
    return Recall.ring(owner.orElseThrow(), time, because, parties, call, turn)
        .map(refusal -> onRefused(refusal, call, turn))
        .orElse(Next.STAY);
  }

  @Override
  public Next onAnswered(LegId leg, Call call, Turn turn) {
    parties.onAnswered(leg, call, turn);
    turn.trace(call, owner.orElseThrow() + " took the caller back", "the phone was answered");
    call.isNowFor(kept);
    return Recall.takenBack(leg, Optional.of(holder), wrapUp, call, turn);
  }

  @Override
  public Next onPickedUp(LegId by, Call call, Turn turn) {
    parties.pickedUp();
    call.isNowFor(kept);
    return Recall.takenBack(by, Optional.of(holder), wrapUp, call, turn);
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    if (!isRecall) {
      return Next.STAY;
    }
    turn.trace(call, refusal.party() + " did not take the caller back", refusal.cause().inWords());
    boolean isOwnerGone = call.leg(holder).isEmpty() && !isLent;
    boolean mayBeWorthIt = refusal.cause() == Cause.BUSY || !Recall.hasQueue(call);
    if (isOwnerGone && mayBeWorthIt && ownerIsAwaitedFor(turn).compareTo(AGAIN_AFTER) > 0) {
      turn.setTimer(call, AGAIN, AGAIN_AFTER);
      return Next.STAY;
    }
    Optional<Next> queue = Recall.toQueue(call, turn);
    if (queue.isPresent()) {
      return queue.get();
    }
    if (isOwnerGone) {
      return new Next.NotReached(refusal.cause());
    }
    isRecall = false;
    clock.countAnother(call, turn);
    return Next.STAY;
  }

  @Override
  public void leave(Call call, Turn turn) {
    clock.stop(call, turn);
    parties.stop(call, turn);
    turn.cancelTimer(call, LONGEST);
    turn.cancelTimer(call, QUESTION);
    turn.cancelTimer(call, AGAIN);
    turn.stopPlaying(call, kept);
  }

  /** Names what would leave the party on hold forgotten. */
  public void audit(Call call, Consumer<String> violations) {
    if (call.leg(kept).isEmpty()) {
      violations.accept(call.id() + " keeps nobody on hold");
    }
    boolean isRinging = !parties.ringing().isEmpty() || call.timers().containsKey(AGAIN);
    if (owner.isPresent() && !clock.isWoundUp() && !isRinging) {
      violations.accept(call.id() + " is on hold and its owner is never reminded");
    }
    if (call.leg(holder).isEmpty() && !isRinging && !isLent) {
      violations.accept(call.id() + " is held by nobody");
    }
  }

  @Override
  public Phase copy(Copier copier) {
    var copy = new Held(holder, kept, kind, new HoldClock(clock), new RingingParties(parties));
    copy.owner = owner;
    copy.wrapUp = wrapUp;
    copy.since = since;
    copy.ownerIsAwaitedUntil = ownerIsAwaitedUntil;
    copy.isRecall = isRecall;
    copy.isLent = isLent;
    return copy;
  }

  @Override
  public String inWords() {
    return "is on hold";
  }
}

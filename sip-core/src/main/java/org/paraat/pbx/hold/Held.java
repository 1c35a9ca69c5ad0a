package org.paraat.pbx.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Consultation;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Deadline;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.call.WaitingMusic;
import org.paraat.pbx.vocabulary.Cause;
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
  /** A phone says that it holds a moment before or after it answers the other call. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(3);

  /** A phone that holds sends nothing: whether it is still there must be asked. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(20);

  private static final TimerName QUESTION = TimerName.of("whether who holds is there");

  private final LegId holder;
  private final LegId kept;
  private final RingingParties parties;
  private Segment.Kind kind;
  private Optional<Owner> owner = Optional.empty();
  private Instant since = Instant.EPOCH;

  /**
   * @param kind HELD or INTERRUPTED
   */
  public Held(LegId holder, LegId kept, Segment.Kind kind) {
    this(holder, kept, kind, new RingingParties());
  }

  private Held(LegId holder, LegId kept, Segment.Kind kind, RingingParties parties) {
    this.holder = holder;
    this.kept = kept;
    this.kind = kind;
    this.parties = parties;
  }

  @Override
  public RingingParties parties() {
    return parties;
  }

  @Override
  public Pair pair() {
    return new Pair(holder, kept);
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Leg holding = call.leg(holder).orElseThrow();
    since = turn.at();
    turn.unbridge(call, kept);
    Deadline.isWatched(call, turn);
    String because = holding.party() + (holding.holds() ? " holds" : " took another call");
    turn.trace(call, kind == Segment.Kind.INTERRUPTED ? "is interrupted" : "is on hold", because);
    turn.tell(call, "on hold, " + because);
    waits(call, turn);
    Consultation.isOnHold(call, turn);
    if (holding.party() instanceof Party.AtPhone phone) {
      var responsible = new Owner(phone, holding, kept, parties);
      owner = Optional.of(responsible);
      responsible.start(call, turn);
      askWhetherThere(call, turn);
      Consultation.mayHaveBegun(call, phone.device(), turn);
      if (isConsultedAbout(call, turn)) {
        responsible.consults(call, turn);
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

  private boolean isConsultedAbout(Call call, Turn turn) {
    return owner.filter(o -> Consultation.goesOn(call, o.device(), turn)).isPresent();
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
  public Next onHeld(LegId leg, Call call, Turn turn) {
    Consultation.isOnHold(call, turn);
    return Next.STAY;
  }

  @Override
  public Next onResumed(LegId leg, Call call, Turn turn) {
    if (!leg.equals(holder)) {
      Consultation.talks(call, turn);
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
    return owner.get().isGone(cause, call, turn);
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
    if (owner.isEmpty() || !(signal instanceof Signal.ToWhoTalks elsewhere)) {
      return Next.STAY;
    }
    Owner who = owner.get();
    switch (elsewhere) {
      case Signal.PhoneTookAnother(var phone, var urgency) -> {
        if (phone.equals(who.device())) {
          tookAnother(urgency, call, turn);
        }
      }
      case Signal.PhoneIsFreeAgain(var phone) -> {
        return phone.equals(who.device()) ? isFreeAgain(who, call, turn) : Next.STAY;
      }
      case Signal.LegCameHome(var leg) -> {
        return leg.equals(holder) ? isHome(who, call, turn) : Next.STAY;
      }
      case Signal.LentLegGone(var leg) -> {
        return leg.equals(holder) ? who.isGoneFromThere(call, turn) : Next.STAY;
      }
      case Signal.ConsultationBegan _ -> {
        if (isConsultedAbout(call, turn)) {
          who.consults(call, turn);
        }
      }
      case Signal.ConsultationEnded _ -> {
        if (!isConsultedAbout(call, turn)) {
          who.consultsNoMore(call, turn);
        }
      }
    }
    return Next.STAY;
  }

  private void tookAnother(Urgency urgency, Call call, Turn turn) {
    boolean isOfThatMoment = !turn.at().isAfter(since.plus(SAME_MOMENT));
    if (urgency == Urgency.EMERGENCY && kind == Segment.Kind.HELD && isOfThatMoment) {
      kind = Segment.Kind.INTERRUPTED;
      turn.trace(call, "is interrupted", "the phone took an emergency in that moment");
      waits(call, turn);
    }
  }

  private Next isFreeAgain(Owner who, Call call, Turn turn) {
    Optional<Leg> leg = call.leg(holder);
    if (leg.isEmpty()) {
      return Next.STAY;
    }
    if (leg.get().holds()) {
      if (!isConsultedAbout(call, turn)) {
        who.start(call, turn);
      }
      return Next.STAY;
    }
    turn.trace(call, "is off hold", "the phone is free again and had never said that it holds");
    return together(call);
  }

  /** The leg that holds goes to an emergency and comes back afterwards. */
  public void lends() {
    owner.orElseThrow().lends();
  }

  @Override
  public boolean awaits(LegId leg) {
    return leg.equals(holder) && owner.filter(Owner::isLent).isPresent();
  }

  private Next isHome(Owner who, Call call, Turn turn) {
    who.isHome();
    turn.trace(call, "is off hold", "the emergency is over");
    return together(call);
  }

  // --- time ---

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    if (timer.equals(Deadline.TIMER)) {
      return Deadline.isOver(call, turn);
    }
    if (timer.equals(Consultation.PUT_ASIDE)) {
      Consultation.isPutAside(call, turn);
      return Next.STAY;
    }
    if (timer.equals(QUESTION)) {
      askWhetherThere(call, turn);
      return Next.STAY;
    }
    if (timer.equals(Owner.AGAIN)) {
      return owner.orElseThrow().ringAgain(call, turn);
    }
    return timer.equals(HoldClock.MINUTE)
        ? owner.orElseThrow().minuteIsOver(kind, call, turn)
        : RingsParties.super.onTimer(timer, call, turn);
  }

  /**
   * A phone that holds is silent, so only a question tells whether it lives; the first shows
   * whether it is one that answers. One that took another call is heard there.
   */
  private void askWhetherThere(Call call, Turn turn) {
    call.leg(holder).filter(Leg::holds).ifPresent(turn::askIfThere);
    turn.setTimer(call, QUESTION, BETWEEN_QUESTIONS);
  }

  // --- what rings for the owner ---

  @Override
  public Next onAnswered(LegId leg, Call call, Turn turn) {
    parties.onAnswered(leg, call, turn);
    return owner.orElseThrow().answered(leg, call, turn);
  }

  @Override
  public Next onPickedUp(LegId by, Call call, Turn turn) {
    parties.wonByAnother();
    return owner.orElseThrow().takenBack(by, call, turn);
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    return owner.orElseThrow().refused(refusal, call, turn);
  }

  @Override
  public void leave(Call call, Turn turn) {
    owner.ifPresent(who -> who.stop(call, turn));
    parties.stop(call, turn);
    turn.cancelTimer(call, Deadline.TIMER);
    turn.cancelTimer(call, QUESTION);
    turn.cancelTimer(call, Consultation.PUT_ASIDE);
    turn.stopPlaying(call, kept);
  }

  /** Names what would leave the party on hold forgotten. */
  public void audit(Call call, Consumer<String> violations) {
    if (call.leg(kept).isEmpty()) {
      violations.accept(call.id() + " keeps nobody on hold");
    }
    if (owner.filter(who -> !who.isSeenTo(call)).isPresent()) {
      violations.accept(call.id() + " is on hold and its owner is never reminded");
    }
    if (owner.isEmpty() && call.leg(holder).isEmpty()) {
      violations.accept(call.id() + " is held by nobody");
    }
  }

  @Override
  public Phase copy(Copier copier) {
    var copy = new Held(holder, kept, kind, new RingingParties(parties));
    copy.owner = owner.map(who -> who.copy(copy.parties));
    copy.since = since;
    return copy;
  }

  @Override
  public String inWords() {
    return "is on hold";
  }
}

package org.paraat.pbx.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.agents.StandbyLine.Claim;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.CallOut;
import org.paraat.pbx.call.CallOut.Group;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Manner;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Party.AtPhone;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.ShownAs;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.Repeat;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

/** The caller hears music and keeps a place in line until somebody answers. */
public final class Queued implements RingsParties {
  private final QueueCode code;
  private final QueueBook book;
  private final RingingParties parties;
  private final CallOut callOut;

  public Queued(QueueCode code, QueueBook book) {
    this(code, book, new RingingParties(), new CallOut());
  }

  private Queued(QueueCode code, QueueBook book, RingingParties parties, CallOut callOut) {
    this.code = code;
    this.book = book;
    this.parties = parties;
    this.callOut = callOut;
  }

  @Override
  public RingingParties parties() {
    return parties;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Optional<Queue> queue = turn.directory().queue(code);
    if (queue.isEmpty()) {
      turn.trace(call, "cannot wait in queue " + code, "there is no such queue any more");
      return new Next.NotReached(Cause.UNKNOWN_NUMBER);
    }
    turn.answer(call);
    turn.play(call, call.callerLeg(), Repeat.FOREVER, List.of(queue.get().music()));
    call.mayLastAnew();
    // Who lost its agent by a mishap has waited since then already.
    Instant since =
        call.wayBack()
            .filter(back -> back.to().equals(new Destination.ToQueue(code)))
            .map(Call.WayBack::since)
            .orElse(turn.at());
    if (queue.get().urgency() == Urgency.EMERGENCY) {
      call.isUrgent();
    }
    int position = book.join(new Claim(call.urgency(), since, call.id()), queue.get(), turn.at());
    if (call.urgency() == Urgency.EMERGENCY) {
      Wave.beginnings(since).forEach(moment -> turn.agents().wakeUpAt(moment, turn.at()));
      turn.agents().wakeUpAt(turn.at().plus(Wave.norm()), turn.at());
    }
    turn.agents().stir();
    turn.nowLives(call, Segment.Kind.WAITED, code.digits());
    turn.trace(call, "waits in queue " + queue.get().name(), "it is number " + position);
    turn.tell(call, "waits in queue " + code + " as number " + position);
    return Next.STAY;
  }

  @Override
  public Next onSignal(Signal signal, Call call, Turn turn) {
    return switch (signal) {
      case Signal.AgentAssigned(var agent) -> offerTo(agent, call, turn);
      case Signal.AgentGone(var agent) -> withdrawUnlessServing(agent, call, turn);
      case Signal.AgentNeededElsewhere(var agent) ->
          withdraw(agent, "needed for an emergency", call, turn);
      case Signal.NobodyReachable _ ->
          callOut("no agent of queue " + code + " can be reached", call, turn);
      case Signal.EmergencyWaits _ -> callOut("nobody has taken this emergency yet", call, turn);
      case Signal.TakenByKey(var leg) -> takenBy(leg, call, turn);
      case Signal.StandbyPhoneAssigned(var phone) ->
          orStay(callOut.ring(phone, parties, Alerting.of(call.urgency()), call, turn), call, turn);
      case Signal.LinesChanged _, Signal.ToWhoTalks _ -> Next.STAY;
    };
  }

  private Next offerTo(ExtensionNumber person, Call call, Turn turn) {
    Queue queue = book.queueOf(call.id());
    Agent agent = turn.agents().agent(person).orElseThrow();
    var phone = new AtPhone(agent.device().orElseThrow(), Optional.of(person));
    var shownAs = ShownAs.to(phone, call, turn.directory());
    String because =
        Waves.because(agent, code, turn)
            .orElse(
                switch (queue.strategy()) {
                  case LONGEST_IDLE -> "of the free agents idle for the longest";
                  case RING_ALL -> "free, and this queue rings all";
                });
    turn.trace(call, "rings " + phone, because);
    turn.tell(call, "rings " + phone);
    var manner = new Manner(queue.ringTime(), shownAs, Alerting.of(call.urgency()));
    return orStay(parties.ring(phone, manner, call, turn), call, turn);
  }

  private Next withdrawUnlessServing(ExtensionNumber person, Call call, Turn turn) {
    boolean stillServes =
        ringingPhonesOf(person).stream().allMatch(phone -> stillServes(phone, call, turn));
    return stillServes ? Next.STAY : withdraw(person, "not available any more", call, turn);
  }

  private Next withdraw(ExtensionNumber person, String because, Call call, Turn turn) {
    for (AtPhone phone : ringingPhonesOf(person)) {
      turn.trace(call, "no longer rings " + phone, because);
      parties.withdraw(phone, call, turn);
      book.offerEnded(call.id(), person);
      turn.agents().stir();
    }
    return Next.STAY;
  }

  private List<AtPhone> ringingPhonesOf(ExtensionNumber person) {
    return parties.ringing().stream()
        .filter(AtPhone.class::isInstance)
        .map(AtPhone.class::cast)
        .filter(phone -> phone.person().filter(person::equals).isPresent())
        .toList();
  }

  private boolean stillServes(AtPhone phone, Call call, Turn turn) {
    return phone
        .person()
        .flatMap(turn.agents()::agent)
        .filter(agent -> agent.device().filter(phone.device()::equals).isPresent())
        .filter(agent -> book.stillServes(agent, call.id(), turn))
        .filter(agent -> turn.agents().isReachable(agent, turn.at()))
        .isPresent();
  }

  private Next callOut(String because, Call call, Turn turn) {
    if (!callOut.isRunning()) {
      var groups = List.of(Group.mobileConnect(turn.directory()), Group.sos(turn.directory()));
      callOut.start(groups, book.claimOf(call.id()), because, call, turn);
    }
    return Next.STAY;
  }

  /** A phone without a second line refused to ring: who talks there can take it by a key. */
  private void whisper(AtPhone phone, Call call, Turn turn) {
    for (Leg leg : turn.exchange().legs().of(phone.device())) {
      Optional<Call> other = turn.exchange().call(leg.call());
      if (leg.bridgedTo().isPresent() && other.isPresent()) {
        turn.trace(call, "is whispered of to " + phone, "the phone takes no second call");
        book.isWhisperedAt(leg.id(), call.id());
        turn.whisper(other.get(), leg.id(), call.language(), List.of(Prompts.PRESS_NINE));
      }
    }
  }

  private Next takenBy(LegId leg, Call call, Turn turn) {
    call.returnsTo(new Destination.ToQueue(code), book.claimOf(call.id()).since());
    parties.wonByAnother();
    turn.trace(call, call.leg(leg).orElseThrow().party() + " took it by a key", "it was the first");
    return Next.talk(call.callerLeg(), leg);
  }

  @Override
  public Next onAnswered(LegId leg, Call call, Turn turn) {
    isServedBy(leg, call);
    return RingsParties.super.onAnswered(leg, call, turn);
  }

  @Override
  public Next onPickedUp(LegId by, Call call, Turn turn) {
    isServedBy(by, call);
    return RingsParties.super.onPickedUp(by, call, turn);
  }

  private void isServedBy(LegId leg, Call call) {
    call.leg(leg).orElseThrow().wrapsUpFor(book.queueOf(call.id()).wrapUp());
    call.returnsTo(new Destination.ToQueue(code), book.claimOf(call.id()).since());
  }

  public Urgency urgency(Call call) {
    return book.queueOf(call.id()).urgency();
  }

  public QueueCode queue() {
    return code;
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    switch (refusal.party()) {
      case AtPhone(_, var person) -> {
        turn.trace(call, refusal.party() + " did not take the call", refusal.cause().inWords());
        book.offerEnded(call.id(), person.orElseThrow());
        if (refusal.cause() == Cause.NO_ANSWER) {
          turn.agents().missedOffer(person.orElseThrow(), turn.at());
        } else {
          turn.agents().refusedOffer(person.orElseThrow(), turn.at());
          if (refusal.cause() == Cause.BUSY && call.urgency() == Urgency.EMERGENCY) {
            whisper((AtPhone) refusal.party(), call, turn);
          }
        }
      }
      case Party.Outside(var phone) -> callOut.onRefused(phone, refusal.cause(), call, turn);
      case Party.EmergencyServices _, Party.Stranger _ ->
          throw new IllegalStateException(refusal.party() + " does not serve queues");
    }
    return Next.STAY;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    if (callOut.wasInVain(timer, call)
        && !book.needsStandbyPhones(call.id())
        && QueueBook.isAnybodyReachable(code, turn)) {
      callOut.stop(call, turn);
      book.calledOutInVain(call.id());
      return Next.STAY;
    }
    return callOut.onTimer(timer, call, turn)
        ? Next.STAY
        : RingsParties.super.onTimer(timer, call, turn);
  }

  @Override
  public boolean takesOver() {
    return true;
  }

  @Override
  public void leave(Call call, Turn turn) {
    book.leave(call.id());
    parties.stop(call, turn);
    callOut.stop(call, turn);
    turn.stopPlaying(call, call.callerLeg());
    turn.agents().stir();
  }

  private Next orStay(Optional<Refusal> refusal, Call call, Turn turn) {
    return refusal.map(r -> onRefused(r, call, turn)).orElse(Next.STAY);
  }

  @Override
  public Phase copy(Copier copier) {
    return new Queued(
        code,
        copier.counterpartOf(book, QueueBook.class),
        new RingingParties(parties),
        new CallOut(callOut));
  }

  @Override
  public String inWords() {
    return "waits in queue " + code;
  }
}

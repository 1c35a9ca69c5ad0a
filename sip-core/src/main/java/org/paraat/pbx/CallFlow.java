package org.paraat.pbx;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Ringing;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.Salvage;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.Speaking;
import org.paraat.pbx.call.Talking;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.callrecord.CallRecords;
import org.paraat.pbx.hold.Held;
import org.paraat.pbx.queue.Queued;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Replaces;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Task;

/** Leads each call from phase to phase, and ends the one on which we fail. */
final class CallFlow {
  /** A switch may point at a switch, but not for ever. */
  private static final int MOST_HOPS = 20;

  private final Features features;
  private final Transfers transfers;
  private final Pickups pickups;
  private final CallBacks callBacks;

  CallFlow(Features features) {
    this.features = features;
    transfers = new Transfers(this, features.parking());
    pickups = new Pickups(this, features.parking());
    callBacks = new CallBacks(features.tasks());
  }

  /**
   * One step of one call: what it asks for is released when it succeeds; when it fails the call,
   * and each that it exchanged legs with, is ended and the loop goes on.
   *
   * @return whether it succeeded
   */
  boolean step(Call call, Turn turn, Supplier<Next> work) {
    int mark = turn.commands().size();
    turn.takeExchanged();
    try {
      follow(call, work.get(), turn);
      return true;
    } catch (RuntimeException bug) {
      endByOurBug(call, turn, mark, bug);
      return false;
    }
  }

  void follow(Call call, Next first, Turn turn) {
    Next next = first;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      switch (next) {
        case Next.Stay _ -> {
          return;
        }
        case Next.GoTo(var destination) -> next = goTo(destination, call, turn);
        case Next.GoOn _ -> {
          Optional<Destination> step = call.takeNextStep();
          next = step.isPresent() ? Next.goTo(step.get()) : Next.end(Cause.NORMAL);
        }
        case Next.Become(var phase) -> next = become(phase, call, turn);
        case Next.Ring(var party, var time) -> next = become(new Ringing(party, time), call, turn);
        case Next.Say(var text, var after) -> next = become(new Speaking(text, after), call, turn);
        case Next.Talk(var a, var b) -> {
          next = become(new Talking(a, b), call, turn);
          callBacks.talk(call, turn);
        }
        case Next.Hold(var holder, var kept, var as) ->
            next = become(new Held(holder, kept, as), call, turn);
        case Next.Transfer(var asked) -> next = transfers.asked(asked, call, turn);
        case Next.Follow(var by, var to) -> next = transfers.follow(by, to, call, turn);
        case Next.PickUp(var whose) -> next = pickups.pickUp(whose, call, turn);
        case Next.TakeParked(var place) -> next = pickups.takeParked(place, call, turn);
        case Next.NotReached(var cause) -> next = afterNotReached(cause, call, turn);
        case Next.End(var cause) -> {
          end(call, cause, turn);
          return;
        }
      }
    }
    turn.trace(call, "goes no further", "its destinations point at each other");
    follow(call, afterNotReached(Cause.NOBODY_REACHABLE, call, turn), turn);
  }

  /** What happened elsewhere. */
  Next told(Signal signal, Call call, Turn turn) {
    if (signal instanceof Signal.LinesChanged && call.phase() instanceof RingsParties phase) {
      return phase.onLinesChanged(call, turn);
    }
    return signal instanceof Signal.AgentNeededElsewhere(var agent)
            && call.phase() instanceof RingsParties phase
            && !(phase instanceof Queued)
        ? callOff(agent, phase, call, turn)
        : call.phase().onSignal(signal, call, turn);
  }

  /** To who rings there it is as if the phone had said that it is busy. */
  private static Next callOff(ExtensionNumber agent, RingsParties phase, Call call, Turn turn) {
    for (Leg leg : List.copyOf(call.legs())) {
      boolean isTheirs =
          leg.party() instanceof Party.AtPhone(_, var person)
              && person.filter(agent::equals).isPresent();
      if (isTheirs && leg.isBeingRung()) {
        turn.trace(call, "no longer rings " + leg.party(), "needed for an emergency");
        turn.hangUp(call, leg.id(), Cause.BUSY);
        return phase.onFailed(leg.id(), Cause.BUSY, 486, call, turn);
      }
    }
    return Next.STAY;
  }

  private Next goTo(Destination destination, Call call, Turn turn) {
    return become(features.phaseFor(destination), call, turn);
  }

  private static Next become(Phase phase, Call call, Turn turn) {
    call.phase().leave(call, turn);
    call.become(phase);
    Next next = phase.enter(call, turn);
    if (phase.takesOver() && !(next instanceof Next.NotReached)) {
      Transfers.arrived(call, turn);
    }
    return next;
  }

  /** An INVITE that is to take the place of a leg. */
  Next replace(Replaces replaces, Call call, Turn turn) {
    return pickups.replace(replaces, call, turn);
  }

  /** Nobody whom we answered is cut off without a word. */
  private static Next afterNotReached(Cause cause, Call call, Turn turn) {
    if (call.hasNextStep()) {
      return Next.GO_ON;
    }
    if (call.net().isPresent()) {
      return Transfers.failed(call.net().get(), cause, call, turn);
    }
    return call.isAnswered()
        ? Next.say(List.of(Prompts.NOT_REACHABLE, Prompts.GOODBYE), Next.end(cause))
        : Next.end(cause);
  }

  /** What the caller lives through since this turn outlives the platform. */
  void keepWhatGoesOn(Turn turn) {
    for (Call call : turn.livesAnew()) {
      if (turn.exchange().call(call.id()).isPresent()) {
        var known =
            new Standing.CallStanding(
                CallRecords.withoutTrace(call),
                CallBacks.taskOf(call, Task.Why.LOST, turn.at()),
                turn.at());
        turn.save(new Change.CallGoesOn(known));
      }
    }
  }

  /** The calls that went on when the last life of the platform ended have ended. */
  void endWhatWentOn(Standing standing, Turn turn) {
    for (Standing.CallStanding left : standing.calls()) {
      var call = CallRecords.cutOff(left.call(), left.lastKnown());
      left.task().ifPresent(task -> callBacks.wasCutOff(task, left.lastKnown(), turn));
      turn.told(call.id(), "ended: " + Cause.PLATFORM_RESTARTED.inWords());
      turn.save(new Change.CallEnded(call));
    }
  }

  void end(Call call, Cause cause, Turn turn) {
    callBacks.ends(call, cause, turn);
    call.phase().leave(call, turn);
    turn.conclude(call, cause, lastedFor(call, turn));
    call.story().segmentEnds(turn.at());
    turn.save(new Change.CallEnded(CallRecords.of(call, turn.at(), cause)));
  }

  private void endByOurBug(Call call, Turn turn, int mark, RuntimeException bug) {
    SequencedSet<Call> calls = new LinkedHashSet<>(List.of(call));
    turn.takeExchanged().forEach(id -> turn.exchange().call(id).ifPresent(calls::add));
    // before their legs are gone
    calls.forEach(each -> callBacks.ends(each, Cause.OUR_BUG, turn));
    Salvage.end(calls, turn, mark);
    calls.forEach(each -> saidToBeOurBug(each, turn, bug));
  }

  private void saidToBeOurBug(Call call, Turn turn, RuntimeException bug) {
    var journal = new StringBuilder();
    call.story().journal().forEach(event -> journal.append(' ').append(event));
    String phase = call.phase().inWords();
    features.queues().leave(call.id());
    features.parking().leave(call.id());
    turn.exchange().standby().strike(call.id());
    turn.alarm(
        Alarm.Kind.CALL_ENDED_BY_OUR_BUG,
        call.id().toString(),
        "Call that " + phase + " was ended by our fault: " + bug + "; its last events:" + journal);
    turn.trace(call, "the call ended " + lastedFor(call, turn), Cause.OUR_BUG.inWords());
    turn.tell(call, "ended " + lastedFor(call, turn) + ": " + Cause.OUR_BUG.inWords());
    call.story().segmentEnds(turn.at());
    turn.save(new Change.CallEnded(CallRecords.of(call, turn.at(), Cause.OUR_BUG)));
  }

  private static String lastedFor(Call call, Turn turn) {
    return "after " + Duration.between(call.startedAt(), turn.at()).toSeconds() + " s";
  }
}

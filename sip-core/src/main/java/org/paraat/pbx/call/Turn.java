package org.paraat.pbx.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.paraat.pbx.agents.Agents;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Command.KeysWanted;
import org.paraat.pbx.vocabulary.Command.Repeat;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Limits;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.TimerId;
import org.paraat.pbx.vocabulary.TrunkId;

/**
 * All that one event leads to, in order: what is asked for is released when the whole turn has
 * succeeded, and what is asked for twice is asked for once.
 */
public final class Turn {

  /** A signal on its way to a call. */
  public record Sent(CallId to, Signal signal) {}

  private final Exchange exchange;
  private final Instant at;
  private final List<Command> commands = new ArrayList<>();
  private final Deque<Sent> signals = new ArrayDeque<>();
  private final SequencedSet<CallId> exchanged = new LinkedHashSet<>();
  private final List<Call> livesAnew = new ArrayList<>(1);

  public Turn(Exchange exchange, Instant at) {
    this.exchange = exchange;
    this.at = at;
  }

  public Instant at() {
    return at;
  }

  public Exchange exchange() {
    return exchange;
  }

  public Directory directory() {
    return exchange.directory();
  }

  public Limits limits() {
    return exchange.limits();
  }

  public Agents agents() {
    return exchange.agents();
  }

  public List<Command> commands() {
    return commands;
  }

  // --- legs ---

  /** Ends a leg, if it still exists. */
  public void hangUp(Call call, LegId id, Cause cause) {
    call.leg(id)
        .ifPresent(
            leg -> {
              if (!LentLeg.goesHome(call, leg, this)) {
                hangUp(call, leg, cause);
              }
            });
  }

  /**
   * Ends the leg of who has handed over, if it still exists: that phone hangs up by itself, so the
   * leg goes home to nobody.
   */
  public void hangUpWhoHandedOver(Call call, LegId id) {
    call.leg(id).ifPresent(leg -> hangUp(call, leg, Cause.NORMAL));
  }

  private void hangUp(Call call, Leg leg, Cause cause) {
    commands.add(new Command.HangUp(leg.id(), cause));
    forget(call, leg);
  }

  /** Finds out whether an answered leg still has somebody at its end. */
  public void askIfThere(Leg leg) {
    commands.add(new Command.AskIfThere(leg.id()));
  }

  /** A leg is no more: whoever was at it may be free now. */
  public void forget(Call call, Leg leg) {
    call.remove(leg);
    exchange.legs().remove(leg);
    LentLeg.isGone(leg, this);
    leg.bridgedTo().flatMap(call::leg).ifPresent(peer -> peer.bridgedTo(Optional.empty()));
    if (leg.party() instanceof Party.AtPhone(var phone, var person)) {
      call.about().ifPresent(held -> signal(held, new Signal.ConsultationEnded()));
      if (leg.hasTalked()) {
        person.ifPresent(who -> agents().endedConversation(who, at, leg.wrapUp()));
        BusyPhone.mayBeFreeAgain(phone, call, this);
      }
    }
    agents().stir();
  }

  /** A leg goes on in another conversation, and what that one waits for because of it. */
  public void move(Call from, LegId id, Call to) {
    Leg leg = mine(from, id);
    exchanged.add(from.id());
    exchanged.add(to.id());
    unbridge(from, id);
    from.remove(leg);
    leg.isNowIn(to.id());
    to.add(leg);
    for (TimerName name : List.copyOf(from.timers().keySet())) {
      if (name.leg().filter(id::equals).isPresent()) {
        TimerId timer = from.removeTimer(name).orElseThrow();
        exchange.timers().start(timer, new Timers.Owner.OfCall(to.id(), name));
        to.add(name, timer);
      }
    }
    agents().stir();
  }

  /** Which calls exchanged legs since this was last asked, or the turn began. */
  public List<CallId> takeExchanged() {
    List<CallId> calls = List.copyOf(exchanged);
    exchanged.clear();
    return calls;
  }

  /** Lets the caller know that it rings at the other side, in the way that the leg allows. */
  public void ringbackTo(Call call) {
    Optional<Leg> caller = call.leg(call.callerLeg());
    if (caller.isEmpty()) {
      return;
    }
    Leg leg = caller.get();
    if (leg.hasSound()) {
      if (leg.hears().isEmpty() && leg.bridgedTo().isEmpty()) {
        play(call, leg.id(), Repeat.FOREVER, List.of(Prompts.RINGBACK));
      }
    } else if (leg.state() == Leg.State.OFFERED) {
      leg.rings();
      commands.add(new Command.SendRinging(leg.id()));
    }
  }

  /** Lets the caller hear a leg that has not answered yet. */
  public void earlyMedia(Call call, LegId from) {
    bridge(call, call.callerLeg(), from);
    Leg leg = mine(call, call.callerLeg());
    if (!leg.hasSound()) {
      leg.earlyMediaFlows();
      commands.add(new Command.SendEarlyMedia(leg.id()));
    }
  }

  /** Answers the caller, if that was not done before. */
  public void answer(Call call) {
    answer(call, call.callerLeg());
  }

  /** Answers a leg that came in, if that was not done before. */
  public void answer(Call call, LegId id) {
    Leg leg = mine(call, id);
    if (!leg.isAnswered()) {
      leg.answered(at);
      commands.add(new Command.Answer(leg.id()));
    }
  }

  /** The platform itself is who was called, and has answered. */
  public void confirmed(Call call) {
    call.answered(at, Optional.empty());
  }

  // --- transfer ---

  public void acceptTransfer(LegId leg) {
    commands.add(new Command.AcceptTransfer(leg));
  }

  public void refuseTransfer(LegId leg, Cause cause) {
    commands.add(new Command.RefuseTransfer(leg, cause));
  }

  /** Tells a phone, if its leg still exists, what becomes of its transfer. */
  public void reportTransfer(Call call, LegId leg, Command.TransferState state, Cause because) {
    if (call.leg(leg).isPresent()) {
      commands.add(new Command.ReportTransfer(leg, state, because));
    }
  }

  // --- media ---

  /** Says something to one leg alone, over what it hears, if it still exists. */
  public void whisper(Call call, LegId leg, Language language, List<PromptId> prompts) {
    if (call.leg(leg).isPresent()) {
      commands.add(new Command.Whisper(leg, language, List.copyOf(prompts)));
    }
  }

  public void bridge(Call call, LegId a, LegId b) {
    Leg first = mine(call, a);
    Leg second = mine(call, b);
    if (first.bridgedTo().filter(b::equals).isPresent()) {
      return;
    }
    unbridge(call, a);
    unbridge(call, b);
    first.bridgedTo(Optional.of(b));
    second.bridgedTo(Optional.of(a));
    commands.add(new Command.Bridge(a, b));
  }

  /** Takes a leg out of its bridge, if it is in one. */
  public void unbridge(Call call, LegId id) {
    Leg leg = mine(call, id);
    if (leg.bridgedTo().isPresent()) {
      leg.bridgedTo().flatMap(call::leg).ifPresent(peer -> peer.bridgedTo(Optional.empty()));
      leg.bridgedTo(Optional.empty());
      commands.add(new Command.Unbridge(id));
    }
  }

  /** Plays to a leg in the caller's language. */
  public void play(Call call, LegId leg, Repeat repeat, List<PromptId> prompts) {
    play(call, leg, call.language(), repeat, prompts);
  }

  public void play(Call call, LegId leg, Language language, Repeat repeat, List<PromptId> prompts) {
    PlaybackId playback = exchange.nextPlaybackId();
    mine(call, leg).hears(Optional.of(playback));
    commands.add(new Command.Play(leg, playback, language, List.copyOf(prompts), repeat));
  }

  /** Ends what is played to a leg, if there is anything. */
  public void stopPlaying(Call call, LegId id) {
    Optional<Leg> leg = call.leg(id).filter(l -> l.hears().isPresent());
    if (leg.isPresent()) {
      leg.get().hears(Optional.empty());
      commands.add(new Command.StopPlaying(id));
    }
  }

  /** Says which keys are to be found in the sound of a leg, if it still exists. */
  public void listenForKeys(Call call, LegId id, KeysWanted wanted) {
    if (call.leg(id).isPresent()) {
      commands.add(new Command.ListenForKeys(id, wanted));
    }
  }

  // --- time ---

  /** Sets the call's timer of this name; one that runs is replaced. */
  public void setTimer(Call call, TimerName name, Duration after) {
    cancelTimer(call, name);
    TimerId id = exchange.nextTimerId();
    exchange.timers().start(id, new Timers.Owner.OfCall(call.id(), name));
    call.add(name, id);
    commands.add(new Command.SetTimer(id, after));
  }

  /** Cancels the call's timer of this name, if it runs. */
  public void cancelTimer(Call call, TimerName name) {
    call.removeTimer(name)
        .ifPresent(
            id -> {
              exchange.timers().stop(id);
              commands.add(new Command.CancelTimer(id));
            });
  }

  /** Sets a timer of the platform itself; one that runs is replaced. */
  public void setTimer(Timers.Owner.OfPlatform owner, Duration after) {
    cancelTimer(owner);
    TimerId id = exchange.nextTimerId();
    exchange.timers().start(id, owner);
    commands.add(new Command.SetTimer(id, after));
  }

  /** Cancels a timer of the platform itself, if it runs. */
  public void cancelTimer(Timers.Owner.OfPlatform owner) {
    exchange
        .timers()
        .of(owner)
        .ifPresent(
            id -> {
              exchange.timers().stop(id);
              commands.add(new Command.CancelTimer(id));
            });
  }

  /** A timer fired; empty when it did not run any more. */
  public Optional<Timers.Owner> fired(TimerId id) {
    Optional<Timers.Owner> owner = exchange.timers().stop(id);
    if (owner.isPresent() && owner.get() instanceof Timers.Owner.OfCall(var callId, var name)) {
      exchange.call(callId).ifPresent(call -> call.removeTimer(name));
    }
    return owner;
  }

  // --- what the caller lives through ---

  /** A stretch of a call begins, and the one before it ends. */
  public void nowLives(Call call, Segment.Kind kind, String who) {
    if (call.story().nowLives(kind, who, at) && !livesAnew.contains(call)) {
      livesAnew.add(call);
    }
  }

  /** Of which calls a stretch began in this turn. */
  public List<Call> livesAnew() {
    return livesAnew;
  }

  // --- what is said about it ---

  /** Writes down a decision on the call, in words for the administrator. */
  public void trace(Call call, String what, String because) {
    call.story().trace(new TraceEntry(at, what, because));
  }

  /** One line in the log, as long as the call has lines left. */
  public void tell(Call call, String line) {
    if (call.story().mayTell()) {
      commands.add(new Command.Tell(call.id(), line));
    }
  }

  /** One line in the log on a call of an earlier life. */
  public void told(CallId call, String line) {
    commands.add(new Command.Tell(call, line));
  }

  public void alarm(Alarm.Kind kind, String subject, String text) {
    commands.add(new Command.RaiseAlarm(new Alarm(kind, subject, text)));
  }

  public void save(Change change) {
    commands.add(new Command.Save(change));
  }

  public void probe(TrunkId trunk, PeerId peer) {
    commands.add(new Command.Probe(trunk, peer));
  }

  // --- from call to call ---

  /** Tells a call what happened elsewhere, at the end of this turn. */
  public void signal(CallId to, Signal signal) {
    signals.add(new Sent(to, signal));
  }

  public Optional<Sent> takeSignal() {
    return Optional.ofNullable(signals.poll());
  }

  // --- the call as a whole ---

  /** Ends every leg and timer that the call still has, and the call itself. */
  public void conclude(Call call, Cause cause, String because) {
    for (Leg leg : List.copyOf(call.legs())) {
      hangUp(call, leg.id(), cause);
    }
    for (TimerName name : List.copyOf(call.timers().keySet())) {
      cancelTimer(call, name);
    }
    call.story().traceEnd(new TraceEntry(at, "the call ended " + because, cause.inWords()));
    commands.add(new Command.Tell(call.id(), "ended " + because + ": " + cause.inWords()));
    exchange.remove(call);
  }

  static Leg mine(Call call, LegId id) {
    return call.leg(id)
        .orElseThrow(() -> new IllegalStateException(call.id() + " has no leg " + id));
  }
}

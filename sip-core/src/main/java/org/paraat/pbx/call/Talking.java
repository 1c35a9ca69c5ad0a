package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

/** Two parties talk with each other until one of them hangs up. */
public final class Talking implements Conversation {
  private final LegId a;
  private final LegId b;

  /** The caller, or who took the caller's place, and who answered. */
  public Talking(LegId a, LegId b) {
    this.a = a;
    this.b = b;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Leg caller = call.leg(a).orElseThrow();
    Leg answerer = call.leg(b).orElseThrow();
    // First the bridge: the answer to the caller then follows what the other side speaks.
    turn.bridge(call, a, b);
    turn.answer(call, a);
    turn.answer(call, b);
    caller.talks();
    answerer.talks();
    String who = answerer.party().name(turn.directory());
    call.answered(turn.at(), Optional.of(who));
    turn.nowLives(call, Segment.Kind.TALKED, who);
    Deadline.isWatched(call, turn);
    turn.tell(call, "talks with " + answerer.party());
    Consultation.talks(call, turn);
    if (caller.holds() || answerer.holds()) {
      return caller.holds() ? Next.hold(a, b) : Next.hold(b, a);
    }
    return busyWith(caller, turn)
        .map(other -> (Next) new Next.Hold(a, b, as(other)))
        .or(() -> busyWith(answerer, turn).map(other -> new Next.Hold(b, a, as(other))))
        .orElse(Next.STAY);
  }

  /** How urgent the other call is that this phone turned to since, and speaks in. */
  private static Optional<Urgency> busyWith(Leg leg, Turn turn) {
    if (!(leg.party() instanceof Party.AtPhone(var phone, _))) {
      return Optional.empty();
    }
    for (Leg other : turn.exchange().legs().of(phone)) {
      if (!other.call().equals(leg.call())
          && other.bridgedTo().isPresent()
          && other.takenUpAt().isAfter(leg.takenUpAt())) {
        return turn.exchange().call(other.call()).map(Call::urgency);
      }
    }
    return Optional.empty();
  }

  private static Segment.Kind as(Urgency other) {
    return other == Urgency.EMERGENCY ? Segment.Kind.INTERRUPTED : Segment.Kind.HELD;
  }

  @Override
  public Pair pair() {
    return new Pair(a, b);
  }

  @Override
  public Next onHeld(LegId leg, Call call, Turn turn) {
    return Next.hold(leg, partnerOf(leg).orElseThrow());
  }

  @Override
  public Next onTransferAsked(Event.TransferAsked asked, Call call, Turn turn) {
    return new Next.Transfer(asked);
  }

  @Override
  public Next onSignal(Signal signal, Call call, Turn turn) {
    if (!(signal instanceof Signal.PhoneTookAnother(var phone, var urgency))) {
      return Next.STAY;
    }
    Segment.Kind as = as(urgency);
    return isAt(phone, b, call)
        ? new Next.Hold(b, a, as)
        : isAt(phone, a, call) ? new Next.Hold(a, b, as) : Next.STAY;
  }

  private static boolean isAt(DeviceId phone, LegId leg, Call call) {
    return call.leg(leg).orElseThrow().party() instanceof Party.AtPhone(var device, _)
        && device.equals(phone);
  }

  @Override
  public boolean takesOver() {
    return true;
  }

  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    boolean callerIsThere = !leg.equals(call.callerLeg());
    if (callerIsThere && cause.isMishap() && call.wayBack().isPresent()) {
      turn.trace(call, "goes back to where it waited", "who answered was lost: " + cause.inWords());
      turn.tell(call, "lost who answered: " + cause.inWords());
      return Next.goTo(call.wayBack().get().to());
    }
    turn.trace(call, (leg.equals(a) ? "the caller" : "who answered") + " hung up", cause.inWords());
    return Next.end(cause.ofConversation());
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    return timer.equals(Deadline.TIMER) ? Deadline.isOver(call, turn) : Next.STAY;
  }

  @Override
  public void leave(Call call, Turn turn) {
    turn.cancelTimer(call, Deadline.TIMER);
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "talks";
  }
}

package org.paraat.pbx.emergency;

import java.time.Duration;
import java.util.List;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Dialling;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Manner;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Ringing;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Task;

/** The phone of who wants to call an emergency caller back rings first; then the caller's does. */
public record CallBack(Task task, Tasks tasks) implements Phase {
  private static final Duration AGENT_RINGS = Duration.ofSeconds(30);
  private static final Duration CALLER_RINGS = Duration.ofSeconds(60);
  private static final TimerName RING_TIME = TimerName.of("ring time of who calls back");

  /** Who calls back is there: the caller is rung (RFC 7090). */
  static Next of(Task task, Call call, Turn turn) {
    PhoneNumber number = task.number().orElseThrow();
    call.isUrgent();
    turn.trace(call, "calls " + number + " back", "emergency " + task.call() + " was not helped");
    var caller = new Ringing(new Party.Outside(number), CALLER_RINGS, Alerting.CALL_BACK);
    return Next.say(List.of(Prompts.CALLING_BACK), new Next.Become(caller));
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Leg leg = call.leg(call.callerLeg()).orElseThrow();
    if (!(leg.party() instanceof Party.AtPhone phone)) {
      throw new IllegalStateException(leg.party() + " cannot call back");
    }
    turn.tell(call, "rings " + phone + ", who calls " + call.dialled() + " back");
    if (isInUse(phone, leg, turn)) {
      turn.trace(call, phone + " is not rung", "the phone is in use");
      turn.forget(call, leg);
      return Next.end(Cause.BUSY);
    }
    tasks.claim(task, call.id(), turn.at());
    turn.trace(call, "rings " + phone, "somebody there wants to call back");
    var shownAs = new CallerId(call.dialled(), "");
    Dialling.caller(call, phone, new Manner(AGENT_RINGS, shownAs, Alerting.CALL_BACK), turn);
    turn.setTimer(call, RING_TIME, AGENT_RINGS);
    return Next.STAY;
  }

  private static boolean isInUse(Party.AtPhone phone, Leg own, Turn turn) {
    var legs = turn.exchange().legs();
    return legs.of(phone.device()).stream().anyMatch(other -> other != own)
        || phone
            .person()
            .filter(who -> legs.of(who).stream().anyMatch(other -> other != own))
            .isPresent();
  }

  @Override
  public Next onAnswered(LegId leg, Call call, Turn turn) {
    return of(task, call, turn);
  }

  @Override
  public Next onFailed(LegId leg, Cause cause, int status, Call call, Turn turn) {
    turn.trace(call, "nobody called back", cause.inWords());
    return Next.end(cause);
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    turn.trace(call, "nobody called back", "the phone was not answered");
    return Next.end(Cause.NO_ANSWER);
  }

  @Override
  public void leave(Call call, Turn turn) {
    turn.cancelTimer(call, RING_TIME);
  }

  @Override
  public Phase copy(Copier copier) {
    return new CallBack(task, copier.counterpartOf(tasks, Tasks.class));
  }

  @Override
  public String inWords() {
    return "rings who wants to call back";
  }
}

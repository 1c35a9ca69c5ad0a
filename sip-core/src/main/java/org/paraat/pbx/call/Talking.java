package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;

/** Two parties talk with each other until one of them hangs up. */
public final class Talking implements Phase {
  /** When it runs out, nobody hung up for longer than any conversation may last. */
  public static final TimerName LONGEST = TimerName.of("longest conversation");

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
    if (a.equals(call.callerLeg())) {
      turn.answer(call);
    }
    caller.talks();
    answerer.talks();
    call.answered(turn.at(), Optional.of(name(answerer.party(), turn)));
    turn.setTimer(call, LONGEST, turn.limits().longestConversation());
    turn.tell(call, "talks with " + answerer.party());
    return Next.STAY;
  }

  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    boolean callerIsThere = leg.equals(b) && a.equals(call.callerLeg());
    if (callerIsThere && isMishap(cause) && call.wayBack().isPresent()) {
      turn.trace(call, "goes back to where it waited", "who answered was lost: " + cause.inWords());
      turn.tell(call, "lost who answered: " + cause.inWords());
      return Next.goTo(call.wayBack().get().to());
    }
    turn.trace(call, (leg.equals(a) ? "the caller" : "who answered") + " hung up", cause.inWords());
    return Next.end(cause == Cause.SOUND_LOST ? cause : Cause.NORMAL);
  }

  /** Whether a leg ended without anybody having meant it to. */
  private static boolean isMishap(Cause cause) {
    return cause == Cause.SOUND_LOST
        || cause == Cause.OUR_BUG
        || cause == Cause.DEVICE_UNREACHABLE
        || cause == Cause.TRUNK_UNREACHABLE;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    if (!timer.equals(LONGEST)) {
      return Next.STAY;
    }
    String limit = turn.limits().longestConversation().toMinutes() + " minutes";
    turn.trace(call, "was ended", "no conversation may last longer than " + limit);
    return Next.end(Cause.LASTED_TOO_LONG);
  }

  @Override
  public void leave(Call call, Turn turn) {
    turn.cancelTimer(call, LONGEST);
  }

  private static String name(Party party, Turn turn) {
    return switch (party) {
      case Party.AtPhone(var device, var person) ->
          person.map(p -> p.digits()).orElse(device.user());
      case Party.Outside(var number) ->
          number.nationalIn(turn.directory().organisation().countryCode());
      case Party.EmergencyServices(var dialled) -> dialled;
      case Party.Stranger _ -> "";
    };
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

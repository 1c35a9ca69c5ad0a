package org.paraat.pbx.call;

import java.time.Instant;
import java.util.Optional;
import org.paraat.pbx.call.Leg.State;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.pbx.vocabulary.Event;

/**
 * Tells a call's phase what happened on one of its legs; what cannot happen in the state of the leg
 * is passed over.
 */
public final class LegEvents {
  private static final String KEYS = "0123456789*#ABCD";

  private LegEvents() {}

  public static Next tell(Event event, Leg leg, Call call, Turn turn) {
    call.story().remember(event);
    Phase phase = call.phase();
    return switch (event) {
      case Event.Trying _ -> isAlive(leg, turn) ? phase.onTrying(leg.id(), call, turn) : Next.STAY;
      case Event.Ringing _ -> isAlive(leg, turn) ? rings(leg, call, turn) : Next.STAY;
      case Event.EarlyMediaStarted _ ->
          isAlive(leg, turn) ? earlyMedia(leg, call, turn) : Next.STAY;
      case Event.Answered _ -> isAlive(leg, turn) ? answered(leg, call, turn) : Next.STAY;
      case Event.Failed(_, _, var cause, var status) -> gone(leg, cause, status, call, turn);
      case Event.HungUp(_, _, var cause) -> gone(leg, cause, 0, call, turn);
      case Event.Moved(_, _, var to) -> moved(leg, to, call, turn);
      case Event.Held _ -> held(leg, call, turn);
      case Event.Resumed _ -> resumed(leg, call, turn);
      case Event.TransferAsked asked -> transfer(asked, leg, call, turn);
      case Event.KeyPressed(_, _, var key) ->
          leg.isAnswered() && KEYS.indexOf(key) >= 0
              ? phase.onKey(leg.id(), key, call, turn)
              : Next.STAY;
      case Event.PlaybackFinished(_, _, var playback) -> {
        if (leg.hears().filter(playback::equals).isEmpty()) {
          yield Next.STAY;
        }
        leg.hears(Optional.empty());
        yield phase.onPlaybackFinished(leg.id(), call, turn);
      }
      case Event.Started _,
          Event.DirectoryChanged _,
          Event.StopRequested _,
          Event.DeviceRegistered _,
          Event.DeviceUnregistered _,
          Event.ProbeAnswered _,
          Event.ProbeMissed _,
          Event.TrunkPeersChanged _,
          Event.TrunkRegistrationChanged _,
          Event.Offered _,
          Event.SoundMeasured _,
          Event.TimerFired _,
          Event.SwitchTurned _,
          Event.CallBackAsked _,
          Event.TaskClosed _ ->
          throw new IllegalArgumentException(event + " does not happen on a leg");
    };
  }

  /** Whether the leg was dialled by us and is not answered yet: only then it can progress. */
  private static boolean isAlive(Leg leg, Turn turn) {
    if (!leg.isBeingRung()) {
      return false;
    }
    if (leg.party() instanceof Party.AtPhone(var device, _)) {
      turn.agents().heardFrom(device, turn.at());
    }
    return true;
  }

  private static Next rings(Leg leg, Call call, Turn turn) {
    if (leg.state() == State.RINGING) {
      return Next.STAY;
    }
    leg.rings();
    return call.phase().onRinging(leg.id(), call, turn);
  }

  private static Next earlyMedia(Leg leg, Call call, Turn turn) {
    if (leg.hasSound()) {
      return Next.STAY;
    }
    leg.rings();
    leg.earlyMediaFlows();
    return call.phase().onEarlyMedia(leg.id(), call, turn);
  }

  private static Next answered(Leg leg, Call call, Turn turn) {
    leg.answered(turn.at());
    // who rang talks now, and an emergency may ring beside that
    turn.agents().stir();
    return call.phase().onAnswered(leg.id(), call, turn);
  }

  private static Next moved(Leg leg, String to, Call call, Turn turn) {
    if (!leg.isBeingRung()) {
      return Next.STAY;
    }
    turn.forget(call, leg);
    return call.phase().onMoved(leg.id(), to, call, turn);
  }

  private static Next held(Leg leg, Call call, Turn turn) {
    if (!leg.isAnswered() || leg.holds()) {
      return Next.STAY;
    }
    leg.held(turn.at());
    return call.phase().onHeld(leg.id(), call, turn);
  }

  private static Next resumed(Leg leg, Call call, Turn turn) {
    if (!leg.holds()) {
      return Next.STAY;
    }
    Instant heldSince = leg.heldSince().orElseThrow();
    leg.resumed(turn.at());
    BusyPhone.turnedBack(call, leg, heldSince, turn);
    if (call.net().filter(net -> net.leg().equals(leg.id())).isPresent()) {
      // the target has not answered yet, and who transferred wants the caller back
      turn.trace(call, "is taken back", leg.party() + " took the line again");
      turn.reportTransfer(call, leg.id(), TransferState.FAILED, Cause.CALLER_GAVE_UP);
      call.netIsGone();
      return Next.talk(call.callerLeg(), leg.id());
    }
    return call.phase().onResumed(leg.id(), call, turn);
  }

  private static Next transfer(Event.TransferAsked asked, Leg leg, Call call, Turn turn) {
    boolean isOurs = leg.party() instanceof Party.AtPhone && leg.isAnswered();
    if (!isOurs) {
      turn.refuseTransfer(leg.id(), Cause.NOT_ALLOWED);
      return Next.STAY;
    }
    return call.phase().onTransferAsked(asked, call, turn);
  }

  private static Next gone(Leg leg, Cause cause, int status, Call call, Turn turn) {
    turn.forget(call, leg);
    if (leg.party() instanceof Party.AtPhone(var device, _) && cause.isMishap()) {
      // what took one leg of a phone has perhaps taken the phone
      turn.exchange().legs().of(device).stream().filter(Leg::isAnswered).forEach(turn::askIfThere);
    }
    return leg.isBeingRung()
        ? call.phase().onFailed(leg.id(), cause, status, call, turn)
        : call.phase().onHungUp(leg.id(), cause, call, turn);
  }
}

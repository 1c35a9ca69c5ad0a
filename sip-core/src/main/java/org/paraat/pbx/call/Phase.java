package org.paraat.pbx.call;

import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;

/**
 * What is happening to a call now; each phase lives in its feature's package.
 *
 * <p>A phase is told only of legs that exist and of what is possible in their state. A leg that
 * failed or hung up is gone when the phase hears of it. Who starts a leg, timer, playback or queue
 * place ends it in {@link #leave}; answered legs that the call goes on with stay.
 */
public interface Phase {

  Next enter(Call call, Turn turn);

  default Next onTrying(LegId leg, Call call, Turn turn) {
    return Next.STAY;
  }

  default Next onRinging(LegId leg, Call call, Turn turn) {
    return Next.STAY;
  }

  default Next onEarlyMedia(LegId leg, Call call, Turn turn) {
    return Next.STAY;
  }

  default Next onAnswered(LegId leg, Call call, Turn turn) {
    return Next.STAY;
  }

  /**
   * @param status the SIP status code, or 0 when there was no response at all
   */
  default Next onFailed(LegId leg, Cause cause, int status, Call call, Turn turn) {
    return Next.STAY;
  }

  default Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    return leg.equals(call.callerLeg()) ? Next.end(Cause.CALLER_GAVE_UP) : Next.STAY;
  }

  /**
   * The phone sends its calls elsewhere (302): so it does not take this one, unless a phase follows
   * it.
   *
   * @param to what it wants dialled instead
   */
  default Next onMoved(LegId leg, String to, Call call, Turn turn) {
    return onFailed(leg, Cause.MOVED, 302, call, turn);
  }

  /** The phone at an answered leg put us on hold. */
  default Next onHeld(LegId leg, Call call, Turn turn) {
    return Next.STAY;
  }

  /** The phone at an answered leg took us back. */
  default Next onResumed(LegId leg, Call call, Turn turn) {
    return Next.STAY;
  }

  /** A phone wants to transfer who is at the other side; it is told that this cannot be now. */
  default Next onTransferAsked(Event.TransferAsked asked, Call call, Turn turn) {
    turn.refuseTransfer(asked.leg(), Cause.NOT_ALLOWED);
    return Next.STAY;
  }

  default Next onKey(LegId leg, char key, Call call, Turn turn) {
    return Next.STAY;
  }

  default Next onPlaybackFinished(LegId leg, Call call, Turn turn) {
    return Next.STAY;
  }

  default Next onTimer(TimerName timer, Call call, Turn turn) {
    return Next.STAY;
  }

  default Next onSignal(Signal signal, Call call, Turn turn) {
    return Next.STAY;
  }

  /** Whether a caller who was transferred is served here: who transferred can go. */
  default boolean takesOver() {
    return false;
  }

  default void leave(Call call, Turn turn) {}

  /** Whether a leg of this call that went to another one is to come back. */
  default boolean awaits(LegId leg) {
    return false;
  }

  /** The same phase for the copy of the call that a copied PBX has. */
  Phase copy(Copier copier);

  /** In words, such as {@code waits in queue 999}. */
  String inWords();
}

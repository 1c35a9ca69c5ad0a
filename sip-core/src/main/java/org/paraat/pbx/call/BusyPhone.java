package org.paraat.pbx.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;

/** A phone with several conversations: while it speaks in one, the others are on hold. */
public final class BusyPhone {
  /** Phones take one line and hold another within a moment, in either order. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(3);

  private BusyPhone() {}

  /** The phone at this leg answered or took a call: whom else it talked to is on hold now. */
  public static void tookAnother(Call call, LegId answered, Turn turn) {
    if (Turn.mine(call, answered).party() instanceof Party.AtPhone(var phone, _)) {
      for (Leg other : turn.exchange().legs().of(phone)) {
        if (other.isAnswered() && !other.call().equals(call.id())) {
          turn.signal(other.call(), new Signal.PhoneTookAnother(phone, call.urgency()));
        }
      }
    }
  }

  /**
   * The phone took a line off hold: who has talked there meanwhile, because the phone seemed free,
   * is on hold again. Whom it turned to itself since then it joins, as in a conference.
   */
  static void turnedBack(Call call, Leg leg, Instant heldSince, Turn turn) {
    if (!(leg.party() instanceof Party.AtPhone(var phone, _))) {
      return;
    }
    for (Leg other : turn.exchange().legs().of(phone)) {
      boolean talks = other.bridgedTo().isPresent() && !other.call().equals(call.id());
      if (talks && other.takenUpAt().plus(SAME_MOMENT).isBefore(heldSince)) {
        turn.signal(other.call(), new Signal.PhoneTookAnother(phone, call.urgency()));
      }
    }
  }

  /**
   * The phone at a leg that ended may go on with who is on hold there, unless it talks or dials; to
   * whom it consulted about, and holds itself, it comes back first and in its own time.
   */
  static void mayBeFreeAgain(DeviceId phone, Call ended, Turn turn) {
    List<Leg> left = turn.exchange().legs().of(phone);
    for (Leg leg : left) {
      boolean comesBack = leg.holds() && ended.about().filter(leg.call()::equals).isPresent();
      boolean dials = !leg.isAnswered() && !leg.isDialledByUs();
      if (comesBack || dials || leg.bridgedTo().isPresent()) {
        return;
      }
    }
    for (Leg leg : left) {
      if (leg.isAnswered()) {
        turn.signal(leg.call(), new Signal.PhoneIsFreeAgain(phone));
      }
    }
  }
}

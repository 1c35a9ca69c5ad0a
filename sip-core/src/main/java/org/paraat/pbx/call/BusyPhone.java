package org.paraat.pbx.call;

import java.util.List;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;

/** A phone with several conversations: while it speaks in one, the others are on hold. */
final class BusyPhone {
  private BusyPhone() {}

  /** The phone at this leg was rung and answered: whom else it talked to is on hold now. */
  static void tookAnother(Call call, LegId answered, Turn turn) {
    if (Turn.mine(call, answered).party() instanceof Party.AtPhone(var phone, _)) {
      for (Leg other : turn.exchange().legs().of(phone)) {
        if (other.isAnswered() && !other.call().equals(call.id())) {
          turn.signal(other.call(), new Signal.PhoneTookAnother(phone, call.urgency()));
        }
      }
    }
  }

  /**
   * The phone at a leg that ended may go on with who is on hold there, unless it talks; whom it
   * consulted about, and holds itself, it comes back to in its own time.
   */
  static void mayBeFreeAgain(DeviceId phone, Call ended, Turn turn) {
    List<Leg> left = turn.exchange().legs().of(phone);
    for (Leg leg : left) {
      if (leg.bridgedTo().isPresent()) {
        return;
      }
    }
    for (Leg leg : left) {
      boolean wasConsultedAbout = ended.about().filter(leg.call()::equals).isPresent();
      if (leg.isAnswered() && !(wasConsultedAbout && leg.holds())) {
        turn.signal(leg.call(), new Signal.PhoneIsFreeAgain(phone));
      }
    }
  }
}

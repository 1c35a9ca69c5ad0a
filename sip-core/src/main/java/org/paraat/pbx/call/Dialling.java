package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.call.OutsideLines.Way;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Vouched;

/** Rings one more party for a call: a new leg, and what is sent to the phone or the carrier. */
public final class Dialling {
  private Dialling() {}

  /** Rings a phone of ours. */
  public static Leg phone(Call call, Party.AtPhone phone, Manner manner, Turn turn) {
    Leg leg = newLeg(call, phone, Optional.empty(), turn);
    var to = new Target.ToDevice(phone.device());
    dial(leg.id(), to, manner.shownAs(), Vouched.NOTHING, manner.alerting(), call, turn);
    return leg;
  }

  /** Rings the phone whom the call is for: of a call that begins with us. */
  public static void caller(Call call, Party.AtPhone phone, Manner manner, Turn turn) {
    var to = new Target.ToDevice(phone.device());
    dial(call.callerLeg(), to, manner.shownAs(), Vouched.NOTHING, manner.alerting(), call, turn);
  }

  /**
   * Calls a number outside over one peer of a trunk.
   *
   * @param number as the carrier is to see it
   */
  static Leg number(Call call, Party party, Way way, String number, Manner manner, Turn turn) {
    Trunk trunk = way.trunk();
    Leg leg = newLeg(call, party, Optional.of(trunk.id()), turn);
    var to = new Target.ToTrunk(trunk.id(), way.peer(), number);
    CallerId shownAs = ShownAs.over(trunk, manner.shownAs(), call, turn.directory());
    Vouched vouched = ShownAs.vouched(trunk, call, turn.directory());
    dial(leg.id(), to, shownAs, vouched, manner.alerting(), call, turn);
    return leg;
  }

  private static Leg newLeg(Call call, Party party, Optional<TrunkId> trunk, Turn turn) {
    Exchange exchange = turn.exchange();
    Leg leg = new Leg(exchange.nextLegId(), call.id(), party, trunk, turn.at());
    exchange.legs().add(leg);
    call.add(leg);
    return leg;
  }

  private static void dial(
      LegId leg,
      Target to,
      CallerId shownAs,
      Vouched vouched,
      Alerting alerting,
      Call call,
      Turn turn) {
    int hopsLeft = Math.max(0, call.hopsLeft() - 1);
    turn.commands()
        .add(
            new Command.Dial(
                leg, call.id(), call.callerLeg(), to, shownAs, vouched, alerting, hopsLeft));
  }
}

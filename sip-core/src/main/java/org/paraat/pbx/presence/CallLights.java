package org.paraat.pbx.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.presence.Light.Glow;
import org.paraat.pbx.presence.Light.Side;
import org.paraat.pbx.presence.Light.Sound;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** What lamps show of calls. */
public final class CallLights {
  private CallLights() {}

  /** One light for each leg of a person. */
  public static Lamp ofPerson(ExtensionNumber person, Exchange exchange) {
    List<Leg> legs = exchange.legs().of(person);
    if (legs.isEmpty()) {
      return Lamp.DARK;
    }
    List<Light> lights = new ArrayList<>(legs.size());
    for (Leg leg : legs) {
      exchange.call(leg.call()).ifPresent(call -> lights.add(of(leg, call, exchange)));
    }
    return Lamp.of(lights);
  }

  /** Blinks for the caller who is served next, whom somebody can take where a phone rings. */
  public static Lamp ofWaiting(Optional<CallId> first, Exchange exchange) {
    Optional<Call> waiting = first.flatMap(exchange::call);
    if (waiting.isEmpty()) {
      return Lamp.DARK;
    }
    Call call = waiting.get();
    Party caller = call.partyItIsFor();
    return Lamp.of(
        List.of(
            new Light(
                call.id().toString(),
                Glow.EARLY,
                Side.IS_CALLED,
                call.legs().stream().filter(CallLights::rings).map(Leg::id).findFirst(),
                Sound.HEARD,
                caller.name(exchange.directory()),
                displayNameOf(caller, exchange))));
  }

  /** Glows while somebody is parked. */
  public static Lamp ofParked(Optional<CallId> parked, Exchange exchange) {
    return parked
        .flatMap(exchange::call)
        .map(
            call ->
                Lamp.of(
                    List.of(
                        new Light(
                            call.id().toString(),
                            Glow.CONFIRMED,
                            Side.IS_CALLED,
                            Optional.empty(),
                            Sound.HEARD,
                            call.partyItIsFor().name(exchange.directory()),
                            displayNameOf(call.partyItIsFor(), exchange)))))
        .orElse(Lamp.DARK);
  }

  private static boolean rings(Leg leg) {
    return leg.isDialledByUs()
        && leg.state() == Leg.State.RINGING
        && leg.party() instanceof Party.AtPhone;
  }

  private static Light of(Leg leg, Call call, Exchange exchange) {
    Glow glow =
        switch (leg.state()) {
          case OFFERED -> Glow.TRYING;
          case RINGING -> Glow.EARLY;
          case ANSWERED -> Glow.CONFIRMED;
        };
    Optional<Party> other = otherSideOf(leg, call);
    return new Light(
        leg.id().toString(),
        glow,
        leg.isDialledByUs() ? Side.IS_CALLED : Side.CALLS,
        Optional.of(leg.id()),
        leg.holds() ? Sound.ON_HOLD : Sound.HEARD,
        other.map(party -> party.name(exchange.directory())).orElse(call.dialled()),
        other.map(party -> displayNameOf(party, exchange)).orElse(""));
  }

  /** Whom the person hears, else who calls; empty for whom nobody answered yet. */
  private static Optional<Party> otherSideOf(Leg leg, Call call) {
    Optional<Party> heard = leg.bridgedTo().flatMap(call::leg).map(Leg::party);
    if (heard.isPresent() || leg.id().equals(call.callerLeg())) {
      return heard;
    }
    return Optional.of(call.partyItIsFor());
  }

  private static String displayNameOf(Party party, Exchange exchange) {
    return party instanceof Party.AtPhone(_, var person)
        ? person.flatMap(exchange.directory()::extension).map(e -> e.displayName()).orElse("")
        : "";
  }
}

package org.paraat.pbx;

import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party.AtPhone;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.park.Parked;
import org.paraat.pbx.park.ParkingPlaces;
import org.paraat.pbx.routing.Router;
import org.paraat.pbx.transfer.Returned;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Event.TransferAsked;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Route;
import org.paraat.pbx.vocabulary.Segment;

/** Sends a caller on where a phone asks for it, with that phone as the safety net. */
final class Transfers {
  private static final String PARK = "*68";

  private final Joining joining;
  private final ParkingPlaces parking;

  Transfers(CallFlow flow, ParkingPlaces parking) {
    this.joining = new Joining(flow);
    this.parking = parking;
  }

  Next asked(TransferAsked asked, Call call, Turn turn) {
    return asked.replaces().isPresent()
        ? joining.asked(asked, call, turn)
        : blind(asked, call, turn);
  }

  private Next blind(TransferAsked asked, Call call, Turn turn) {
    AtPhone by = (AtPhone) call.leg(asked.leg()).orElseThrow().party();
    Route route = routeFor(by, asked.dialled(), turn);
    Optional<Call> rings = ringsAlready(call, by, route.destination(), turn);
    if (rings.isPresent()) {
      return joining.intoRinging(asked, call, rings.get(), turn);
    }
    Optional<Integer> place = placeFor(route.destination());
    Optional<Cause> refusal = refusal(route.destination(), place);
    if (refusal.isPresent()) {
      turn.trace(call, "is not transferred to " + asked.dialled(), refusal.get().inWords());
      turn.refuseTransfer(asked.leg(), refusal.get());
      return Next.STAY;
    }
    turn.acceptTransfer(asked.leg());
    handsOver(asked.leg(), call, turn);
    call.startsOverWith(route.then());
    turn.nowLives(call, Segment.Kind.TRANSFERRED, asked.dialled());
    turn.trace(call, "is transferred to " + asked.dialled(), by + " asked for it");
    turn.tell(call, "is transferred to " + asked.dialled() + " by " + by);
    return place.isPresent()
        ? new Next.Become(new Parked(place.get(), call.net().orElseThrow(), parking))
        : Next.goTo(route.destination());
  }

  private static Route routeFor(AtPhone by, String dialled, Turn turn) {
    return new Router(turn.directory()).route(new Origin.FromDevice(by.device()), dialled);
  }

  /**
   * The call is for who is left with the target, and who transfers is whom it falls back to; that
   * leg hears nothing more.
   */
  static void handsOver(LegId transferor, Call call, Turn turn) {
    Leg leg = call.leg(transferor).orElseThrow();
    LegId other = ((Conversation) call.phase()).partnerOf(transferor).orElseThrow();
    call.isNowFor(other);
    call.mayFollowAgain();
    call.returnsTo(new Call.Net((AtPhone) leg.party(), transferor, leg.wrapUp()));
    turn.unbridge(call, other);
  }

  /** Who is transferred is served: who transferred is told so and goes. */
  static void arrived(Call call, Turn turn) {
    call.net()
        .ifPresent(
            net -> {
              turn.reportTransfer(call, net.leg(), TransferState.DONE, Cause.NORMAL);
              turn.hangUpWhoHandedOver(call, net.leg());
              call.netIsGone();
            });
  }

  /** The target does not take the caller, who returns to who transferred. */
  static Next failed(Call.Net net, Cause cause, Call call, Turn turn) {
    turn.trace(call, "the transfer failed", cause.inWords());
    turn.reportTransfer(call, net.leg(), TransferState.FAILED, cause);
    return new Next.Become(new Returned(net, call.callerLeg()));
  }

  /** A consultation with the same target that rings: the phone gave it up or never named it. */
  private static Optional<Call> ringsAlready(Call call, AtPhone by, Destination target, Turn turn) {
    return turn.exchange().calls().stream()
        .filter(other -> other.about().filter(call.id()::equals).isPresent())
        .filter(other -> Joining.canBeTakenOver(other, by))
        .filter(other -> routeFor(by, other.dialled(), turn).destination().equals(target))
        .findFirst();
  }

  private Optional<Integer> placeFor(Destination destination) {
    if (!(destination instanceof Destination.ToFeatureCode(var code)) || !code.startsWith(PARK)) {
      return Optional.empty();
    }
    if (code.equals(PARK)) {
      return parking.firstFree();
    }
    int place = code.length() == PARK.length() + 1 ? code.charAt(PARK.length()) - '0' : 0;
    boolean isFree =
        place >= ParkingPlaces.FIRST && place <= ParkingPlaces.LAST && parking.at(place).isEmpty();
    return isFree ? Optional.of(place) : Optional.empty();
  }

  private static Optional<Cause> refusal(Destination destination, Optional<Integer> place) {
    return switch (destination) {
      case Destination.Refused(var cause) -> Optional.of(cause);
      case Destination.ToFeatureCode(var code) when code.startsWith(PARK) ->
          place.isPresent() ? Optional.empty() : Optional.of(Cause.BUSY);
      case Destination.ToFeatureCode _ -> Optional.of(Cause.NOT_ALLOWED);
      case Destination.ToExtension _,
          Destination.ToQueue _,
          Destination.ToSwitch _,
          Destination.ToNumber _,
          Destination.ToEmergencyServices _,
          Destination.ToAnnouncement _,
          Destination.ToMobileConnect _,
          Destination.ToSosLine _ ->
          Optional.empty();
    };
  }

  /** A phone that was rung sends the call elsewhere: once, and where its owner may dial. */
  Next follow(AtPhone by, String to, Call call, Turn turn) {
    Route route = routeFor(by, to, turn);
    boolean mayGo =
        switch (route.destination()) {
          case Destination.Refused _,
              Destination.ToFeatureCode _,
              Destination.ToEmergencyServices _ ->
              false;
          case Destination.ToExtension _,
              Destination.ToQueue _,
              Destination.ToSwitch _,
              Destination.ToNumber _,
              Destination.ToAnnouncement _,
              Destination.ToMobileConnect _,
              Destination.ToSosLine _ ->
              true;
        };
    if (call.hasFollowed() || !mayGo) {
      String because = mayGo ? "a phone has done so before" : "its owner may not dial that";
      turn.trace(call, "does not follow " + by + " to " + to, because);
      return new Next.NotReached(Cause.MOVED);
    }
    call.follows();
    turn.trace(call, "goes on to " + to, by + " sends its calls there");
    if (!route.then().isEmpty()) {
      call.startsOverWith(route.then());
    }
    return Next.goTo(route.destination());
  }
}

package org.paraat.pbx.call;

import java.util.ArrayList;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.CallerId.Presentation;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Redirection;
import org.paraat.pbx.vocabulary.Vouched;

/** Who is shown as calling: a phone of ours sees people, the outside sees public numbers. */
public final class ShownAs {
  private ShownAs() {}

  public static CallerId to(Party called, Call call, Directory directory) {
    return switch (called) {
      case Party.AtPhone _ -> inside(call.partyItIsFor(), call, directory);
      // who needs help is found by the number, whatever the caller prefers otherwise
      case Party.EmergencyServices _ -> shown(outside(call, directory));
      case Party.Outside _, Party.Stranger _ -> outside(call, directory);
    };
  }

  /** Whom a phone is to take back: the other one, where the call is for that phone itself. */
  static CallerId takenBackBy(Party.AtPhone phone, Call call, Directory directory) {
    Party whom =
        call.leg(call.callerLeg()).filter(leg -> isAt(leg, phone)).stream()
            .flatMap(own -> call.legs().stream().filter(leg -> leg != own))
            .filter(Leg::isAnswered)
            .map(Leg::party)
            .findFirst()
            .orElseGet(call::partyItIsFor);
    return inside(whom, call, directory);
  }

  private static boolean isAt(Leg leg, Party.AtPhone phone) {
    return leg.party() instanceof Party.AtPhone(var device, var person)
        && (device.equals(phone.device()) || person.isPresent() && person.equals(phone.person()));
  }

  private static CallerId shown(CallerId caller) {
    return new CallerId(caller.number(), caller.displayName());
  }

  /** Whom the call is for, and through whom where somebody transfers them. */
  private static CallerId inside(Party whom, Call call, Directory directory) {
    CallerId caller = insideAlone(whom, call, directory);
    return call.net()
        .map(
            net ->
                new CallerId(caller.number(), via(caller, net, directory), caller.presentation()))
        .orElse(caller);
  }

  private static String via(CallerId caller, Call.Net net, Directory directory) {
    String name = caller.displayName().isEmpty() ? caller.number() : caller.displayName();
    return (name + " via " + shown(net.party(), directory).displayName()).strip();
  }

  private static CallerId insideAlone(Party whom, Call call, Directory directory) {
    return switch (whom) {
      case Party.AtPhone phone -> shown(phone, directory);
      case Party.Outside(var number) when isHandedOver(call) ->
          new CallerId(number.nationalIn(directory.organisation().countryCode()), "");
      case Party.EmergencyServices(var dialled) -> new CallerId(dialled, dialled);
      case Party.Outside _ -> call.caller();
      case Party.Stranger _ -> isHandedOver(call) ? CallerId.ANONYMOUS : call.caller();
    };
  }

  private static CallerId shown(Party.AtPhone phone, Directory directory) {
    return phone
        .person()
        .flatMap(directory::extension)
        .map(p -> new CallerId(p.number().digits(), p.displayName()))
        .orElse(new CallerId(phone.device().user(), phone.device().user()));
  }

  private static boolean isHandedOver(Call call) {
    return call.callingParty() instanceof Party.AtPhone;
  }

  /**
   * The caller's own public number, else ours; who is forwarded keeps the number they came with.
   */
  private static CallerId outside(Call call, Directory directory) {
    return isForwarded(call) ? call.caller() : own(call, call.caller().presentation(), directory);
  }

  private static CallerId own(Call call, Presentation presentation, Directory directory) {
    String country = directory.organisation().countryCode();
    return ownNumber(call, directory)
        .map(
            number ->
                new CallerId(
                    number.nationalIn(country), directory.organisation().name(), presentation))
        .orElse(CallerId.ANONYMOUS);
  }

  /** The number of ours that a call is of: the person's own, the one that was dialled, or any. */
  private static Optional<PhoneNumber> ownNumber(Call call, Directory directory) {
    String country = directory.organisation().countryCode();
    Optional<PhoneNumber> closest =
        isForwarded(call)
            ? PhoneNumber.parse(call.dialled(), country)
                .or(() -> PhoneNumber.parse("+" + call.dialled(), country))
                .filter(number -> directory.number(number).isPresent())
            : personItIsFor(call).flatMap(directory::directNumberOf);
    return closest.or(directory::mainNumber);
  }

  /** Who calls, or whom the caller has left to somebody else. */
  private static Optional<ExtensionNumber> personItIsFor(Call call) {
    return call.partyItIsFor() instanceof Party.AtPhone(_, var person) ? person : call.person();
  }

  private static boolean isForwarded(Call call) {
    return !(call.callingParty() instanceof Party.AtPhone);
  }

  /**
   * The same as one carrier wants it.
   *
   * @param wanted by whoever calls
   */
  static CallerId over(Trunk trunk, CallerId wanted, Call call, Directory directory) {
    boolean isOurs =
        isForwarded(call) && trunk.conventions().forwarding() == Trunk.Forwarding.OWN_NUMBER;
    CallerId shown = isOurs ? own(call, Presentation.SHOWN, directory) : wanted;
    String country = directory.organisation().countryCode();
    return shown.written(trunk.conventions().numbers().rewritten(shown.number(), country));
  }

  /** Our own number, whoever is shown, and that it was us who passed the call on. */
  static Vouched vouched(Trunk trunk, Call call, Directory directory) {
    String country = directory.organisation().countryCode();
    String own =
        ownNumber(call, directory)
            .map(number -> trunk.conventions().numbers().written(number, country))
            .orElse("");
    if (!isForwarded(call) || own.isEmpty()) {
      return new Vouched(own, call.redirections());
    }
    var redirections = new ArrayList<Redirection>();
    redirections.add(new Redirection(own, Redirection.UNCONDITIONAL));
    redirections.addAll(call.redirections());
    return new Vouched(own, redirections);
  }
}

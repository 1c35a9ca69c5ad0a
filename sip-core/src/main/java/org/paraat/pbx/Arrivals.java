package org.paraat.pbx;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Consultation;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.emergency.CallBack;
import org.paraat.pbx.emergency.Tasks;
import org.paraat.pbx.routing.Router;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Redirection;
import org.paraat.pbx.vocabulary.Route;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/** Calls as they come in: admitted, routed and set on their way. */
final class Arrivals {
  /** With so many calls going on a new one is refused, unless it is for the emergency services. */
  private static final int MOST_CALLS = 10_000;

  private final CallFlow flow;
  private boolean isStopping;

  Arrivals(CallFlow flow) {
    this.flow = flow;
  }

  Arrivals(Arrivals original, CallFlow flow) {
    this.flow = flow;
    isStopping = original.isStopping;
  }

  /** New calls are refused from now on; those that go on are given their time. */
  void stop() {
    isStopping = true;
  }

  /**
   * @return whether we did our part without failing
   */
  boolean arrive(Event.Offered offered, Router router, Turn turn) {
    if (turn.exchange().legs().leg(offered.leg()).isPresent()) {
      return true;
    }
    Directory directory = turn.directory();
    Party party = callingParty(offered, turn);
    Call call =
        turn.exchange()
            .begin(offered, party, trunkOf(offered), languageOf(party, directory), turn.at());
    call.story().remember(offered);
    return flow.step(call, turn, () -> route(call, offered, router, turn));
  }

  /**
   * Somebody wants to call an emergency caller back from a phone of ours.
   *
   * @return whether we did our part without failing
   */
  boolean callBack(Task task, Tasks tasks, Event.CallBackAsked asked, Turn turn) {
    String country = turn.directory().organisation().countryCode();
    Optional<String> number = task.number().map(known -> known.nationalIn(country));
    if (hindrance(task, asked.device(), tasks, turn.exchange(), turn.at()).isPresent()) {
      return true;
    }
    var phone = new Party.AtPhone(asked.device(), turn.agents().personAt(asked.device()));
    Language language = languageOf(phone, turn.directory());
    Call call = turn.exchange().begin(phone, number.get(), language, turn.at());
    call.story().remember(asked);
    return flow.step(call, turn, () -> new Next.Become(new CallBack(task, tasks)));
  }

  /** Why nobody can be called back by this task from that phone now. */
  Optional<Task.Hindrance> hindrance(
      Task task, DeviceId device, Tasks tasks, Exchange exchange, Instant now) {
    if (isStopping) {
      return Optional.of(Task.Hindrance.SHUTTING_DOWN);
    }
    Optional<Task.Hindrance> ofTheCaller = tasks.hindrance(task, exchange);
    boolean isReachable =
        exchange.directory().device(device).isPresent()
            && exchange.agents().phones().isReachable(device, now);
    return ofTheCaller.isPresent() || isReachable
        ? ofTheCaller
        : Optional.of(Task.Hindrance.DEVICE_UNREACHABLE);
  }

  private Next route(Call call, Event.Offered offered, Router router, Turn turn) {
    if (offered.from() instanceof Origin.FromDevice(var device)) {
      turn.agents().heardFrom(device, turn.at());
      // whoever dials no longer wraps up, and an emergency may ring beside a conversation
      turn.agents().stir();
    }
    Route route = router.route(offered.from(), offered.dialled());
    String from = call.callingParty() + trunkOf(offered).map(t -> " over " + t).orElse("");
    turn.tell(call, "from " + from + " to " + offered.dialled());
    for (Redirection before : call.redirections()) {
      turn.trace(call, "was redirected from " + before.number(), before.reason());
    }
    turn.trace(call, words(route.destination()), String.join("; ", route.because()));
    boolean isForEmergencyServices = route.destination() instanceof Destination.ToEmergencyServices;
    // first of all: a consultation about an emergency is an emergency
    if (offered.from() instanceof Origin.FromDevice(var phone)
        && !(route.destination() instanceof Destination.ToFeatureCode)
        && offered.replaces().isEmpty()) {
      Consultation.begins(call, phone, turn);
    }
    boolean isConsultation = call.about().isPresent();
    if (isStopping && !isForEmergencyServices && !isConsultation) {
      turn.trace(call, "is refused", "the platform is shutting down");
      return Next.end(Cause.SHUTTING_DOWN);
    }
    boolean isUrgent = isForEmergencyServices || isUrgent(call, route, turn.directory());
    if (turn.exchange().calls().size() > MOST_CALLS && !isUrgent) {
      turn.trace(call, "is refused", "there are more than " + MOST_CALLS + " calls");
      return Next.end(Cause.OVERLOAD);
    }
    Optional<Trunk> full = isUrgent ? Optional.empty() : fullTrunk(offered, turn);
    if (full.isPresent()) {
      Channels channels = full.get().channels();
      turn.trace(
          call,
          "is refused",
          full.get().id()
              + " has "
              + channels.all()
              + " channels, "
              + channels.forEmergencies()
              + " of them for emergencies");
      return Next.end(Cause.OVERLOAD);
    }
    if (offered.replaces().isPresent() && !isForEmergencyServices) {
      return flow.replace(offered.replaces().get(), call, turn);
    }
    call.goesOnWith(route.then());
    return Next.goTo(route.destination());
  }

  /** Whether it comes as an emergency, or goes to where emergencies wait. */
  private static boolean isUrgent(Call call, Route route, Directory directory) {
    return call.urgency() == Urgency.EMERGENCY
        || Stream.concat(Stream.of(route.destination()), route.then().stream())
            .anyMatch(directory::leadsToEmergency);
  }

  /** The trunk that a call came over, when it carried all ordinary calls that it may before. */
  private static Optional<Trunk> fullTrunk(Event.Offered offered, Turn turn) {
    return trunkOf(offered)
        .flatMap(turn.directory()::trunk)
        .filter(
            trunk -> {
              int others = turn.exchange().legs().over(trunk.id()) - 1;
              return !trunk.channels().haveRoom(Urgency.ROUTINE, others);
            });
  }

  private static Party callingParty(Event.Offered offered, Turn turn) {
    return switch (offered.from()) {
      case Origin.FromDevice(var device) ->
          new Party.AtPhone(device, turn.agents().personAt(device));
      case Origin.FromTrunk _ ->
          PhoneNumber.parse(
                  offered.caller().number(), turn.directory().organisation().countryCode())
              .map(number -> (Party) new Party.Outside(number))
              .orElse(new Party.Stranger());
    };
  }

  private static Optional<TrunkId> trunkOf(Event.Offered offered) {
    return offered.from() instanceof Origin.FromTrunk(var trunk)
        ? Optional.of(trunk)
        : Optional.empty();
  }

  private static Language languageOf(Party party, Directory directory) {
    if (party instanceof Party.AtPhone(_, var person)) {
      return person
          .flatMap(directory::extension)
          .map(Extension::language)
          .orElse(directory.organisation().language());
    }
    return directory.organisation().language();
  }

  private static String words(Destination destination) {
    return switch (destination) {
      case Destination.ToExtension(var person) -> "goes to extension " + person;
      case Destination.ToQueue(var queue) -> "goes to queue " + queue;
      case Destination.ToSwitch(var id) -> "goes to switch " + id;
      case Destination.ToNumber(var number) -> "goes to outside number " + number;
      case Destination.ToEmergencyServices _ -> "goes to the emergency services";
      case Destination.ToAnnouncement(var announcement, _) ->
          "goes to announcement " + announcement;
      case Destination.ToFeatureCode(var code) -> "goes to code " + code;
      case Destination.ToMobileConnect _ -> "goes to the Mobile connect phones";
      case Destination.ToSosLine _ -> "goes to the SOS phones";
      case Destination.Refused(var cause) -> "is refused, " + cause.inWords();
    };
  }
}

package org.paraat.pbx;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.paraat.pbx.call.BusyPhone;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Party.AtPhone;
import org.paraat.pbx.call.Passing;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.park.Parked;
import org.paraat.pbx.park.ParkingPlaces;
import org.paraat.pbx.queue.Queued;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Replaces;
import org.paraat.pbx.vocabulary.Urgency;

/** Lets a phone take a call that rings, talks or is parked elsewhere. */
final class Pickups {
  /** Emergencies first (the order of the enum), then who waits for the longest. */
  private static final Comparator<Call> MOST_URGENT =
      Comparator.comparing(Pickups::urgencyOf)
          .thenComparing(Call::startedAt)
          .thenComparing(Call::id);

  private final CallFlow flow;
  private final ParkingPlaces parking;

  Pickups(CallFlow flow, ParkingPlaces parking) {
    this.flow = flow;
    this.parking = parking;
  }

  /** {@code *8}, with or without whose. */
  Next pickUp(Optional<String> whose, Call own, Turn turn) {
    Optional<Call> found =
        turn.exchange().calls().stream()
            .filter(call -> call.phase() instanceof RingsParties)
            .filter(call -> !call.id().equals(own.id()) && call.leg(call.callerLeg()).isPresent())
            .filter(call -> !isOfSamePhone(call, own) && isMeant(call, whose, own))
            .min(MOST_URGENT);
    return found
        .map(call -> takeRinging(call, own, turn))
        .orElseGet(() -> say(Prompts.NOTHING_RINGS, "nothing rings", own, turn));
  }

  /** Whether the phone would only get to speak with itself. */
  private static boolean isOfSamePhone(Call call, Call own) {
    return own.origin() instanceof Origin.FromDevice(var device)
        && call.leg(call.callerLeg())
            .filter(l -> l.party() instanceof AtPhone(var phone, _) && phone.equals(device))
            .isPresent();
  }

  private static Urgency urgencyOf(Call call) {
    return call.phase() instanceof Queued queued && call.urgency() == Urgency.ROUTINE
        ? queued.urgency(call)
        : call.urgency();
  }

  private static boolean isMeant(Call call, Optional<String> whose, Call own) {
    if (call.phase() instanceof Queued queued) {
      boolean isQueueMeant = whose.filter(queued.queue().digits()::equals).isPresent();
      boolean isUrgent = urgencyOf(call) == Urgency.EMERGENCY;
      if (isQueueMeant || whose.isEmpty() && isUrgent) {
        return true;
      }
    }
    return call.legs().stream()
        .filter(Leg::isBeingRung)
        .map(Leg::party)
        .anyMatch(party -> isMeant(party, whose, own));
  }

  private static boolean isMeant(Party rings, Optional<String> whose, Call own) {
    if (!(rings instanceof AtPhone(var device, var person))) {
      return false;
    }
    boolean isOwnPhone =
        own.origin() instanceof Origin.FromDevice(var dialling) && dialling.equals(device);
    return whose.isEmpty()
        ? !isOwnPhone
        : person.filter(p -> p.digits().equals(whose.get())).isPresent();
  }

  Next takeParked(int place, Call own, Turn turn) {
    return parking
        .at(place)
        .flatMap(turn.exchange()::call)
        .filter(call -> call.phase() instanceof Parked)
        .map(call -> takeRinging(call, own, turn))
        .orElseGet(() -> say(Prompts.PLACE_IS_FREE, "nobody is parked there", own, turn));
  }

  private static Next say(PromptId text, String because, Call own, Turn turn) {
    turn.confirmed(own);
    turn.trace(own, "says " + text, because);
    turn.tell(own, own.dialled() + ": " + because);
    return Next.say(List.of(text), Next.end(Cause.NORMAL));
  }

  // --- INVITE with Replaces (RFC 3891) ---

  Next replace(Replaces replaces, Call own, Turn turn) {
    if (!(own.callingParty() instanceof AtPhone by)) {
      return refuse(Cause.NOT_ALLOWED, own, turn);
    }
    Optional<Leg> found = replaces.leg().flatMap(turn.exchange().legs()::leg);
    if (found.isEmpty() || !found.get().isAnswered() && !found.get().isDialledByUs()) {
      // RFC 3891 3: an early dialog that the other side began cannot be replaced.
      return refuse(Cause.CONVERSATION_GONE, own, turn);
    }
    Leg leg = found.get();
    Call other = turn.exchange().call(leg.call()).orElseThrow();
    if (!leg.isAnswered() && isOfSamePhone(other, own)) {
      return refuse(Cause.NOT_ALLOWED, own, turn);
    }
    if (!leg.isAnswered()) {
      return other.phase() instanceof RingsParties && other.leg(other.callerLeg()).isPresent()
          ? takeRinging(other, own, turn)
          : refuse(Cause.CONVERSATION_GONE, own, turn);
    }
    if (replaces.scope() == Replaces.Scope.EARLY_ONLY) {
      return refuse(Cause.BUSY, own, turn);
    }
    boolean canBe =
        other.phase() instanceof Conversation conversation
            && conversation.partnerOf(leg.id()).flatMap(other::leg).isPresent();
    return canBe && mayReplace(by, leg, turn)
        ? takeConversation(leg, other, own, turn)
        : refuse(Cause.NOT_ALLOWED, own, turn);
  }

  private static boolean mayReplace(AtPhone by, Leg leg, Turn turn) {
    boolean isTheirs =
        leg.party() instanceof AtPhone(var device, var person)
            && (device.equals(by.device()) || person.isPresent() && person.equals(by.person()));
    return isTheirs
        || by.person()
            .flatMap(turn.directory()::extension)
            .filter(extension -> extension.role() == Extension.Role.TEAM_LEADER)
            .isPresent();
  }

  private static Next refuse(Cause cause, Call own, Turn turn) {
    turn.trace(own, "takes nothing over", cause.inWords());
    return Next.end(cause);
  }

  // --- the leg goes where the caller is ---

  private Next takeRinging(Call other, Call own, Turn turn) {
    RingsParties phase = (RingsParties) other.phase();
    return take(other, own, leg -> phase.onPickedUp(leg, other, turn), turn);
  }

  private Next takeConversation(Leg replaced, Call other, Call own, Turn turn) {
    LegId partner = ((Conversation) other.phase()).partnerOf(replaced.id()).orElseThrow();
    Next done =
        take(
            other,
            own,
            leg -> {
              BusyPhone.tookAnother(other, leg, turn);
              other.leg(leg).orElseThrow().wrapsUpFor(replaced.wrapUp());
              other.isNowFor(other.callerLeg().equals(partner) ? partner : leg);
              return Next.talk(other.callerLeg(), other.callerLeg().equals(leg) ? partner : leg);
            },
            turn);
    turn.hangUp(other, replaced.id(), Cause.COMPLETED_ELSEWHERE);
    return done;
  }

  private Next take(Call other, Call own, Function<LegId, Next> next, Turn turn) {
    LegId leg = own.callerLeg();
    Party by = own.callingParty();
    own.phase().leave(own, turn);
    own.become(Passing.WAS_JOINED);
    turn.confirmed(own);
    turn.move(own, leg, other);
    turn.trace(own, "was joined into " + other.id(), by + " took that call");
    turn.trace(other, by + " took the call", "it was asked for at " + by);
    flow.follow(other, next.apply(leg), turn);
    flow.end(own, Cause.NORMAL, turn);
    return Next.STAY;
  }
}

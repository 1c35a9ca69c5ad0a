package org.paraat.pbx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Party.AtPhone;
import org.paraat.pbx.call.Passing;
import org.paraat.pbx.call.Ringing;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.queue.Queued;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Event.TransferAsked;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Replaces;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

/** Makes one conversation of two when who is in both leaves the others to each other. */
final class Joining {
  private final CallFlow flow;

  Joining(CallFlow flow) {
    this.flow = flow;
  }

  /** REFER with Replaces, on whichever of the two legs the phone chose. */
  Next asked(TransferAsked asked, Call here, Turn turn) {
    Replaces replaces = asked.replaces().orElseThrow();
    Optional<Leg> found = replaces.leg().flatMap(turn.exchange().legs()::leg);
    if (found.isEmpty()) {
      return refuse(asked, Cause.CONVERSATION_GONE, here, turn);
    }
    Leg other = found.get();
    AtPhone by = (AtPhone) here.leg(asked.leg()).orElseThrow().party();
    if (other.call().equals(here.id()) || !isOf(by, other.party())) {
      return refuse(asked, Cause.NOT_ALLOWED, here, turn);
    }
    if (replaces.scope() == Replaces.Scope.EARLY_ONLY && other.isAnswered()) {
      return refuse(asked, Cause.BUSY, here, turn);
    }
    Call there = turn.exchange().call(other.call()).orElseThrow();
    if (partnerOf(other.id(), there).isPresent()) {
      return together(asked, here, other.id(), there, turn);
    }
    boolean isForIt = there.callerLeg().equals(other.id());
    if (isForIt && canBeTakenOver(there, by)) {
      return intoRinging(asked, here, there, turn);
    }
    if (isForIt && there.phase() instanceof Queued queued) {
      return intoQueue(asked, here, there, queued, turn);
    }
    return refuse(asked, Cause.NOT_ALLOWED, here, turn);
  }

  private static Next refuse(TransferAsked asked, Cause cause, Call call, Turn turn) {
    turn.trace(call, "is not transferred", cause.inWords());
    turn.refuseTransfer(asked.leg(), cause);
    return Next.STAY;
  }

  private static boolean isOf(AtPhone by, Party other) {
    return other instanceof AtPhone(var device, var person)
        && (device.equals(by.device()) || person.isPresent() && person.equals(by.person()));
  }

  private static Optional<Leg> partnerOf(LegId leg, Call call) {
    return call.phase() instanceof Conversation conversation
        ? conversation.partnerOf(leg).flatMap(call::leg).filter(Leg::isAnswered)
        : Optional.empty();
  }

  // --- both have answered ---

  private Next together(TransferAsked asked, Call here, LegId otherLeg, Call there, Turn turn) {
    boolean hereStays = hereStays(asked.leg(), here, otherLeg, there);
    Call stays = hereStays ? here : there;
    Call ends = hereStays ? there : here;
    LegId leaves = hereStays ? asked.leg() : otherLeg;
    LegId leavesToo = hereStays ? otherLeg : asked.leg();
    LegId one = partnerOf(leaves, stays).orElseThrow().id();
    Leg two = partnerOf(leavesToo, ends).orElseThrow();
    String by = stays.leg(leaves).orElseThrow().party().toString();
    turn.acceptTransfer(asked.leg());
    ends.phase().leave(ends, turn);
    ends.become(Passing.WAS_JOINED);
    turn.move(ends, two.id(), stays);
    if (stays.callerLeg().equals(leaves)) {
      stays.isNowFor(one);
    }
    if (ends.urgency() == Urgency.EMERGENCY) {
      stays.isUrgent();
    }
    turn.trace(stays, "goes on with " + two.party(), by + " joined it with " + ends.id());
    turn.trace(ends, "was joined into " + stays.id(), by + " left them to each other");
    LegId other = stays.callerLeg().equals(one) ? two.id() : one;
    flow.follow(stays, Next.talk(stays.callerLeg(), other), turn);
    turn.reportTransfer(hereStays ? stays : ends, asked.leg(), TransferState.DONE, Cause.NORMAL);
    turn.hangUpWhoHandedOver(stays, leaves);
    turn.hangUpWhoHandedOver(ends, leavesToo);
    flow.end(ends, Cause.NORMAL, turn);
    return Next.STAY;
  }

  /** The call stays whose caller is not who leaves; of two of a kind the older. */
  private static boolean hereStays(LegId leaves, Call here, LegId leavesToo, Call there) {
    boolean isForOther = !here.callerLeg().equals(leaves);
    boolean thereIsForOther = !there.callerLeg().equals(leavesToo);
    return isForOther != thereIsForOther ? isForOther : here.id().compareTo(there.id()) < 0;
  }

  // --- the target has not answered yet ---

  /** Whether it rings for this phone, or did so a moment ago. */
  static boolean canBeTakenOver(Call call, AtPhone by) {
    return call.phase() instanceof Ringing && isOf(by, call.partyItIsFor());
  }

  /** The caller takes the place of who transfers: it goes on ringing, for the caller. */
  Next intoRinging(TransferAsked asked, Call here, Call there, Turn turn) {
    turn.acceptTransfer(asked.leg());
    Transfers.handsOver(asked.leg(), here, turn);
    // who was consulted may have sent the consultation on: the caller falls back to who asks now
    Transfers.arrived(there, turn);
    here.phase().leave(here, turn);
    Ringing ringing = (Ringing) there.phase();
    Optional<LegId> heard = there.leg(there.callerLeg()).flatMap(Leg::bridgedTo);
    for (Leg leg : List.copyOf(there.legs())) {
      if (!leg.id().equals(there.callerLeg())) {
        turn.move(there, leg.id(), here);
      }
    }
    ringing.ringsFor(there, here, turn);
    here.become(ringing);
    there.become(Passing.WAS_JOINED);
    here.startsOverWith(stepsOf(there));
    turn.nowLives(here, Segment.Kind.TRANSFERRED, there.dialled());
    heard.ifPresentOrElse(leg -> turn.earlyMedia(here, leg), () -> turn.ringbackTo(here));
    turn.trace(here, "is transferred to " + there.dialled(), "it rings already");
    turn.trace(there, "was joined into " + here.id(), "it rings for who was on hold");
    if (here.legs().stream().anyMatch(leg -> leg.state() == Leg.State.RINGING)) {
      turn.reportTransfer(here, asked.leg(), TransferState.RINGING, Cause.NORMAL);
    }
    flow.end(there, Cause.NORMAL, turn);
    return Next.STAY;
  }

  private static List<Destination> stepsOf(Call call) {
    var steps = new ArrayList<Destination>();
    for (var step = call.takeNextStep(); step.isPresent(); step = call.takeNextStep()) {
      steps.add(step.get());
    }
    return steps;
  }

  private Next intoQueue(TransferAsked asked, Call here, Call there, Queued queued, Turn turn) {
    turn.acceptTransfer(asked.leg());
    Transfers.handsOver(asked.leg(), here, turn);
    Destination queue = new Destination.ToQueue(queued.queue());
    if (here.wayBack().filter(back -> back.to().equals(queue)).isEmpty()) {
      here.returnsTo(queue, there.startedAt());
    }
    here.startsOverWith(List.of());
    turn.trace(here, "is transferred to queue " + queued.queue(), "who transfers waited there");
    turn.trace(there, "was joined into " + here.id(), "who was on hold takes the place");
    flow.end(there, Cause.NORMAL, turn);
    return Next.goTo(queue);
  }
}

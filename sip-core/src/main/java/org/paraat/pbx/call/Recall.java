package org.paraat.pbx.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.call.Party.AtPhone;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;

/** Gives a caller back: to who had them before, else to the head of the queue they came from. */
public final class Recall {
  public static final Duration RING_TIME = Duration.ofSeconds(15);

  private Recall() {}

  /**
   * Rings the person where they are logged in now, else the phone.
   *
   * @return why it cannot be rung at this moment
   */
  public static Optional<Refusal> ring(
      AtPhone before, Duration time, String because, RingingParties parties, Call call, Turn turn) {
    DeviceId device =
        before
            .person()
            .flatMap(turn.agents()::agent)
            .flatMap(Agent::device)
            .orElse(before.device());
    var phone = new AtPhone(device, before.person());
    if (!turn.agents().phones().isReachable(device, turn.at())) {
      return Optional.of(new Refusal(phone, Cause.DEVICE_UNREACHABLE));
    }
    if (rings(phone, turn)) {
      return Optional.of(new Refusal(phone, Cause.BUSY));
    }
    turn.trace(call, "rings " + phone + " again", because);
    var manner =
        new Manner(time, ShownAs.takenBackBy(phone, call, turn.directory()), Alerting.RECALL);
    return parties.ring(phone, manner, call, turn);
  }

  /** Whether something rings there already: nobody is rung twice at a time. */
  private static boolean rings(AtPhone phone, Turn turn) {
    Legs legs = turn.exchange().legs();
    return legs.of(phone.device()).stream().anyMatch(Leg::isBeingRung)
        || phone.person().filter(p -> legs.of(p).stream().anyMatch(Leg::isBeingRung)).isPresent();
  }

  /** Whoever was rung does not take the caller back; what follows is the phase's affair. */
  public static void isRefused(Refusal refusal, Call call, Turn turn) {
    turn.trace(call, refusal.party() + " did not take the caller back", refusal.cause().inWords());
  }

  /** Who takes the call back talks with the caller; the leg that the person had before is over. */
  public static Next takenBack(
      LegId by, Optional<LegId> before, Duration wrapUp, Call call, Turn turn) {
    call.leg(by).orElseThrow().wrapsUpFor(wrapUp);
    BusyPhone.tookAnother(call, by, turn);
    before.ifPresent(old -> turn.hangUp(call, old, Cause.NORMAL));
    return Next.talk(call.callerLeg(), by);
  }

  /** Back to where the caller waited, without who had them; empty when that was nowhere. */
  public static Optional<Next> toQueue(Call call, Turn turn) {
    Optional<Destination> queue = queueOf(call);
    queue.ifPresent(
        to -> {
          letGo(call, turn);
          call.mayFollowAgain();
        });
    return queue.map(Next::goTo);
  }

  /** Whether the caller waited in a queue before. */
  public static boolean hasQueue(Call call) {
    return queueOf(call).isPresent();
  }

  private static Optional<Destination> queueOf(Call call) {
    return call.wayBack().map(Call.WayBack::to).filter(Destination.ToQueue.class::isInstance);
  }

  /** Ends all that the call has besides the caller. */
  public static void letGo(Call call, Turn turn) {
    for (Leg leg : List.copyOf(call.legs())) {
      if (!leg.id().equals(call.callerLeg())) {
        turn.hangUp(call, leg.id(), Cause.NORMAL);
      }
    }
  }
}

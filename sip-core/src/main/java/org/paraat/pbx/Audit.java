package org.paraat.pbx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Deadline;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Ringing;
import org.paraat.pbx.call.Talking;
import org.paraat.pbx.call.Timers.Owner;
import org.paraat.pbx.hold.Held;
import org.paraat.pbx.mobileconnect.StandbyPhonesCalled;
import org.paraat.pbx.park.Parked;
import org.paraat.pbx.queue.Queued;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Urgency;

/** Looks for contradictions in the state that calls share. */
final class Audit {
  private final Exchange exchange;
  private final Features features;
  private final Lamps lamps;
  private final Instant now;
  private final List<String> violations = new ArrayList<>();

  Audit(Exchange exchange, Features features, Lamps lamps, Instant now) {
    this.exchange = exchange;
    this.features = features;
    this.lamps = lamps;
    this.now = now;
  }

  List<String> violations() {
    exchange.calls().forEach(this::call);
    exchange.legs().all().forEach(this::leg);
    timers();
    exchange.agents().all().forEach(this::agent);
    exchange.agents().audit(violations::add);
    features.queues().audit(exchange, now, this::isQueued, this::rings, violations::add);
    exchange.standby().audit(exchange.legs(), id -> exchange.call(id).isPresent(), violations::add);
    mobiles();
    lamps.audit(violations::add);
    features.tasks().audit(id -> exchange.call(id).isPresent(), violations::add);
    features.parking().audit(this::isParkedAt, violations::add);
    return violations;
  }

  private void call(Call call) {
    boolean lingers = call.phase() instanceof Ringing ringing && ringing.lingers();
    if (call.leg(call.callerLeg()).isEmpty() && !lingers) {
      violations.add(call.id() + " goes on without a caller");
    }
    for (Leg leg : call.legs()) {
      if (exchange.legs().leg(leg.id()).filter(known -> known == leg).isEmpty()) {
        violations.add(call.id() + " has leg " + leg.id() + " that nobody knows of");
      }
      leg.bridgedTo().ifPresent(peer -> bridge(call, leg, peer));
      if (leg.isAnswered() && !belongs(leg.id(), call)) {
        violations.add(leg.id() + " is in " + call.id() + " and nobody talks with it");
      }
    }
    if (call.net().isPresent() && call.phase().takesOver()) {
      violations.add(call.id() + " has arrived and still has somebody to return to");
    }
    if (call.phase() instanceof Parked parked
        && features.parking().at(parked.place()).filter(call.id()::equals).isEmpty()) {
      violations.add(call.id() + " is parked, its place says otherwise");
    }
    if (call.phase() instanceof Parked parked && !parked.comesBack(call)) {
      violations.add(call.id() + " is parked and never comes back");
    }
    boolean isQueued = call.phase() instanceof Queued;
    if (isQueued != features.queues().holds(call.id())) {
      violations.add(call.id() + " " + call.phase().inWords() + ", its queue place says otherwise");
    }
    if (call.phase() instanceof Talking) {
      if (call.legs().size() != 2 || !call.legs().stream().allMatch(Leg::isAnswered)) {
        violations.add(call.id() + " talks with " + call.legs().size() + " legs");
      }
      if (call.timers().size() != 1 || !call.timers().containsKey(Deadline.TIMER)) {
        violations.add(call.id() + " talks and waits for " + call.timers().keySet());
      }
    } else if (call.phase() instanceof Held held) {
      held.audit(call, violations::add);
    } else if (!isQueued && call.timers().isEmpty()) {
      violations.add(call.id() + " " + call.phase().inWords() + " without an end");
    }
  }

  private static boolean belongs(LegId leg, Call call) {
    boolean isPartner =
        call.phase() instanceof Conversation talk && talk.partnerOf(leg).isPresent();
    boolean isNet = call.net().filter(net -> net.leg().equals(leg)).isPresent();
    return leg.equals(call.callerLeg()) || isPartner || isNet;
  }

  private boolean isParkedAt(CallId id, int place) {
    return exchange
        .call(id)
        .filter(call -> call.phase() instanceof Parked parked && parked.place() == place)
        .isPresent();
  }

  private void bridge(Call call, Leg leg, LegId peer) {
    if (call.leg(peer).flatMap(Leg::bridgedTo).filter(leg.id()::equals).isEmpty()) {
      violations.add(leg.id() + " hears " + peer + " but not the other way round");
    }
  }

  private void leg(Leg leg) {
    if (exchange.call(leg.call()).flatMap(call -> call.leg(leg.id())).isEmpty()) {
      violations.add("leg " + leg.id() + " of ended call " + leg.call());
    }
  }

  private void timers() {
    exchange
        .timers()
        .running()
        .forEach(
            (id, owner) -> {
              if (owner instanceof Owner.OfCall(var callId, var name)
                  && exchange
                      .call(callId)
                      .filter(call -> id.equals(call.timers().get(name)))
                      .isEmpty()) {
                violations.add(id + " " + name.purpose() + " of " + callId + " has no owner");
              }
            });
    for (Call call : exchange.calls()) {
      call.timers()
          .forEach(
              (name, id) -> {
                if (!exchange.timers().running().containsKey(id)) {
                  violations.add(call.id() + " waits for " + name + " which does not run");
                }
              });
    }
  }

  private void agent(Agent agent) {
    ExtensionNumber person = agent.extension();
    long rings = exchange.legs().of(person).stream().filter(Leg::isBeingRung).count();
    if (rings > 1) {
      violations.add(person + " rings " + rings + " times");
    }
    exchange.legs().of(person).forEach(this::ringsBesideAConversation);
  }

  /** Only an emergency may do that (V5); who answers another call while it rings did so later. */
  private void ringsBesideAConversation(Leg ring) {
    boolean isRoutineOffer =
        ring.isBeingRung()
            && exchange
                .call(ring.call())
                .filter(call -> call.phase() instanceof Queued)
                .filter(call -> call.urgency() == Urgency.ROUTINE)
                .isPresent();
    if (isRoutineOffer && ring.party() instanceof Party.AtPhone(var device, _)) {
      for (Leg other : exchange.legs().of(device)) {
        if (other.answeredAt().filter(ring.since()::isAfter).isPresent()) {
          violations.add(device + " rings for routine " + ring.call() + " and talks already");
        }
      }
    }
  }

  private void mobiles() {
    var mobiles = exchange.directory().mobiles();
    mobiles.mobileConnect().forEach(this::mobile);
    mobiles.sos().forEach(this::mobile);
  }

  private void mobile(PhoneNumber phone) {
    long rings =
        exchange.legs().of(phone).stream()
            .filter(Leg::isBeingRung)
            .map(Leg::call)
            .filter(this::servesFromStandby)
            .distinct()
            .count();
    if (rings > 1) {
      violations.add("stand-by phone " + phone + " rings for " + rings + " calls");
    }
  }

  /** Somebody may also dial a mobile directly, whatever it rings for. */
  private boolean servesFromStandby(CallId id) {
    return isQueued(id)
        || exchange
            .call(id)
            .map(Call::phase)
            .filter(StandbyPhonesCalled.class::isInstance)
            .isPresent();
  }

  private boolean rings(ExtensionNumber person, CallId id) {
    return exchange.legs().of(person).stream()
        .anyMatch(leg -> leg.call().equals(id) && leg.isBeingRung());
  }

  private boolean isQueued(CallId id) {
    return exchange.call(id).map(Call::phase).filter(Queued.class::isInstance).isPresent();
  }
}

package org.paraat.pbx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.agents.Activity;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.callrecord.CallRecords;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.view.View.AgentView;
import org.paraat.pbx.view.View.DeviceView;
import org.paraat.pbx.view.View.QueueView;
import org.paraat.pbx.view.View.Reachability;
import org.paraat.pbx.view.View.SwitchView;
import org.paraat.pbx.view.View.TrunkView;
import org.paraat.pbx.vocabulary.CallRecord;

/** Draws the view of the PBX at one moment. */
final class Overview {
  private final Exchange exchange;
  private final Features features;
  private final Instant now;

  Overview(Exchange exchange, Features features, Instant now) {
    this.exchange = exchange;
    this.features = features;
    this.now = now;
  }

  View view() {
    return new View(
        now,
        exchange.directory().version(),
        switches(),
        exchange.directory().queues().values().stream().map(this::queue).toList(),
        calls(),
        trunks(),
        devices(),
        features.tasks().open());
  }

  private List<SwitchView> switches() {
    return exchange.directory().switches().values().stream()
        .sorted(Comparator.comparing(Switch::name).thenComparing(Switch::id))
        .map(
            s ->
                new SwitchView(
                    s.id(),
                    s.name(),
                    features.switches().positionOf(s).id(),
                    s.positions().stream().map(Switch.Position::id).toList()))
        .toList();
  }

  private QueueView queue(Queue queue) {
    return new QueueView(
        queue.code(),
        queue.name(),
        features.queues().waitingIn(queue.code()),
        features.queues().longestWaitSince(queue.code()),
        exchange.agents().all().stream()
            .filter(agent -> agent.queues().contains(queue.code()))
            .map(this::agent)
            .toList());
  }

  private AgentView agent(Agent agent) {
    AgentState state = state(agent);
    String name =
        exchange.directory().extension(agent.extension()).map(e -> e.displayName()).orElse("");
    return new AgentView(agent.extension(), name, agent.device(), state, since(agent, state));
  }

  private AgentState state(Agent agent) {
    if (agent.device().isEmpty()) {
      return AgentState.UNREACHABLE;
    }
    Activity activity = exchange.agents().activity(agent, now);
    return switch (activity) {
      case TALKING -> AgentState.TALKING;
      case RINGING -> AgentState.RINGING;
      case IDLE, WRAPPING_UP -> {
        if (!exchange.agents().isReachable(agent, now)) {
          yield AgentState.UNREACHABLE;
        }
        if (agent.isPaused()) {
          yield AgentState.PAUSED;
        }
        yield activity == Activity.IDLE ? AgentState.AVAILABLE : AgentState.WRAPUP;
      }
    };
  }

  private Instant since(Agent agent, AgentState state) {
    return switch (state) {
      case AVAILABLE -> agent.idleSince();
      case RINGING, TALKING -> legOf(agent).map(Overview::since).orElse(agent.presentSince());
      case WRAPUP -> agent.wrapUpSince();
      case PAUSED -> agent.presentSince();
      case UNREACHABLE ->
          agent
              .device()
              .flatMap(exchange.agents().phones()::since)
              .filter(agent.presentSince()::isBefore)
              .orElse(agent.presentSince());
    };
  }

  private Optional<Leg> legOf(Agent agent) {
    var legs = new ArrayList<>(exchange.legs().of(agent.extension()));
    agent.device().ifPresent(device -> legs.addAll(exchange.legs().of(device)));
    return legs.stream().max(Comparator.comparing(Leg::isAnswered));
  }

  private static Instant since(Leg leg) {
    return leg.answeredAt().orElse(leg.since());
  }

  private List<CallRecord> calls() {
    var records = new ArrayList<CallRecord>(exchange.calls().size());
    for (Call call : exchange.calls().reversed()) {
      records.add(CallRecords.of(call));
    }
    return List.copyOf(records);
  }

  private List<TrunkView> trunks() {
    return exchange.directory().trunks().values().stream()
        .map(trunk -> features.trunks().viewOf(trunk.id(), exchange.legs().over(trunk.id())))
        .toList();
  }

  private List<DeviceView> devices() {
    return exchange.directory().devices().keySet().stream()
        .map(
            device ->
                new DeviceView(
                    device,
                    exchange.agents().phones().isReachable(device, now)
                        ? Reachability.REACHABLE
                        : Reachability.UNREACHABLE,
                    exchange.agents().personAt(device)))
        .toList();
  }
}

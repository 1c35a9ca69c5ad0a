package org.paraat.admin.redirect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.view.View.AgentView;
import org.paraat.pbx.view.View.Reachability;
import org.paraat.pbx.view.View.TrunkState;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;

/** What a caller who is sent somewhere would find there at this moment. */
final class Outlook {
  private static final int MOST_SWITCHES_IN_A_ROW = 8;

  private final Directory directory;
  private final View view;

  Outlook(Directory directory, View view) {
    this.directory = directory;
    this.view = view;
  }

  /** Empty when the destination can be reached, as far as is known. */
  List<Warning> warningsFor(Destination destination) {
    return warningsFor(destination, 0).stream().toList();
  }

  private Optional<Warning> warningsFor(Destination destination, int switchesBefore) {
    return switch (destination) {
      case Destination.ToQueue(QueueCode code) -> forQueue(code);
      case Destination.ToExtension(ExtensionNumber extension) -> forExtension(extension);
      case Destination.ToSwitch(SwitchId id) -> forSwitch(id, switchesBefore);
      case Destination.ToNumber number -> forOutside();
      case Destination.ToEmergencyServices services -> forOutside();
      case Destination.ToMobileConnect mobiles ->
          directory.mobiles().mobileConnect().isEmpty()
              ? warn("warning.no-mobile-connect")
              : forOutside();
      case Destination.ToSosLine sos ->
          directory.mobiles().sos().isEmpty() ? warn("warning.no-sos") : forOutside();
      case Destination.ToAnnouncement announcement -> Optional.empty();
      case Destination.ToFeatureCode code -> Optional.empty();
      case Destination.Refused refused -> Optional.empty();
    };
  }

  private Optional<Warning> forQueue(QueueCode code) {
    var queue = view.queues().stream().filter(known -> known.code().equals(code)).findFirst();
    if (queue.isEmpty()) {
      return warn("warning.queue-unknown", Map.of("queue", code.digits()));
    }
    var named = Map.of("queue", code + " " + queue.get().name());
    List<AgentView> agents = queue.get().agents();
    if (agents.stream().allMatch(agent -> agent.state() == AgentState.UNREACHABLE)) {
      return warn("warning.queue-unreachable", named);
    }
    boolean isSomebodyServing =
        agents.stream()
            .anyMatch(
                agent ->
                    agent.state() != AgentState.UNREACHABLE && agent.state() != AgentState.PAUSED);
    return isSomebodyServing ? Optional.empty() : warn("warning.queue-paused", named);
  }

  private Optional<Warning> forExtension(ExtensionNumber extension) {
    boolean isAtReachablePhone =
        view.devices().stream()
            .anyMatch(
                device ->
                    device.person().filter(extension::equals).isPresent()
                        && device.reachability() == Reachability.REACHABLE);
    // somebody on a mobile is at no phone of ours, but their queues know them
    boolean isReachableAgent =
        view.queues().stream()
            .flatMap(queue -> queue.agents().stream())
            .anyMatch(
                agent ->
                    agent.extension().equals(extension) && agent.state() != AgentState.UNREACHABLE);
    return isAtReachablePhone || isReachableAgent
        ? Optional.empty()
        : warn("warning.extension-unreachable", Map.of("extension", extension.digits()));
  }

  private Optional<Warning> forSwitch(SwitchId id, int switchesBefore) {
    if (switchesBefore >= MOST_SWITCHES_IN_A_ROW) {
      return warn("warning.switches-in-a-circle");
    }
    return view.switches().stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .flatMap(stands -> directory.switchOf(id).flatMap(it -> it.position(stands.position())))
        .map(position -> warningsFor(position.destination(), switchesBefore + 1))
        .orElseGet(() -> warn("warning.switch-unknown", Map.of("switch", id.name())));
  }

  private Optional<Warning> forOutside() {
    // one that was not probed yet is tried all the same
    boolean isAnyTried = view.trunks().stream().anyMatch(trunk -> trunk.state() != TrunkState.DOWN);
    return isAnyTried ? Optional.empty() : warn("warning.trunks-down");
  }

  private static Optional<Warning> warn(String key) {
    return warn(key, Map.of());
  }

  private static Optional<Warning> warn(String key, Map<String, String> values) {
    return Optional.of(new Warning(key, values));
  }
}
